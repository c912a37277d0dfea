import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorText } from '../api/error-text.ts';

/** A part of a page that could not be had, and the way to ask again. */
export function Failed({ error, again }: { error: unknown; again: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="nothing" role="alert">
      <h2>{t('failed.title')}</h2>
      <p>{errorText(error)}</p>
      <Button onClick={again}>{t('failed.again')}</Button>
    </div>
  );
}
