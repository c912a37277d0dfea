import { useNavigate } from '@tanstack/react-router';
import { Progress, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../shell/link-button.tsx';
import { isAtWork, shareDone } from '../../batches/batches.tsx';
import { StatusMark } from '../../batches/status-mark.tsx';
import { useBatch, useVideos } from '../../batches/use-batch.ts';
import { VideoCard } from '../../batches/video-card.tsx';
import '../../batches/batches.css';

/** A batch that the conversation started, as it goes on, and its videos as they are finished. */
export function BatchCard({ batchId }: { batchId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const batch = useBatch(batchId);
  const videos = useVideos(batchId);
  if (batch.data === undefined) {
    return <Skeleton active paragraph={{ rows: 2 }} />;
  }
  const shown = videos.data?.pages.flatMap(({ items }) => items).slice(0, 12) ?? [];
  return (
    <div className="talk-batch">
      <p>
        <StatusMark batch={batch.data} />{' '}
        <LinkButton size="small" to="/batches/$id" params={{ id: batchId }}>
          {t('talk.batch.open')}
        </LinkButton>
      </p>
      {isAtWork(batch.data) && <Progress percent={shareDone(batch.data)} aria-label={t('batch.progress')} />}
      {batch.data.failedReason !== null && <p className="talk-problem">{batch.data.failedReason.message}</p>}
      <ul>
        {shown.map((video) => (
          <li key={video.id}>
            <VideoCard
              video={video}
              onOpen={() => void navigate({ to: '/batches/$id', params: { id: batchId }, search: { video: video.id } })}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
