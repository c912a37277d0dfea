import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Alert, App, Button, Popconfirm, Progress, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { Failed } from '../../shell/failed.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { isAtWork, shareDone } from './batches.tsx';
import { StatusMark } from './status-mark.tsx';
import { type BatchView, batchKey, useBatch, useVideos, type VideoView } from './use-batch.ts';
import { VideoCard } from './video-card.tsx';
import { VideoDialog } from './video-dialog.tsx';
import { VirtualSheet } from './virtual-sheet.tsx';
import './batches.css';

/** A batch: a contact sheet that fills as its videos are finished. */
export function Batch() {
  const { id } = useParams({ from: '/studio/batches/$id' });
  const { video } = useSearch({ from: '/studio/batches/$id' });
  const navigate = useNavigate({ from: '/batches/$id' });
  const { t } = useTranslation();
  const batch = useBatch(id);
  const videos = useVideos(id);
  const all = videos.data?.pages.flatMap(({ items }) => items) ?? [];
  const [filter, setFilter] = useState<Filter>({ state: 'all' });
  if (batch.isPending) {
    return <Skeleton active paragraph={{ rows: 10 }} />;
  }
  if (batch.isError) {
    return <Failed error={batch.error} again={() => void batch.refetch()} />;
  }
  const shown = all.filter((one) => passes(one, filter));
  const open = (videoId: string | undefined) =>
    void navigate({ search: videoId === undefined ? {} : { video: videoId } });
  return (
    <>
      <PageHead title={batch.data.title} text={<StatusMark batch={batch.data} />}>
        <Steering batch={batch.data} />
      </PageHead>
      <State batch={batch.data} />
      <Filters videos={all} filter={filter} onChange={setFilter} />
      {videos.isError && <Failed error={videos.error} again={() => void videos.refetch()} />}
      <VirtualSheet items={shown} keyOf={({ id: key }) => key} label={t('batch.done')}>
        {(one) => <VideoCard video={one} onOpen={() => open(one.id)} />}
      </VirtualSheet>
      {videos.hasNextPage && (
        <Button
          style={{ marginBlockStart: 28 }}
          loading={videos.isFetchingNextPage}
          onClick={() => void videos.fetchNextPage()}
        >
          {t('list.more')}
        </Button>
      )}
      <VideoDialog video={all.find((one) => one.id === video)} onClose={() => open(undefined)} />
    </>
  );
}

interface Filter {
  state: 'all' | 'done' | 'waiting' | 'failed';
  language?: string;
  format?: string;
}

function passes(video: VideoView, { state, language, format }: Filter): boolean {
  return (
    (state === 'all' || stateOf(video) === state) &&
    (language === undefined || video.language === language) &&
    (format === undefined || video.format === format)
  );
}

function stateOf({ status }: VideoView): 'done' | 'waiting' | 'failed' {
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

function Filters({
  videos,
  filter,
  onChange,
}: {
  videos: VideoView[];
  filter: Filter;
  onChange(filter: Filter): void;
}) {
  const { t } = useTranslation();
  const languages = [...new Set(videos.map(({ language }) => language))];
  const formats = [...new Set(videos.map(({ format }) => format))];
  const count = (state: Filter['state']) => videos.filter((video) => passes(video, { state })).length;
  return (
    <div className="batch-filters">
      <Segmented<Filter['state']>
        aria-label={t('batch.filter.state')}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state })}
        options={(['all', 'done', 'waiting', 'failed'] as const).map((state) => ({
          value: state,
          label: `${t(`batch.filter.${state}`)} ${count(state)}`,
        }))}
      />
      {languages.length > 1 && (
        <Select
          allowClear
          aria-label={t('batch.filter.language')}
          placeholder={t('batch.filter.language')}
          style={{ inlineSize: 150 }}
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
          style={{ inlineSize: 150 }}
          value={filter.format}
          onChange={(format) => onChange({ ...filter, format })}
          options={formats.map((value) => ({ value, label: value.replace('x', ':') }))}
        />
      )}
    </div>
  );
}

function State({ batch }: { batch: BatchView }) {
  const { t } = useTranslation();
  const { videos, pieces } = batch.progress;
  const figures = [
    [t('batch.done'), `${videos.ended - videos.failed}/${videos.total}`],
    [t('batch.pieces'), `${pieces.done}/${pieces.total}`],
    ...(videos.failed > 0 ? [[t('batch.failed'), String(videos.failed)] as const] : []),
  ];
  return (
    <section className="batch-state" aria-label={t('batch.progress')}>
      {isAtWork(batch) && <Progress percent={shareDone(batch)} aria-label={t('batch.progress')} />}
      <dl className="batch-figures" aria-live="polite">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {batch.failedReason !== null && <Alert type="error" showIcon title={batch.failedReason.message} />}
      {batch.warnings.length > 0 && (
        <Alert
          type="warning"
          title={t('batch.warnings', { count: batch.warnings.length })}
          description={
            <ul>
              {batch.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          }
        />
      )}
    </section>
  );
}

function Steering({ batch }: { batch: BatchView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const steer = useMutation({
    mutationFn: (verb: 'pause' | 'resume' | 'cancel' | 'retry') =>
      bodyOf(api().POST(`/api/v1/batches/{id}/${verb}`, { params: { path: { id: batch.id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: batchKey(batch.id) }),
    onError: (error) => message.error(errorText(error)),
  });
  const left = batch.progress.videos.total - batch.progress.videos.ended;
  return (
    <>
      {isAtWork(batch) && !batch.isPaused && <Button onClick={() => steer.mutate('pause')}>{t('batch.pause')}</Button>}
      {isAtWork(batch) && batch.isPaused && (
        <Button type="primary" onClick={() => steer.mutate('resume')}>
          {t('batch.resume')}
        </Button>
      )}
      {isAtWork(batch) && (
        <Popconfirm
          title={t('batch.cancel.sure')}
          onConfirm={() => steer.mutate('cancel')}
          okText={t('batch.cancel')}
          cancelText={t('batch.cancel.no')}
        >
          <Button danger>{t('batch.cancel')}</Button>
        </Popconfirm>
      )}
      {!isAtWork(batch) && (batch.progress.videos.failed > 0 || left > 0 || batch.status === 'failed') && (
        <Button type="primary" onClick={() => steer.mutate('retry')} loading={steer.isPending}>
          {t('batch.retry')}
        </Button>
      )}
    </>
  );
}
