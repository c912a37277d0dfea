import { Button, Skeleton } from 'antd';
import { memo, useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed } from '../../shell/failed.tsx';
import { Nothing } from '../../shell/page-head.tsx';
import { VirtualSheet } from '../batches/virtual-sheet.tsx';
import { MaterialCard } from './material-card.tsx';
import { type MaterialFilter, type MaterialView, useMaterials } from './use-materials.ts';

/** As many as one answer holds: a long library needs few of them. */
const perPage = 200;
const keyOf = ({ id }: MaterialView) => id;
/** A card is a picture of 4:3 with its name, licence and tags below. */
const cardHeight = (_: MaterialView, width: number) => (width * 3) / 4 + 84;

/** The materials that pass a filter. It stands by itself: a page of them that arrives draws no field above it anew. */
export const MaterialGrid = memo(function MaterialGrid({
  filter,
  chosen,
  onChoose,
  onOpen,
  onAny,
  onClear,
}: {
  filter: MaterialFilter;
  chosen: ReadonlyMap<string, MaterialView>;
  onChoose(material: MaterialView, isOn: boolean): void;
  onOpen(id: string): void;
  /** Told whether there is anything at all. */
  onAny(hasAny: boolean): void;
  onClear(): void;
}) {
  const { t } = useTranslation();
  const list = useMaterials(filter, perPage);
  const all = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const hasAny = all.length > 0;
  useEffect(() => onAny(hasAny), [onAny, hasAny]);
  const open = useCallback(({ id }: MaterialView) => onOpen(id), [onOpen]);
  return (
    <>
      {list.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && !hasAny && (
        <div style={{ marginBlockStart: 20 }}>
          {Object.keys(filter).length > 0 ? (
            <Nothing title={t('materials.found.none')} text={t('materials.found.none.text')}>
              <Button onClick={onClear}>{t('materials.found.all')}</Button>
            </Nothing>
          ) : (
            <Nothing title={t('materials.none')} text={t('materials.none.text')} />
          )}
        </div>
      )}
      {hasAny && (
        <VirtualSheet items={all} keyOf={keyOf} label={t('materials.grid')} heightOf={cardHeight}>
          {(material) => (
            <MaterialCard material={material} isChosen={chosen.has(material.id)} onChoose={onChoose} onOpen={open} />
          )}
        </VirtualSheet>
      )}
      <NextPage isWanted={list.hasNextPage && !list.isFetchingNextPage} onNear={() => void list.fetchNextPage()} />
    </>
  );
});

/** Asks for what follows before its place is reached, so that scrolling never waits. */
function NextPage({ isWanted, onNear }: { isWanted: boolean; onNear(): void }) {
  const mark = useRef<HTMLDivElement>(null);
  const near = useRef(onNear);
  near.current = onNear;
  useEffect(() => {
    if (!isWanted || mark.current === null) {
      return undefined;
    }
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && near.current(), {
      rootMargin: '2400px',
    });
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [isWanted]);
  return <div ref={mark} />;
}
