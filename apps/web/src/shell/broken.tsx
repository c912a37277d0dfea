import { Button } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../api/error-text.ts';
import './shell.css';

/** A page that broke: what to do, and what to tell whoever mends it. */
export function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <main className="lone" role="alert">
      <h1>{t('broken.title')}</h1>
      <p className="soft">{t('broken.text')}</p>
      <pre className="mono" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: 13 }} id={id}>
        {errorText(error)}
      </pre>
      <Button type="primary" onClick={() => location.reload()}>
        {t('broken.again')}
      </Button>
    </main>
  );
}
