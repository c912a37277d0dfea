import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { MeasureFacts, useMeasureName } from '../measures/measure-facts.tsx';
import { useTimeWords } from '../measures/time-words.ts';
import { WithProof } from '../security/proof.tsx';
import { MeasureDrawer } from './measure-drawer.tsx';
import { NeedsProof } from './needs-proof.tsx';
import { ProposalCard } from './proposal-card.tsx';
import { TakeMeasure } from './take-measure.tsx';
import '../security/security.css';
import '../measures/measures.css';

const views = ['proposals', 'open', 'closed'] as const;
type View = (typeof views)[number];
const closedStates = ['lapsed', 'corrected', 'answered', 'ended', 'undone'] as const;

/** For operators: what rules propose, what holds, what is over; each with its acts, its evidence and its way back. */
export function OperateMeasures() {
  const { t } = useTranslation();
  const [view, setView] = useState<View>('proposals');
  const [isTaking, setTaking] = useState(false);
  return (
    <WithProof>
      <PageHead title={t('nav.operate-measures')} text={t('ladder.text')}>
        <Button type="primary" onClick={() => setTaking(true)}>
          {t('ladder.new')}
        </Button>
      </PageHead>
      <NeedsProof>
        <Segmented
          value={view}
          onChange={setView}
          options={views.map((value) => ({ value, label: t(`ladder.${value}`) }))}
          style={{ marginBlockEnd: 24 }}
        />
        {view === 'proposals' ? <Proposals /> : <Taken view={view} />}
        {isTaking && <TakeMeasure end={() => setTaking(false)} />}
      </NeedsProof>
    </WithProof>
  );
}

function Proposals() {
  const { t } = useTranslation();
  const list = useInfiniteQuery({
    queryKey: ['operate', 'proposals'],
    initialPageParam: undefined as string | undefined,
    refetchInterval: 15_000,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/measures/proposals', { params: { query: { state: 'open', cursor: pageParam } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {list.isPending && <Skeleton active />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Nothing title={t('ladder.none')} text={t('ladder.none.text')} />}
      <div className="measures">
        {items.map((proposal) => (
          <ProposalCard key={proposal.id} proposal={proposal} />
        ))}
      </div>
      <MoreButton list={list} />
    </>
  );
}

function Taken({ view }: { view: 'open' | 'closed' }) {
  const { t } = useTranslation();
  const [state, setState] = useState<(typeof closedStates)[number]>('lapsed');
  const [shown, setShown] = useState<string>();
  const wanted = view === 'open' ? 'open' : state;
  const list = useInfiniteQuery({
    queryKey: ['operate', 'measures', wanted],
    initialPageParam: undefined as string | undefined,
    refetchInterval: 15_000,
    queryFn: ({ pageParam }) =>
      bodyOf(api().GET('/api/v1/measures', { params: { query: { state: wanted, cursor: pageParam } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {view === 'closed' && (
        <Segmented
          size="small"
          value={state}
          onChange={setState}
          options={closedStates.map((value) => ({ value, label: t(`measure.state.${value}`) }))}
          style={{ marginBlockEnd: 16, maxInlineSize: '100%', overflowX: 'auto' }}
        />
      )}
      {list.isPending && <Skeleton active />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Nothing title={t('ladder.none')} text={t('ladder.none.text')} />}
      <div className="measures">
        {items.map((measure) => (
          <Card key={measure.id} measure={measure} onOpen={() => setShown(measure.id)} />
        ))}
      </div>
      <MoreButton list={list} />
      {shown !== undefined && <MeasureDrawer id={shown} end={() => setShown(undefined)} />}
    </>
  );
}

function Card({ measure, onOpen }: { measure: Schemas['Measure']; onOpen(): void }) {
  const { t } = useTranslation();
  const nameOf = useMeasureName();
  const { when } = useTimeWords();
  return (
    <section className="measure">
      <header>
        <h3>{nameOf(measure)}</h3>
        <span>
          {measure.name} {measure.contact}
        </span>
      </header>
      <p className="said">{measure.statement}</p>
      <MeasureFacts {...measure} />
      <p className="soft">{t('measures.taken', { when: when(measure.createdAt) })}</p>
      <div className="doing">
        <Button onClick={onOpen}>{t('ladder.open.one')}</Button>
      </div>
    </section>
  );
}
