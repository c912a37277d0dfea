import { Alert, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import './galleries.css';

/** Scenes as they are going to look, side by side like frames of a film; while they are drawn, their places. */
export function LookStrip({
  looks,
  isPending,
  error,
}: {
  looks: Schemas['BatchLook']['scenes'] | undefined;
  isPending: boolean;
  error: Error | null;
}) {
  const { t } = useTranslation();
  if (error !== null) {
    return <Alert type="error" showIcon title={errorText(error)} style={{ whiteSpace: 'pre-wrap' }} />;
  }
  if (isPending) {
    return (
      <div className="look-strip" aria-busy>
        <span className="hidden" role="status">
          {t('templates.drawing')}
        </span>
        {[0, 1, 2, 3].map((place) => (
          <Skeleton.Node key={place} active className="waits" />
        ))}
      </div>
    );
  }
  return looks === undefined ? null : (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too */}
      <ol className="look-strip" tabIndex={0} aria-label={t('templates.look')}>
        {looks.map(({ role, picture }, at) => (
          <li key={picture.slice(-64)}>
            <img src={picture} alt={t('templates.look.of', { at: at + 1 })} />
            <small>{t(`role.${role}` as 'role.hook')}</small>
          </li>
        ))}
      </ol>
      <p className="soft">{t('ai.note')}</p>
    </>
  );
}
