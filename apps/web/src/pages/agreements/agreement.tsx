import { useParams } from '@tanstack/react-router';
import { Alert, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import Markdown from 'react-markdown';
import { Failed } from '../../shell/failed.tsx';
import { useTexts } from './use-agreements.ts';
import './agreement.css';

/** The service agreement or the privacy policy, as it is in force, and what comes. */
export function Agreement() {
  const { t } = useTranslation();
  const { kind } = useParams({ from: '/agreements/$kind' });
  const texts = useTexts();
  const own = texts.data?.filter((text) => text.kind === kind) ?? [];
  const inForce = own.find(({ state }) => state === 'in-force');
  const announced = own.find(({ state }) => state === 'announced');
  return (
    <main className="legal">
      {texts.isPending && <Skeleton active paragraph={{ rows: 14 }} />}
      {texts.isError && <Failed error={texts.error} again={() => void texts.refetch()} />}
      {announced !== undefined && (
        <Alert
          type="info"
          showIcon
          title={t('agreements.announced', { version: announced.version })}
          description={announced.changes}
        />
      )}
      {inForce !== undefined && (
        <article lang={inForce.language}>
          <Markdown>{inForce.text}</Markdown>
          <footer className="mono soft">
            {t('agreements.version', { version: inForce.version })} · SHA-256 {inForce.sha256}
          </footer>
        </article>
      )}
    </main>
  );
}
