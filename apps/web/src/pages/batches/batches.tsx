import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Progress, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { LinkButton } from '../../shell/link-button.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { StatusMark } from './status-mark.tsx';
import type { BatchView } from './use-batch.ts';
import './batches.css';

/** All batches of the team, newest first. */
export function Batches() {
  const { t } = useTranslation();
  const list = useInfiniteQuery({
    queryKey: ['batches'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/batches', { params: { query: { limit: 30, cursor: pageParam } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isAtWork)) === true ? 4000 : false,
  });
  const batches = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <PageHead title={t('nav.batches')} text={t('batches.text')}>
        <LinkButton to="/batches/new" look="primary" icon={<PlusOutlined />}>
          {t('batches.new')}
        </LinkButton>
      </PageHead>
      {list.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && batches.length === 0 && (
        <Nothing title={t('batches.none')} text={t('batches.none.text')}>
          <LinkButton to="/batches/new" look="primary">
            {t('batches.new')}
          </LinkButton>
        </Nothing>
      )}
      <BatchRows batches={batches} />
      <MoreButton list={list} />
    </>
  );
}

export function isAtWork({ status }: BatchView): boolean {
  return status === 'planning' || status === 'running';
}

/** Batches, a row each: what it is of, how far, when. */
export function BatchRows({ batches }: { batches: readonly BatchView[] }) {
  const { t, i18n } = useTranslation();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <ul className="batch-rows">
      {batches.map((batch) => {
        const { id, title, progress, createdAt } = batch;
        const { total, ended, failed } = progress.videos;
        return (
          <li key={id}>
            <Link to="/batches/$id" params={{ id }}>
              <strong>{title}</strong>
              <StatusMark batch={batch} />
              <span className="far">
                {isAtWork(batch) ? (
                  <Progress percent={shareDone(batch)} size="small" showInfo={false} aria-label={t('batch.progress')} />
                ) : (
                  <span className="mono">
                    {t('batches.videos', { count: total })}
                    {failed > 0 && ` · ${t('batches.failed', { count: failed })}`}
                  </span>
                )}
                {isAtWork(batch) && total > 0 && (
                  <span className="mono">
                    {ended}/{total}
                  </span>
                )}
              </span>
              <time className="soft" dateTime={createdAt}>
                {when.format(new Date(createdAt))}
              </time>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** How much of a batch is done, 0 … 100: pieces are the work, videos come of them. */
export function shareDone({ progress: { videos, pieces } }: BatchView): number {
  const all = pieces.total + videos.total;
  return all === 0 ? 0 : Math.round((100 * (pieces.done + videos.ended)) / all);
}
