import { memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { steadyLink } from '../../api/steady-link.ts';
import { sizeText } from './folders.tsx';
import type { LibraryVideo } from './use-library.ts';

/** A video of the library: its cover, playing while it is pointed at; its opening words, length and size. */
export const LibraryCard = memo(function LibraryCard({
  video,
  isChosen,
  onChoose,
  onOpen,
}: {
  video: LibraryVideo;
  isChosen: boolean;
  onChoose(id: string, isChosen: boolean): void;
  onOpen(video: LibraryVideo): void;
}) {
  const { t, i18n } = useTranslation();
  const [isPlaying, setPlaying] = useState(false);
  const wait = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { id, name, format, language, files, hook, durationMs, sizeBytes, outcome } = video;
  const [width = 9, height = 16] = format.split('x').map(Number);
  return (
    <article
      className={`video-card${isChosen ? ' chosen' : ''}`}
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
          <input
            type="checkbox"
            checked={isChosen}
            aria-label={t('review.choose', { name })}
            onChange={({ target }) => onChoose(id, target.checked)}
          />
          <span>{format.replace('x', ':')}</span>
          <span className="end">{language === 'zh-CN' ? '中' : 'EN'}</span>
        </header>
        <div className="screen" style={{ aspectRatio: `${width} / ${height}` }}>
          {files !== null && <img src={steadyLink(files.cover.link)} alt="" loading="lazy" decoding="async" />}
          {files !== null && isPlaying && <video src={steadyLink(files.video.link)} autoPlay muted loop playsInline />}
          <button type="button" className="open" onClick={() => onOpen(video)} aria-label={t('video.open', { name })} />
          {outcome !== null && <span className={`stamp ${outcome}`}>{t(`review.${outcome}`)}</span>}
        </div>
      </div>
      <p lang={language}>{hook ?? name}</p>
      <small className="mono">
        {durationMs !== null && <span>{(durationMs / 1000).toFixed(1)} s</span>}
        <span>{sizeText(sizeBytes, i18n.language)}</span>
      </small>
    </article>
  );
});
