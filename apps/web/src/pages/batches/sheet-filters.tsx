import { SearchOutlined } from '@ant-design/icons';
import { Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { passes, reviews, type SheetFilter, sorts, states, wholeSheet } from './sheet-filter.ts';
import type { SheetVideo } from './use-batch.ts';

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
          label: `${value === 'comments' || value === 'remarks' ? t(`review.filter.${value}`) : t(`review.${value}`)} ${count({ review: value })}`,
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
