import { Alert, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { isAtWork, shareDone } from './batches.tsx';
import type { BatchView } from './use-batch.ts';

/** How far a batch is, and what is to be known of it. */
export function BatchState({ batch }: { batch: BatchView }) {
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
