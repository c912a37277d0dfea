import { useInfiniteQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing } from '../../shell/page-head.tsx';
import { LicensedPanel } from './licensed-panel.tsx';
import { MaterialPicture } from './material-picture.tsx';
import { type MaterialKind, MaterialSearch } from './material-search.tsx';
import { TakeLicensed } from './take-licensed.tsx';

export type LicensedItem = Schemas['LicensedItem'];

/** What the service lays out for every team, each with its licence: picked into the team's materials by one press. */
export function LicensedLibrary() {
  const { t } = useTranslation();
  const [said, setSaid] = useState('');
  const [kind, setKind] = useState<MaterialKind>('all');
  const [openedId, setOpenedId] = useState<string>();
  const search = useDeferredValue(said.trim());
  const list = useInfiniteQuery({
    queryKey: ['licensed', search, kind],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => {
      const wanted = { ...(search !== '' && { search }), ...(kind !== 'all' && { kind }) };
      const query = { limit: 60, cursor: pageParam, ...wanted };
      return bodyOf(api().GET('/api/v1/licensed-items', { params: { query } }));
    },
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <p className="soft">{t('licensed.text')}</p>
      <div className="material-filters">
        <MaterialSearch label={t('licensed.search')} words={said} onWords={setSaid} kind={kind} onKind={setKind} />
      </div>
      {list.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Nothing title={t('licensed.none')} text={t('licensed.none.text')} />}
      <ul className="licensed-sheet" aria-label={t('licensed.view')} hidden={items.length === 0}>
        {items.map((item) => (
          <li key={item.id}>
            <Card item={item} onOpen={() => setOpenedId(item.id)} />
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
      <LicensedPanel item={items.find(({ id }) => id === openedId)} onClose={() => setOpenedId(undefined)} />
    </>
  );
}

function Card({ item, onOpen }: { item: LicensedItem; onOpen(): void }) {
  const { name, rights, thumbnail } = item;
  return (
    <article className="material">
      <div className="face">
        <MaterialPicture material={{ ...item, seen: { thumbnail } }} />
      </div>
      <button type="button" className="open" title={name} onClick={onOpen}>
        {name}
      </button>
      <small>
        <span>{rights.licence}</span>
      </small>
      <small>
        <span>{[rights.holder, rights.scope].filter(Boolean).join(' · ')}</span>
      </small>
      <TakeLicensed item={item} />
    </article>
  );
}
