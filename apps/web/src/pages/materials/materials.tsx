import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Input, Segmented, Select, Skeleton } from 'antd';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed } from '../../shell/failed.tsx';
import { LinkButton } from '../../shell/link-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { VirtualSheet } from '../batches/virtual-sheet.tsx';
import { ChosenMaterials } from './chosen-materials.tsx';
import { LicensedLibrary } from './licensed-library.tsx';
import { MaterialCard } from './material-card.tsx';
import { MaterialPanel } from './material-panel.tsx';
import { type MaterialsView, materialsViews } from './materials-view.ts';
import { MusicLibrary } from './music-library.tsx';
import { RightsPanel } from './rights-panel.tsx';
import { TagDialog } from './tag-dialog.tsx';
import { TermNote } from './term-note.tsx';
import { Uploads } from './uploads.tsx';
import { type MaterialFilter, type MaterialView, useMaterials } from './use-materials.ts';
import { useTags } from './use-tags.ts';
import './materials.css';

type Kind = 'all' | MaterialView['kind'];
type RightsState = 'all' | NonNullable<MaterialFilter['rights']>;

/** As many as one answer holds: a long library needs few of them. */
const perPage = 200;
/** A card is a picture of 4:3 with its name, licence and tags below. */
const keyOf = ({ id }: MaterialView) => id;
const cardHeight = (_: MaterialView, width: number) => (width * 3) / 4 + 84;

/** What videos are made of: the team's own materials, what the service lays out, and what ships. */
export function Materials() {
  const { t } = useTranslation();
  const { view = 'own' } = useSearch({ from: '/studio/materials' });
  const navigate = useNavigate({ from: '/materials' });
  return (
    <>
      <PageHead title={t('nav.materials')} text={t('materials.text')}>
        <LinkButton to="/proofs">{t('proofs.open')}</LinkButton>
      </PageHead>
      <Segmented<MaterialsView>
        aria-label={t('music.view')}
        value={view}
        onChange={(value) => void navigate({ search: value === 'own' ? {} : { view: value } })}
        style={{ marginBlockEnd: 16 }}
        options={materialsViews.map((value) => ({ value, label: t(`music.view.${value}`) }))}
      />
      {view === 'own' && <OwnMaterials />}
      {view === 'licensed' && <LicensedLibrary />}
      {view === 'shipped' && <MusicLibrary />}
    </>
  );
}

/** Pictures, clips, sounds and fonts of the team, with their rights. */
function OwnMaterials() {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<Kind>('all');
  const [rights, setRights] = useState<RightsState>('all');
  const [inRights, setInRights] = useState<MaterialView[]>([]);
  const [chosen, setChosen] = useState<ReadonlyMap<string, MaterialView>>(new Map());
  const [tag, setTag] = useState<string>();
  const [alike, setAlike] = useState(false);
  const [opened, setOpened] = useState<string>();
  const [isTagging, setTagging] = useState(false);
  const tags = useTags();
  const words = useDeferredValue(search.trim());
  const filter = {
    ...(words !== '' && { search: words }),
    ...(kind !== 'all' && { kind }),
    ...(rights !== 'all' && { rights }),
    ...(tag !== undefined && { tag }),
    ...(alike && { alike: 'yes' as const }),
  };
  const isFiltered = Object.keys(filter).length > 0;
  const list = useMaterials(filter, perPage);
  const all = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const choose = useCallback(
    (material: MaterialView, isOn: boolean) =>
      setChosen((before) => {
        const next = new Map(before);
        if (isOn) {
          next.set(material.id, material);
        } else {
          next.delete(material.id);
        }
        return next;
      }),
    [],
  );
  const open = useCallback(({ id }: MaterialView) => setOpened(id), []);
  const clear = () => {
    setSearch('');
    setKind('all');
    setRights('all');
    setTag(undefined);
    setAlike(false);
  };
  return (
    <>
      <Uploads />
      <TermNote onShow={setRights} />
      {(all.length > 0 || isFiltered) && (
        <div className="material-filters">
          <Input.Search
            allowClear
            aria-label={t('materials.search')}
            placeholder={t('materials.search')}
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
          <Segmented<Kind>
            aria-label={t('materials.kind')}
            value={kind}
            onChange={setKind}
            options={(['all', 'image', 'video', 'audio', 'font'] as const).map((value) => ({
              value,
              label: t(`materials.kind.${value}`),
            }))}
          />
          {tags.length > 0 && (
            <Select
              allowClear
              showSearch
              aria-label={t('tags')}
              placeholder={t('tags')}
              value={tag}
              onChange={setTag}
              style={{ minInlineSize: 130 }}
              options={tags.map(({ tag: value, count }) => ({ value, label: `${value} (${count})` }))}
            />
          )}
          <Checkbox checked={alike} onChange={({ target }) => setAlike(target.checked)}>
            {t('materials.filter.alike')}
          </Checkbox>
          <Select<RightsState>
            aria-label={t('materials.filter.rights')}
            value={rights}
            onChange={setRights}
            style={{ minInlineSize: 150 }}
            options={(['all', 'missing', 'ending', 'ended', 'withdrawn'] as const).map((value) => ({
              value,
              label: t(`materials.filter.${value}`),
            }))}
          />
        </div>
      )}
      {list.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && all.length === 0 && (
        <div style={{ marginBlockStart: 20 }}>
          {isFiltered ? (
            <Nothing title={t('materials.found.none')} text={t('materials.found.none.text')}>
              <Button onClick={clear}>{t('materials.found.all')}</Button>
            </Nothing>
          ) : (
            <Nothing title={t('materials.none')} text={t('materials.none.text')} />
          )}
        </div>
      )}
      {all.length > 0 && (
        <VirtualSheet items={all} keyOf={keyOf} label={t('materials.grid')} heightOf={cardHeight}>
          {(material) => (
            <MaterialCard material={material} isChosen={chosen.has(material.id)} onChoose={choose} onOpen={open} />
          )}
        </VirtualSheet>
      )}
      <NextPage isWanted={list.hasNextPage && !list.isFetchingNextPage} onNear={() => void list.fetchNextPage()} />
      {chosen.size > 0 && (
        <ChosenMaterials
          chosen={[...chosen.values()]}
          onRights={setInRights}
          onTags={() => setTagging(true)}
          onNone={() => setChosen(new Map())}
        />
      )}
      <MaterialPanel id={opened} search={words} onOpen={setOpened} onClose={() => setOpened(undefined)} />
      <TagDialog
        materials={[...chosen.values()]}
        isOpen={isTagging}
        onClose={(isSaved) => {
          setTagging(false);
          if (isSaved) {
            setChosen(new Map());
          }
        }}
      />
      <RightsPanel
        materials={inRights}
        onClose={(isSaved) => {
          setInRights([]);
          if (isSaved) {
            setChosen(new Map());
          }
        }}
      />
    </>
  );
}

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
