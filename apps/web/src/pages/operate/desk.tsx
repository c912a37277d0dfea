import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { DeskCase } from './desk-case.tsx';
import { NeedsProof } from './needs-proof.tsx';
import { useKeys } from './use-keys.ts';
import './desk.css';

type SafetyCase = Schemas['SafetyCase'];

/** Where reviewers look at what a check was not sure of: one case at a time, the gravest first. */
export function Desk() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('nav.desk')} text={t('desk.text')} />
      <NeedsProof>
        <Cases />
      </NeedsProof>
    </>
  );
}

function Cases() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [taken, setTaken] = useState<SafetyCase>();
  const list = useQuery({
    queryKey: ['desk'],
    refetchInterval: 15_000,
    queryFn: () => bodyOf(api().GET('/api/v1/safety/cases', { params: { query: { limit: 50 } } })),
  });
  const take = useMutation({
    mutationFn: () => bodyOf(api().POST('/api/v1/safety/cases/next')),
    onSuccess: ({ next }) => {
      setTaken(next ?? undefined);
      void queries.invalidateQueries({ queryKey: ['desk'] });
    },
    onError: (error) => void message.error(errorText(error)),
  });
  useKeys({ n: () => take.mutate() });
  const items = list.data?.items ?? [];
  return (
    <div className="desk">
      <section aria-label={t('desk.queue')}>
        <header>
          <Button type="primary" loading={take.isPending} disabled={items.length === 0} onClick={() => take.mutate()}>
            {t('desk.next')} <kbd>N</kbd>
          </Button>
          <Agreement />
        </header>
        {list.isPending && <Skeleton active />}
        {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && taken === undefined && (
          <Nothing title={t('desk.none')} text={t('desk.none.text')} />
        )}
        <ol className="desk-queue">
          {items.map((item) => (
            <li key={item.id} aria-current={item.id === taken?.id}>
              <strong title={item.name}>{item.name}</strong>
              <Severity of={item.severity} />
              <small>
                {item.round > 0 ? `${t('desk.appeal')} · ` : ''}
                <Age since={item.waitsSince} />
              </small>
            </li>
          ))}
        </ol>
      </section>
      {taken !== undefined && (
        <DeskCase
          key={taken.id}
          about={taken}
          onDecided={() => {
            setTaken(undefined);
            void queries.invalidateQueries({ queryKey: ['desk'] });
          }}
        />
      )}
    </div>
  );
}

function Severity({ of }: { of: number }) {
  const { t } = useTranslation();
  const level = of >= 3 ? 3 : of === 2 ? 2 : 1;
  return <span className={`grade grade-${level}`}>{t(`desk.severity.${level}`)}</span>;
}

function Age({ since }: { since: string }) {
  const { i18n } = useTranslation();
  const minutes = Math.round((Date.parse(since) - Date.now()) / 60_000);
  const say = new Intl.RelativeTimeFormat(i18n.language, { numeric: 'auto' });
  return (
    <time dateTime={since}>
      {minutes > -60 ? say.format(minutes, 'minute') : say.format(Math.round(minutes / 60), 'hour')}
    </time>
  );
}

/** How far reviewers agree: one figure, as what they see is not to sway them. */
function Agreement() {
  const { t } = useTranslation();
  const agreement = useQuery({
    queryKey: ['desk', 'agreement'],
    queryFn: () => bodyOf(api().GET('/api/v1/safety/agreement')),
  });
  if (agreement.data === undefined) {
    return null;
  }
  const { pairs, kappa, appealed, overturned } = agreement.data;
  return (
    <small className="soft">
      {kappa === null ? t('desk.kappa.none', { pairs }) : t('desk.kappa', { pairs, kappa: kappa.toFixed(2) })}
      {' · '}
      {t('desk.appeals', { appealed, overturned })}
    </small>
  );
}
