import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { steadyLink } from '../../api/steady-link.ts';
import type { VideoView } from './use-batch.ts';

/** What of a video its card shows. */
export interface FilmOf extends Pick<VideoView, 'name' | 'format' | 'language'> {
  files: { cover: { link: string }; video: { link: string } } | null;
  /** Shown at the edge of the film; left out where videos of several batches stand together. */
  creative?: number;
}

/** How tall a card of this width is on a sheet: its film by its format, two lines of words, two of small facts. */
export function filmHeight({ format }: Pick<FilmOf, 'format'>, wide: number): number {
  const [width = 9, height = 16] = format.split('x').map(Number);
  return ((wide - 12) * height) / width + 138;
}

/** A video as a frame of film: its cover, playing while it is pointed at, and below it what is said of it. */
export function FilmCard({
  video,
  words,
  over,
  choice,
  onOpen,
  children,
}: {
  video: FilmOf;
  /** In the video's own language. */
  words: string | null | undefined;
  /** What lies over the picture. */
  over?: ReactNode;
  /** Whether it is chosen among others; left out, it can't be. */
  choice?: { isChosen: boolean; onChoose(isChosen: boolean): void } | undefined;
  onOpen(): void;
  /** Small facts below the words. */
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const [isPlaying, setPlaying] = useState(false);
  const wait = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { files, format, language, name, creative } = video;
  const [width = 9, height = 16] = format.split('x').map(Number);
  return (
    <article
      className={`video-card${choice?.isChosen === true ? ' chosen' : ''}`}
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
          {choice !== undefined && (
            <input
              type="checkbox"
              checked={choice.isChosen}
              aria-label={t('review.choose', { name })}
              onChange={({ target }) => choice.onChoose(target.checked)}
            />
          )}
          {creative !== undefined && <span>{String(creative).padStart(2, '0')}</span>}
          <span>{format.replace('x', ':')}</span>
          <span className="end">{language === 'zh-CN' ? '中' : 'EN'}</span>
        </header>
        <div className="screen" style={{ aspectRatio: `${width} / ${height}` }}>
          {files !== null && <img src={steadyLink(files.cover.link)} alt="" loading="lazy" decoding="async" />}
          {files !== null && isPlaying && <video src={steadyLink(files.video.link)} autoPlay muted loop playsInline />}
          <button type="button" className="open" onClick={onOpen} aria-label={t('video.open', { name })} />
          {over}
        </div>
      </div>
      {words != null && <p lang={language}>{words}</p>}
      <small>{children}</small>
    </article>
  );
}

/** Why there is no picture yet, or none that may be seen. */
export function Waiting({ video }: { video: Pick<VideoView, 'status' | 'failedReason'> }) {
  const { t } = useTranslation();
  const { status, failedReason } = video;
  if (status === 'done') {
    return <div className="waiting">{t('held.film')}</div>;
  }
  return status === 'failed' ? (
    <div className="waiting bad">{failedReason?.message ?? t('video.status.failed')}</div>
  ) : (
    <div className="waiting">{t(`video.status.${status}`)}</div>
  );
}
