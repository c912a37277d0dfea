import { useInfiniteQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { actWords } from './act-words.ts';

/** What members and keys did, newest first; what was refused is shown too. */
export function Acts() {
  const { t, i18n } = useTranslation();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const list = useInfiniteQuery({
    queryKey: ['team', 'audit'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/team/audit', { params: { query: { limit: 20, cursor: pageParam } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="security-part">
      <header>
        <h2>{t('team.acts')}</h2>
      </header>
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      <ul className="rows acts-list">
        {items.map(({ id, at, actorName, userId, action, status, address }) => (
          <li key={id}>
            <span>
              <strong>{actorName === '' ? t('team.gone') : actorName}</strong>
              {userId === null && <Tag style={{ marginInlineStart: 8 }}>{t('team.key')}</Tag>}
            </span>
            <span className={`status ${status < 400 ? 'done' : 'failed'}`} title={`${action} · ${status}`}>
              {actWords(action, i18n.language)}
              {status >= 400 && ` · ${t('team.refused')}`}
            </span>
            <span className="mono soft">{address}</span>
            <time className="soft" dateTime={at}>
              {when.format(new Date(at))}
            </time>
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
    </section>
  );
}
