import { SearchOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Input, Select, Skeleton } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { Failed } from '../../shell/failed.tsx';
import { MoreButton } from '../../shell/more-button.tsx';
import { Nothing, PageHead } from '../../shell/page-head.tsx';
import { filmHeight } from '../batches/film-card.tsx';
import { VirtualSheet } from '../batches/virtual-sheet.tsx';
import { Folders } from './folders.tsx';
import { LibraryCard } from './library-card.tsx';
import { LineagePanel } from './lineage-panel.tsx';
import { type LibraryVideo, type LibraryView, useArrange, useFolders, useLibrary } from './use-library.ts';
import '../batches/batches.css';
import '../batches/review.css';
import './library.css';

/** All finished videos of a team: found, put into folders, used again, downloaded, deleted and taken back. */
export function Library() {
  const { t } = useTranslation();
  const [view, setView] = useState<LibraryView>({ search: '', place: 'all' });
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState<LibraryVideo>();
  const list = useLibrary(view);
  const all = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  useEffect(() => {
    const timer = setTimeout(() => setView((before) => ({ ...before, search: typed })), 300);
    return () => clearTimeout(timer);
  }, [typed]);
  const change = (part: Partial<LibraryView>) => {
    setChosen(new Set());
    setView({ ...view, ...part });
  };
  const choose = useCallback((id: string, isChosen: boolean) => {
    setChosen((before) => new Set(isChosen ? [...before, id] : [...before].filter((other) => other !== id)));
  }, []);
  const isFiltered =
    view.search !== '' ||
    view.place !== 'all' ||
    [view.language, view.format, view.review].some((part) => part !== undefined);
  return (
    <>
      <PageHead title={t('nav.library')} text={view.place === 'bin' ? t('library.bin.text') : t('library.text')} />
      <div className="library">
        <Folders place={view.place} onChange={(place) => change({ place })} />
        <div>
          <div className="batch-filters">
            <Input
              type="search"
              prefix={<SearchOutlined />}
              aria-label={t('library.search')}
              placeholder={t('library.search')}
              style={{ inlineSize: 260 }}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
            <Choice
              label={t('review.filter')}
              value={view.review}
              onChange={(review) => change({ review })}
              options={(['undecided', 'approved', 'rejected'] as const).map((value) => ({
                value,
                label: t(`review.${value}`),
              }))}
            />
            <Choice
              label={t('batch.filter.format')}
              value={view.format}
              onChange={(format) => change({ format })}
              options={(['9x16', '3x4', '4x5', '1x1', '16x9'] as const).map((value) => ({
                value,
                label: value.replace('x', ':'),
              }))}
            />
            <Choice
              label={t('batch.filter.language')}
              value={view.language}
              onChange={(language) => change({ language })}
              options={[
                { value: 'zh-CN', label: '中文' },
                { value: 'en', label: 'English' },
              ]}
            />
          </div>
          {all.length > 0 && (
            <LibraryActs
              chosen={[...chosen]}
              all={all.map(({ id }) => id)}
              isBin={view.place === 'bin'}
              onChange={(ids) => setChosen(new Set(ids))}
            />
          )}
          {list.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
          {list.isError && all.length === 0 && <Failed error={list.error} again={() => void list.refetch()} />}
          {list.isSuccess &&
            all.length === 0 &&
            (isFiltered ? (
              <Nothing title={t('library.none-found')} text={t('library.none-found.text')} />
            ) : (
              <Nothing title={t('library.none')} text={t('library.none.text')} />
            ))}
          <VirtualSheet items={all} keyOf={keyOf} label={t('nav.library')} heightOf={filmHeight}>
            {(video) => (
              <LibraryCard video={video} isChosen={chosen.has(video.id)} onChoose={choose} onOpen={setShown} />
            )}
          </VirtualSheet>
          <MoreButton list={list} />
        </div>
      </div>
      <LineagePanel video={shown} onClose={() => setShown(undefined)} />
    </>
  );
}

const keyOf = ({ id }: LibraryVideo) => id;

function Choice<T extends string>({
  label,
  value,
  onChange,
  options,
}: {
  label: string;
  value: T | undefined;
  onChange(value: T | undefined): void;
  options: { value: T; label: string }[];
}) {
  return (
    <Select<T>
      allowClear
      aria-label={label}
      placeholder={label}
      style={{ inlineSize: 130 }}
      value={value ?? null}
      onChange={(next: T | undefined) => onChange(next)}
      options={options}
    />
  );
}

function LibraryActs({
  chosen,
  all,
  isBin,
  onChange,
}: {
  chosen: readonly string[];
  all: readonly string[];
  isBin: boolean;
  onChange(ids: readonly string[]): void;
}) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const folders = useFolders();
  const videos = [...chosen];
  const done = () => onChange([]);
  const restore = useArrange(
    (ids: string[]) => bodyOf(api().POST('/api/v1/library/restore', { body: { videos: ids } })),
    () => {
      void message.success(t('library.restored'));
      done();
    },
  );
  const remove = useArrange(
    (ids: string[]) => bodyOf(api().POST('/api/v1/library/delete', { body: { videos: ids } })),
    (ids) => {
      const key = 'undo';
      void message.open({
        key,
        type: 'success',
        duration: 8,
        content: (
          <>
            {t('library.deleted', { count: ids.length })}{' '}
            <Button
              size="small"
              onClick={() => {
                message.destroy(key);
                restore.mutate(ids);
              }}
            >
              {t('library.undo')}
            </Button>
          </>
        ),
      });
      done();
    },
  );
  const move = useArrange(
    (folder: string | null) => bodyOf(api().POST('/api/v1/library/move', { body: { videos, folder } })),
    done,
  );
  const download = useArrange(async () => {
    const language = i18n.language === 'en' ? ('en' as const) : ('zh-CN' as const);
    const body = { videos, channels: [], labels: [], posts: {}, language };
    location.assign((await bodyOf(api().POST('/api/v1/deliveries', { body }))).package);
  });
  return (
    <div className="chosen-bar" role="toolbar" aria-label={t('review.chosen', { count: chosen.length })}>
      <span aria-live="polite">{t('review.chosen', { count: chosen.length })}</span>
      <Button size="small" onClick={() => onChange(all)}>
        {t('review.choose.all')}
      </Button>
      {chosen.length > 0 && (
        <>
          <Button size="small" onClick={done}>
            {t('review.choose.none')}
          </Button>
          <span className="gap" />
          {isBin ? (
            <Button type="primary" onClick={() => restore.mutate(videos)} loading={restore.isPending}>
              {t('library.restore')}
            </Button>
          ) : (
            <>
              <Dropdown
                trigger={['click']}
                menu={{
                  items: [
                    ...(folders.data?.items ?? []).map(({ id, name }) => ({ key: id, label: name })),
                    { key: '', label: t('library.move.out') },
                  ],
                  onClick: ({ key }) => move.mutate(key === '' ? null : key),
                }}
              >
                <Button>{t('library.move')}</Button>
              </Dropdown>
              <Button onClick={() => download.mutate(undefined)} loading={download.isPending}>
                {t('review.download')}
              </Button>
              <Button danger onClick={() => remove.mutate(videos)} loading={remove.isPending}>
                {t('library.delete')}
              </Button>
            </>
          )}
        </>
      )}
    </div>
  );
}
