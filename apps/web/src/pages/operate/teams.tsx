import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { WithProof } from '../security/proof.tsx';
import { calledBy } from '../team/use-after.ts';
import { NeedsProof } from './needs-proof.tsx';
import { TeamDrawer } from './team-drawer.tsx';
import '../security/security.css';
import './console.css';

/** For operators: all teams, each with its people and what happened to it. */
export function Teams() {
  const { t } = useTranslation();
  return (
    <WithProof>
      <PageHead title={t('nav.teams')} text={t('teams.text')} />
      <NeedsProof>
        <Found />
      </NeedsProof>
    </WithProof>
  );
}

function Found() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { search, id } = useSearch({ from: '/studio/operate/teams' });
  const figure = new Intl.NumberFormat(i18n.language);
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  const list = useInfiniteQuery({
    queryKey: ['operate', 'teams', search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/operate/teams', { params: { query: { limit: 50, cursor: pageParam, search } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const go = (next: { search?: string; id?: string }) => void navigate({ to: '/operate/teams', search: next });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Input.Search
        size="large"
        allowClear
        defaultValue={search}
        placeholder={t('teams.search')}
        aria-label={t('teams.search')}
        enterButton={t('teams.find')}
        loading={list.isFetching}
        onSearch={(text) => go(text.trim() === '' ? {} : { search: text.trim() })}
        style={{ maxInlineSize: 560, marginBlockEnd: 20 }}
      />
      {list.isPending && <Skeleton active />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Nothing title={t('teams.none')} text={t('teams.none.text')} />}
      <ul className="rows" hidden={items.length === 0}>
        {items.map((team) => (
          <li key={team.id}>
            <Button
              type="link"
              size="small"
              style={{ padding: 0, justifySelf: 'start' }}
              onClick={() => go({ ...(search === undefined ? {} : { search }), id: team.id })}
            >
              {team.name}
            </Button>
            <span className="soft">{team.owner === null ? '' : calledBy(team.owner)}</span>
            <span className="soft">
              {t('teams.facts', {
                members: team.members,
                credits: figure.format(team.credits),
                videos: figure.format(team.videos),
              })}
            </span>
            <time className="soft" dateTime={team.createdAt}>
              {day.format(new Date(team.createdAt))}
            </time>
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
      {id !== undefined && <TeamDrawer id={id} end={() => go(search === undefined ? {} : { search })} />}
    </>
  );
}
