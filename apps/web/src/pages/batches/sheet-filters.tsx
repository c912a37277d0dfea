import { SearchOutlined } from '@ant-design/icons';
import { Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SheetVideo } from './use-batch.ts';

const states = ['all', 'done', 'waiting', 'failed'] as const;
const reviews = ['undecided', 'approved', 'rejected', 'comments'] as const;
const sorts = ['order', 'difference', 'ended', 'comments'] as const;

/** Which videos of a sheet are shown, and in which order. */
export interface SheetFilter {
  state: (typeof states)[number];
  review?: (typeof reviews)[number] | undefined;
  language?: string | undefined;
  format?: string | undefined;
  search: string;
  sort: (typeof sorts)[number];
}

export const wholeSheet: SheetFilter = { state: 'all', search: '', sort: 'order' };

/** The videos that pass, in the order asked for. Pure. */
export function filtered(videos: readonly SheetVideo[], filter: SheetFilter): SheetVideo[] {
  const shown = videos.filter((video) => passes(video, filter));
  const by: Record<SheetFilter['sort'], ((a: SheetVideo, b: SheetVideo) => number) | undefined> = {
    order: undefined,
    difference: (a, b) => (a.difference ?? 2) - (b.difference ?? 2),
    ended: (a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? ''),
    comments: (a, b) => b.openComments - a.openComments,
  };
  const compare = by[filter.sort];
  return compare === undefined ? shown : shown.sort(compare);
}

function passes(video: SheetVideo, { state, review, language, format, search }: SheetFilter): boolean {
  const wanted = search.trim().toLowerCase();
  return (
    (state === 'all' || stateOf(video) === state) &&
    (review === undefined || isReviewed(video, review)) &&
    (language === undefined || video.language === language) &&
    (format === undefined || video.format === format) &&
    (wanted === '' || `${video.hook ?? ''} ${video.name}`.toLowerCase().includes(wanted))
  );
}

function isReviewed({ decision, openComments, files }: SheetVideo, review: (typeof reviews)[number]): boolean {
  switch (review) {
    case 'undecided':
      return files !== null && (decision === null || decision.outcome === 'reopened');
    case 'approved':
    case 'rejected':
      return decision?.outcome === review;
    case 'comments':
      return openComments > 0;
  }
}

function stateOf({ status }: SheetVideo): 'done' | 'waiting' | 'failed' {
  switch (status) {
    case 'done':
      return 'done';
    case 'failed':
    case 'cancelled':
      return 'failed';
    case 'waiting':
    case 'finishing':
      return 'waiting';
  }
}

export function SheetFilters({
  videos,
  filter,
  onChange,
}: {
  videos: readonly SheetVideo[];
  filter: SheetFilter;
  onChange(filter: SheetFilter): void;
}) {
  const { t } = useTranslation();
  const languages = [...new Set(videos.map(({ language }) => language))];
  const formats = [...new Set(videos.map(({ format }) => format))];
  const count = (part: Partial<SheetFilter>) =>
    videos.filter((video) => passes(video, { ...wholeSheet, ...part })).length;
  return (
    <div className="batch-filters">
      <Segmented<SheetFilter['state']>
        aria-label={t('batch.filter.state')}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state })}
        options={states.map((state) => ({ value: state, label: `${t(`batch.filter.${state}`)} ${count({ state })}` }))}
      />
      <Select
        allowClear
        aria-label={t('review.filter')}
        placeholder={t('review.filter')}
        style={{ inlineSize: 170 }}
        value={filter.review}
        onChange={(review) => onChange({ ...filter, review })}
        options={reviews.map((value) => ({
          value,
          label: `${value === 'comments' ? t('review.filter.comments') : t(`review.${value}`)} ${count({ review: value })}`,
        }))}
      />
      {languages.length > 1 && (
        <Select
          allowClear
          aria-label={t('batch.filter.language')}
          placeholder={t('batch.filter.language')}
          style={{ inlineSize: 120 }}
          value={filter.language}
          onChange={(language) => onChange({ ...filter, language })}
          options={languages.map((value) => ({ value, label: value }))}
        />
      )}
      {formats.length > 1 && (
        <Select
          allowClear
          aria-label={t('batch.filter.format')}
          placeholder={t('batch.filter.format')}
          style={{ inlineSize: 110 }}
          value={filter.format}
          onChange={(format) => onChange({ ...filter, format })}
          options={formats.map((value) => ({ value, label: value.replace('x', ':') }))}
        />
      )}
      <Select
        aria-label={t('review.sort')}
        style={{ inlineSize: 170 }}
        value={filter.sort}
        onChange={(sort) => onChange({ ...filter, sort })}
        options={sorts.map((value) => ({ value, label: t(`review.sort.${value}`) }))}
      />
      <Input
        type="search"
        prefix={<SearchOutlined />}
        aria-label={t('review.search')}
        placeholder={t('review.search')}
        style={{ inlineSize: 220 }}
        value={filter.search}
        onChange={({ target }) => onChange({ ...filter, search: target.value })}
      />
    </div>
  );
}
