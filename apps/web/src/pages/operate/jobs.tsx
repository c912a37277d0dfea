import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { NeedsProof } from './needs-proof.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import './console.css';

type Job = Schemas['QueueJobs']['items'][number];
const states = ['running', 'waiting', 'failed', 'done'] as const;

/** For operators: the queue of work, by kind and one by one. */
export function Jobs() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('nav.jobs')} text={t('jobs.text')} />
      <NeedsProof>
        <Queue />
      </NeedsProof>
    </>
  );
}

function Queue() {
  const { t, i18n } = useTranslation();
  const [state, setState] = useState<(typeof states)[number]>('running');
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'medium' });
  const list = useQuery({
    queryKey: ['operate', 'jobs', state],
    refetchInterval: 5000,
    queryFn: () => bodyOf(api().GET('/api/v1/operate/jobs', { params: { query: { state, limit: 100 } } })),
  });
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  return (
    <>
      {(list.data?.kinds ?? []).length > 0 && <h2 className="part-title">{t('jobs.kinds')}</h2>}
      {list.isPending && <Skeleton active />}
      <ul className="job-kinds" hidden={(list.data?.kinds ?? []).length === 0}>
        {(list.data?.kinds ?? []).map(({ name, oldest, ...counts }) => (
          <li key={name}>
            <strong className="mono">{name}</strong>
            <span>{t('jobs.counts', counts)}</span>
            <span className="soft">
              {oldest === null ? t('jobs.idle') : t('jobs.since', { when: when.format(new Date(oldest)) })}
            </span>
          </li>
        ))}
      </ul>
      <Segmented
        aria-label={t('nav.jobs')}
        value={state}
        onChange={setState}
        options={states.map((value) => ({ value, label: t(`jobs.state.${value}`) }))}
        style={{ marginBlock: '20px 16px' }}
      />
      {list.data?.items.length === 0 && <Nothing title={t('jobs.none')} text={t('jobs.none.text')} />}
      <ul className="past wide" hidden={(list.data?.items ?? []).length === 0}>
        {(list.data?.items ?? []).map((job) => (
          <One key={job.id} job={job} when={(at) => when.format(new Date(at))} />
        ))}
      </ul>
    </>
  );
}

function One({ job, when }: { job: Job; when: (at: string) => string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  return (
    <li>
      <strong className="mono">{job.name}</strong>
      <span>
        <span className="mono soft">{Object.values(job.about).join(' ')}</span>
        {job.tries > 0 && ` · ${t('jobs.tries', { tries: job.tries })}`}
        {job.problem !== null && <span className="refused"> {job.problem}</span>}
      </span>
      <time className="soft" dateTime={job.createdAt}>
        {when(job.startedAt ?? job.createdAt)}
      </time>
      {job.state === 'failed' ? (
        <Button size="small" onClick={() => setAsked(true)}>
          {t('jobs.again')}
        </Button>
      ) : (
        <small className="mono soft">{job.id.slice(0, 8)}</small>
      )}
      {isAsked && (
        <ReasonDialog
          title={`${t('jobs.again')} · ${job.name}`}
          act={t('jobs.again')}
          onDo={(reason) =>
            bodyOf(
              api().POST('/api/v1/operate/jobs/{name}/{id}/retry', {
                params: { path: { name: job.name as 'plan-batch', id: job.id } },
                body: { reason },
              }),
            )
          }
          done={() => {
            void message.success(t('jobs.again.done'));
            return queries.invalidateQueries({ queryKey: ['operate', 'jobs'] });
          }}
          end={() => setAsked(false)}
        />
      )}
    </li>
  );
}
