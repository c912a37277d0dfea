import { useInfiniteQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { NeedsProof } from './needs-proof.tsx';
import '../notices/notices.css';

/** What the service would send by mail and SMS: with no provider set, the operator reads it here. */
export function Outbox() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('nav.outbox')} text={t('outbox.text')} />
      <NeedsProof>
        <Sent />
      </NeedsProof>
    </>
  );
}

function Sent() {
  const { t, i18n } = useTranslation();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  const list = useInfiniteQuery({
    queryKey: ['outbox'],
    refetchInterval: 5000,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/outbox', { params: { query: { limit: 50, cursor: pageParam } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {list.isPending && <Skeleton active />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Nothing title={t('outbox.none')} text={t('outbox.none.text')} />}
      <ul className="inbox" style={{ maxInlineSize: 900 }}>
        {items.map(({ id, to, subject, text, status, createdAt }) => (
          <li key={id}>
            <h2>
              {to} · {t(`outbox.${status}`)}
            </h2>
            <time className="soft" dateTime={createdAt}>
              {when.format(new Date(createdAt))}
            </time>
            <p>
              {subject !== '' && <b>{subject} </b>}
              {text}
            </p>
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  );
}
