import { useQuery } from '@tanstack/react-query';
import { Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { useDuty } from '../../api/use-duty.ts';
import { Failed } from '../../shell/failed.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { WithProof } from '../security/proof.tsx';
import { EndedTerms } from './ended-terms.tsx';
import { Holds } from './holds.tsx';
import { NeedsProof } from './needs-proof.tsx';
import './console.css';

type Kept = Schemas['Retention']['items'][number];
const grounds = ['law', 'contract', 'consent', 'safety', 'none'] as const satisfies readonly Kept['ground'][];

/** For operators: what is kept where, why, until when, what has had its term, and what stays beyond that. */
export function Retention() {
  const { t } = useTranslation();
  const seesHolds = useDuty('security', 'audit');
  return (
    <WithProof>
      <PageHead title={t('nav.retention')} text={t('retention.text')} />
      <NeedsProof>
        {seesHolds && <Holds />}
        <EndedTerms />
        <Inventory />
      </NeedsProof>
    </WithProof>
  );
}

/** Every place, by the ground on which it is kept; all of it is searched at once. */
function Inventory() {
  const { t, i18n } = useTranslation();
  const [wanted, setWanted] = useState('');
  const list = useQuery({
    queryKey: ['operate', 'retention', i18n.language],
    queryFn: () => bodyOf(api().GET('/api/v1/operate/retention')),
  });
  if (list.isError) {
    return <Failed error={list.error} again={() => void list.refetch()} />;
  }
  const words = wanted.trim().toLowerCase();
  const found = (list.data?.items ?? []).filter(({ where, holds, term }) =>
    `${where} ${holds} ${term}`.toLowerCase().includes(words),
  );
  return (
    <>
      <div className="kept-head">
        <h2 className="part-title">{t('retention.kept')}</h2>
        <Input.Search
          allowClear
          placeholder={t('retention.search')}
          aria-label={t('retention.search')}
          onChange={({ target }) => setWanted(target.value)}
        />
      </div>
      {list.isPending && <Skeleton active />}
      {list.data !== undefined && found.length === 0 && (
        <Nothing title={t('retention.found.none')} text={t('retention.found.none.text')} />
      )}
      {grounds.map((ground) => {
        const items = found.filter((one) => one.ground === ground);
        return items.length === 0 ? null : (
          // What was searched for is shown, whatever was folded.
          <details key={`${ground} ${words !== ''}`} className="kept-group" open={words !== ''}>
            <summary>
              <strong>{t(`basis.${ground}`)}</strong>
              <span className="soft">{t('retention.places', { count: items.length })}</span>
              <span className="soft mono">{sizeOf(items, i18n.language)}</span>
            </summary>
            <ul className="kept-list">
              {items.map((one) => (
                <Place key={one.where} {...one} />
              ))}
            </ul>
          </details>
        );
      })}
    </>
  );
}

function Place({ where, holds, term, isSwept, rows, bytes }: Kept) {
  const { t, i18n } = useTranslation();
  const figure = new Intl.NumberFormat(i18n.language);
  return (
    <li>
      <span>
        <strong>{holds}</strong>
        <br />
        <small className="mono soft">{where}</small>
      </span>
      <span>
        {term}
        {isSwept && (
          <>
            <br />
            <small className="soft">{t('retention.swept')}</small>
          </>
        )}
      </span>
      <span className="soft mono">
        {rows !== null && t('retention.rows', { rows: figure.format(rows) })}
        {bytes !== null && (
          <>
            <br />
            {megabytes(bytes, i18n.language)}
          </>
        )}
      </span>
    </li>
  );
}

function sizeOf(items: readonly Kept[], language: string): string {
  return megabytes(
    items.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
    language,
  );
}

function megabytes(bytes: number, language: string): string {
  const size = new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
  return size.format(bytes / 1e6);
}
