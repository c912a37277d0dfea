import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { isAtWork } from './batches.tsx';
import { type BatchView, batchKey } from './use-batch.ts';

/** What can be done with a batch as it stands: pause, resume, cancel, make what is missing. */
export function Steering({ batch }: { batch: BatchView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const steer = useMutation({
    mutationFn: (verb: 'pause' | 'resume' | 'cancel' | 'retry') =>
      bodyOf(api().POST(`/api/v1/batches/{id}/${verb}`, { params: { path: { id: batch.id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: batchKey(batch.id) }),
    onError: (error) => message.error(errorText(error)),
  });
  const startNow = useMutation({
    mutationFn: () =>
      bodyOf(api().PUT('/api/v1/batches/{id}/start', { params: { path: { id: batch.id } }, body: { startsAt: null } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: batchKey(batch.id) }),
    onError: (error) => message.error(errorText(error)),
  });
  const isAhead = batch.status === 'planning' && batch.startsAt !== null && new Date(batch.startsAt) > new Date();
  const left = batch.progress.videos.total - batch.progress.videos.ended;
  return (
    <>
      {isAhead && (
        <Button type="primary" loading={startNow.isPending} onClick={() => startNow.mutate()}>
          {t('batch.start-now')}
        </Button>
      )}
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
        <Button onClick={() => steer.mutate('retry')} loading={steer.isPending}>
          {t('batch.retry')}
        </Button>
      )}
    </>
  );
}
