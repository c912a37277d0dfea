import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { LinkButton } from '../../shell/link-button.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { platformName } from './platforms.ts';
import './deliveries.css';

/** What was delivered to which channels, newest first. */
export function Deliveries() {
  const { t, i18n } = useTranslation();
  const list = useInfiniteQuery({
    queryKey: ['deliveries'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/deliveries', { params: { query: { limit: 30, cursor: pageParam } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const all = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      <PageHead title={t('nav.deliveries')} text={t('deliveries.text')}>
        <LinkButton to="/deliveries/new" look="primary" icon={<PlusOutlined />}>
          {t('deliveries.new')}
        </LinkButton>
      </PageHead>
      {list.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && all.length === 0 && (
        <Nothing title={t('deliveries.none')} text={t('deliveries.none.text')}>
          <LinkButton to="/deliveries/new" look="primary">
            {t('deliveries.new')}
          </LinkButton>
        </Nothing>
      )}
      <ul className="delivery-rows">
        {all.map(({ id, channels, createdAt, videoCount }) => (
          <li key={id}>
            <Link to="/deliveries/$id" params={{ id }}>
              <strong>
                {channels
                  .map((channel) => `${platformName(channel.platform, i18n.language)} ${channel.handle}`)
                  .join('、')}
              </strong>
              <span className="soft">{t('deliveries.videos', { count: videoCount })}</span>
              <time dateTime={createdAt}>{time.format(new Date(createdAt))}</time>
            </Link>
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  );
}
