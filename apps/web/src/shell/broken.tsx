import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import './shell.css';

/** A page that broke: what to do, and the number under which whoever mends it finds what happened. */
export function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const [id] = useState(() => crypto.randomUUID().slice(0, 8));
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    void report(id, error);
  }, [id, error]);
  return (
    <main className="lone" role="alert">
      <h1>{t('broken.title')}</h1>
      <p className="soft">{t('broken.text')}</p>
      <p>
        {t('broken.id')} <b className="mono">{id}</b>{' '}
        <Button
          size="small"
          onClick={() =>
            void navigator.clipboard
              .writeText(`${id} ${location.pathname} ${errorText(error)}`)
              .then(() => setCopied(true))
          }
        >
          {isCopied ? t('broken.copied') : t('broken.copy')}
        </Button>
      </p>
      <pre className="mono" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: 13 }}>
        {errorText(error)}
      </pre>
      <Button type="primary" onClick={() => location.reload()}>
        {t('broken.again')}
      </Button>
    </main>
  );
}

/** Tells the service, which writes it into its log. That the telling fails breaks nothing more. */
async function report(id: string, error: unknown): Promise<void> {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const body = { id, path: location.pathname, problem: stack.slice(0, 4000) };
  await bodyOf(api().POST('/api/v1/page-reports', { body })).catch(() => undefined);
}
