import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Input, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { WithProof } from '../security/proof.tsx';
import { NeedsProof } from './needs-proof.tsx';
import { OneCase } from './one-case.tsx';
import '../cases/cases.css';

type Line = Schemas['CaseLine'];
const kinds = [
  'infringement',
  'abuse',
  'complaint',
  'privacy',
  'deletion',
  'appeal',
  'guardian',
  'question',
  'feedback',
] as const;

/** For operators: every case, and what is done about it. */
export function AllCases() {
  const { t } = useTranslation();
  return (
    <WithProof>
      <PageHead title={t('nav.all-cases')} text={t('all-cases.text')} />
      <NeedsProof>
        <CaseDesk />
      </NeedsProof>
    </WithProof>
  );
}

function CaseDesk() {
  const { t } = useTranslation();
  const { id } = useSearch({ from: '/studio/operate/cases' });
  const navigate = useNavigate();
  const [which, setWhich] = useState<'open' | 'late' | 'closed'>('open');
  const [kind, setKind] = useState<Line['kind'] | ''>('');
  const [number, setNumber] = useState('');
  const list = useInfiniteQuery({
    queryKey: ['cases', 'all', which, kind, number],
    initialPageParam: undefined as string | undefined,
    refetchInterval: 30_000,
    queryFn: ({ pageParam }) =>
      bodyOf(
        api().GET('/api/v1/operate/cases', {
          params: {
            query: {
              limit: 50,
              cursor: pageParam,
              ...(number === ''
                ? {
                    state: which === 'closed' ? ('closed' as const) : ('any-open' as const),
                    ...(which === 'late' ? { overdue: '1' as const } : {}),
                    ...(kind === '' ? {} : { kind }),
                  }
                : { number }),
            },
          },
        }),
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const open = (chosen: string | undefined) =>
    void navigate({ to: '/operate/cases', search: chosen === undefined ? {} : { id: chosen } });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="case-filters">
        <Segmented<typeof which>
          value={which}
          onChange={setWhich}
          options={[
            { value: 'open', label: t('all-cases.open') },
            { value: 'late', label: t('all-cases.late') },
            { value: 'closed', label: t('case.state.closed') },
          ]}
        />
        <Select<typeof kind>
          value={kind}
          onChange={setKind}
          aria-label={t('report.kind')}
          style={{ minInlineSize: 170 }}
          options={[
            { value: '', label: t('all-cases.any-kind') },
            ...kinds.map((value) => ({ value, label: t(`case.kind.${value}`) })),
          ]}
        />
        <Input.Search
          aria-label={t('all-cases.number')}
          placeholder={t('all-cases.number')}
          allowClear
          style={{ inlineSize: 220 }}
          onSearch={(text) => setNumber(text.trim().toUpperCase())}
        />
      </div>
      <div className="case-desk">
        <section aria-label={t('nav.all-cases')}>
          {list.isPending && <Skeleton active />}
          {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
          {list.isSuccess && items.length === 0 && (
            <Nothing title={t('all-cases.none')} text={t('all-cases.none.text')} />
          )}
          <ul className="case-list">
            {items.map((line) => (
              <li key={line.id}>
                <CaseButton line={line} isOpen={line.id === id} onOpen={() => open(line.id)} />
              </li>
            ))}
          </ul>
          <MoreButton list={list} />
        </section>
        {id !== undefined && <Chosen id={id} end={() => open(undefined)} />}
      </div>
    </>
  );
}

function CaseButton({ line, isOpen, onOpen }: { line: Line; isOpen: boolean; onOpen(): void }) {
  const { t, i18n } = useTranslation();
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  const isLate = line.dueAt !== null && line.state !== 'closed' && Date.parse(line.dueAt) < Date.now();
  return (
    <button type="button" aria-current={isOpen} onClick={onOpen}>
      <strong>{t(`case.kind.${line.kind}`)}</strong>
      <span className="mono soft">{line.number}</span>
      <small className="soft">
        {t(line.outcome === null ? `case.state.${line.state}` : `case.outcome.${line.outcome}`)}
      </small>
      {line.dueAt !== null && <small className={isLate ? 'late' : 'soft'}>{day.format(new Date(line.dueAt))}</small>}
    </button>
  );
}

function Chosen({ id, end }: { id: string; end(): void }) {
  const one = useQuery({
    queryKey: ['cases', 'one', id],
    queryFn: () => bodyOf(api().GET('/api/v1/operate/cases/{id}', { params: { path: { id } } })),
    retry: false,
  });
  if (one.isError) {
    return <Failed error={one.error} again={() => void one.refetch()} />;
  }
  return one.data === undefined ? <Skeleton active /> : <OneCase key={id} about={one.data} end={end} />;
}
