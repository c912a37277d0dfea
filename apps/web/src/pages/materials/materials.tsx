import { useNavigate, useSearch } from '@tanstack/react-router';
import { Checkbox, Segmented, Select } from 'antd';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../shell/link-button.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { ChosenMaterials } from './chosen-materials.tsx';
import { LicensedLibrary } from './licensed-library.tsx';
import { MaterialGrid } from './material-grid.tsx';
import { MaterialPanel } from './material-panel.tsx';
import { type MaterialKind, MaterialSearch } from './material-search.tsx';
import { type MaterialsView, materialsViews } from './materials-view.ts';
import { MusicLibrary } from './music-library.tsx';
import { RightsPanel } from './rights-panel.tsx';
import { TagDialog } from './tag-dialog.tsx';
import { TermNote } from './term-note.tsx';
import { Uploads } from './uploads.tsx';
import type { MaterialFilter, MaterialView } from './use-materials.ts';
import { useTags } from './use-tags.ts';
import './materials.css';

type RightsState = 'all' | NonNullable<MaterialFilter['rights']>;

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
  const [kind, setKind] = useState<MaterialKind>('all');
  const [rights, setRights] = useState<RightsState>('all');
  const [inRights, setInRights] = useState<MaterialView[]>([]);
  const [chosen, setChosen] = useState<ReadonlyMap<string, MaterialView>>(new Map());
  const [tag, setTag] = useState<string>();
  const [alike, setAlike] = useState(false);
  const [opened, setOpened] = useState<string>();
  const [isTagging, setTagging] = useState(false);
  const tags = useTags();
  const words = useDeferredValue(search.trim());
  const filter = useMemo<MaterialFilter>(
    () => ({
      ...(words !== '' && { search: words }),
      ...(kind !== 'all' && { kind }),
      ...(rights !== 'all' && { rights }),
      ...(tag !== undefined && { tag }),
      ...(alike && { alike: 'yes' as const }),
    }),
    [words, kind, rights, tag, alike],
  );
  const [hasAny, setAny] = useState(false);
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
  const clear = useCallback(() => {
    setSearch('');
    setKind('all');
    setRights('all');
    setTag(undefined);
    setAlike(false);
  }, []);
  return (
    <>
      <Uploads />
      <TermNote onShow={setRights} />
      {(hasAny || Object.keys(filter).length > 0) && (
        <div className="material-filters">
          <MaterialSearch
            label={t('materials.search')}
            words={search}
            onWords={setSearch}
            kind={kind}
            onKind={setKind}
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
      <MaterialGrid
        filter={filter}
        chosen={chosen}
        onChoose={choose}
        onOpen={setOpened}
        onAny={setAny}
        onClear={clear}
      />
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
