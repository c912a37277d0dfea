import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Progress, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../../api/client.ts';
import { LinkButton } from '../../../shell/link-button.tsx';
import { isAtWork, shareDone } from '../../batches/batches.tsx';
import { StatusMark } from '../../batches/status-mark.tsx';
import { batchKey, useBatch } from '../../batches/use-batch.ts';
import { VideoCard } from '../../batches/video-card.tsx';
import '../../batches/batches.css';

/** A batch that the conversation started, as it goes on, and its videos as they are finished. */
export function BatchCard({ batchId }: { batchId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const batch = useBatch(batchId);
  const videos = useQuery({
    // Under the batch's key: each of its events asks for them anew.
    queryKey: [...batchKey(batchId), 'first videos'],
    queryFn: () => bodyOf(api().GET('/api/v1/videos', { params: { query: { batch: batchId, limit: 12 } } })),
  });
  if (batch.data === undefined) {
    return <Skeleton active paragraph={{ rows: 2 }} />;
  }
  const shown = videos.data?.items ?? [];
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
