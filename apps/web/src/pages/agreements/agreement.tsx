import { useParams } from '@tanstack/react-router';
import { Alert, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import Markdown from 'react-markdown';
import { Failed } from '../../shell/failed.tsx';
import { RunBy } from './run-by.tsx';
import { useTexts } from './use-agreements.ts';
import './agreement.css';

/** The service agreement or the privacy policy, as it is in force, and whole what comes, with what changes. */
export function Agreement() {
  const { t } = useTranslation();
  const { kind } = useParams({ from: '/agreements/$kind' });
  const texts = useTexts();
  const [chosen, setChosen] = useState<string>();
  const own = texts.data?.filter((text) => text.kind === kind) ?? [];
  const coming = own.filter(({ state }) => state === 'announced');
  const inForce = own.find(({ state }) => state === 'in-force');
  const shown = own.find(({ version }) => version === chosen) ?? inForce;
  return (
    <main className="legal">
      {texts.isPending && <Skeleton active paragraph={{ rows: 14 }} />}
      {texts.isError && <Failed error={texts.error} again={() => void texts.refetch()} />}
      {texts.isSuccess && own.length === 0 && <p>{t('lost.title')}</p>}
      {coming.map(({ version, changes }) => (
        <Alert
          key={version}
          type="info"
          showIcon
          title={t('agreements.announced', { version })}
          description={
            <>
              <p>{changes}</p>
              <p>{t('agreements.announced.text')}</p>
            </>
          }
        />
      ))}
      {coming.length > 0 && (
        <Segmented<string>
          aria-label={t('agreements.which')}
          value={shown?.version ?? ''}
          onChange={setChosen}
          options={own.map(({ version, state }) => ({ value: version, label: t(`agreements.${state}`, { version }) }))}
          style={{ justifySelf: 'start' }}
        />
      )}
      {shown !== undefined && (
        <article lang={shown.language}>
          <Markdown>{shown.text}</Markdown>
          <footer className="mono soft">
            {t('agreements.version', { version: shown.version })} · SHA-256 {shown.sha256}
          </footer>
        </article>
      )}
      <RunBy />
    </main>
  );
}
