import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VideoView } from './use-batch.ts';

/** A video as a frame of film: its cover, playing while it is pointed at; its hook; what sets it apart. */
export function VideoCard({ video, onOpen }: { video: VideoView; onOpen(): void }) {
  const { t } = useTranslation();
  const [isPlaying, setPlaying] = useState(false);
  const wait = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { files, record, format, language, name } = video;
  const [width = 9, height = 16] = format.split('x').map(Number);
  const hook = record?.lines.find(({ role }) => role === 'hook')?.text;
  const nearest = record?.nearest;
  return (
    <article
      className="video-card"
      onPointerEnter={() => {
        // A pointer that only passes by starts nothing.
        wait.current = setTimeout(() => setPlaying(true), 180);
      }}
      onPointerLeave={() => {
        clearTimeout(wait.current);
        setPlaying(false);
      }}
    >
      <div className="film">
        <header>
          <span>{String(video.creative).padStart(2, '0')}</span>
          <span>{format.replace('x', ':')}</span>
          <span className="end">{language === 'zh-CN' ? '中' : 'EN'}</span>
        </header>
        <div className="screen" style={{ aspectRatio: `${width} / ${height}` }}>
          {files !== null && <img src={files.cover.link} alt="" loading="lazy" decoding="async" />}
          {files !== null && isPlaying && <video src={files.video.link} autoPlay muted loop playsInline />}
          {files === null && <Waiting video={video} />}
          <button type="button" className="open" onClick={onOpen} aria-label={t('video.open', { name })} />
        </div>
      </div>
      {hook !== undefined && <p lang={language}>{hook}</p>}
      <small>
        {nearest !== undefined && nearest !== null && (
          <span className="mono">{t('video.difference', { share: Math.round(nearest.score * 100) })}</span>
        )}
        {record !== null && record.label !== null && <span>{record.label.explicit.text}</span>}
      </small>
    </article>
  );
}

function Waiting({ video: { status, failedReason } }: { video: VideoView }) {
  const { t } = useTranslation();
  return status === 'failed' ? (
    <div className="waiting bad">{failedReason?.message ?? t('video.status.failed')}</div>
  ) : (
    <div className="waiting">{t(`video.status.${status}`)}</div>
  );
}
