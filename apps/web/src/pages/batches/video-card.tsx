import { useTranslation } from 'react-i18next';
import { FilmCard, Waiting } from './film-card.tsx';
import type { VideoView } from './use-batch.ts';

/** A video where a batch is only shown: its hook, and what sets it apart. */
export function VideoCard({ video, onOpen }: { video: VideoView; onOpen(): void }) {
  const { t } = useTranslation();
  const { files, record } = video;
  const nearest = record?.nearest;
  return (
    <FilmCard
      video={video}
      words={record?.lines.find(({ role }) => role === 'hook')?.text}
      over={files === null && <Waiting video={video} />}
      onOpen={onOpen}
    >
      {nearest != null && (
        <span className="mono">{t('video.difference', { share: Math.round(nearest.score * 100) })}</span>
      )}
      {record !== null && record.label !== null && <span>{record.label.explicit.text}</span>}
    </FilmCard>
  );
}
