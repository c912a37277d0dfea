import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Segmented, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { WithProof } from '../security/proof.tsx';
import { NeedsProof } from './needs-proof.tsx';
import { TeamPapers } from './team-papers.tsx';
import '../security/security.css';

/** For operators: enterprises to be verified and API access to be decided, and what one team is allowed. */
export function Papers() {
  const { t } = useTranslation();
  return (
    <WithProof>
      <PageHead title={t('nav.papers')} text={t('decide.text')} />
      <NeedsProof>
        <Decisions />
      </NeedsProof>
    </WithProof>
  );
}

const states = ['waiting', 'decided'] as const;

function Decisions() {
  const { t } = useTranslation();
  const { team } = useSearch({ from: '/studio/papers' });
  const navigate = useNavigate();
  const [state, setState] = useState<(typeof states)[number]>('waiting');
  const open = (teamId: string | undefined) =>
    void navigate({ to: '/papers', search: teamId === undefined ? {} : { team: teamId }, resetScroll: false });
  const list = useQuery({
    queryKey: ['papers', state],
    refetchInterval: 30_000,
    queryFn: () => bodyOf(api().GET('/api/v1/teams/papers', { params: { query: { state } } })),
  });
  const items = list.data?.items ?? [];
  return (
    <>
      <Input.Search
        size="large"
        placeholder={t('decide.find.example')}
        aria-label={t('decide.find')}
        enterButton={t('people.find')}
        onSearch={(id) => id.trim() !== '' && open(id.trim())}
        style={{ maxInlineSize: 560 }}
      />
      {team !== undefined && <TeamPapers key={team} id={team} end={() => open(undefined)} />}
      <section className="security-part">
        <header>
          <h2>{t('decide.list')}</h2>
          <Segmented
            aria-label={t('decide.list')}
            value={state}
            onChange={setState}
            options={states.map((value) => ({ value, label: t(`decide.${value}`) }))}
          />
        </header>
        {list.isPending && <Skeleton active />}
        {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && (
          <Nothing title={t(`decide.${state}.none`)} text={t(`decide.${state}.none.text`)} />
        )}
        <ul className="rows" hidden={items.length === 0}>
          {items.map(({ teamId, teamName, owner, papers }) => (
            <li key={teamId}>
              <strong>{teamName}</strong>
              <span className="soft">{owner}</span>
              <span>
                {papers.map((paper) => (
                  <Tag key={paper}>{t(paper === 'enterprise' ? 'papers.enterprise' : 'papers.api')}</Tag>
                ))}
              </span>
              <Button
                size="small"
                onClick={() => open(teamId)}
                aria-label={t('decide.open.of', { name: `${teamName} ${owner}` })}
              >
                {t('decide.open')}
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
