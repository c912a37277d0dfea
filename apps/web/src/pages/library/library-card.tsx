import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { FilmCard } from '../batches/film-card.tsx';
import { sizeText } from './folders.tsx';
import type { LibraryVideo } from './use-library.ts';

/** A video of the library: its opening words, length and size. */
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
  const { id, name, format, language, files, hook, durationMs, sizeBytes, outcome } = video;
  return (
    <FilmCard
      video={{ name, format, language, files }}
      words={hook ?? name}
      over={outcome !== null && <span className={`stamp ${outcome}`}>{t(`review.${outcome}`)}</span>}
      choice={{ isChosen, onChoose: (is) => onChoose(id, is) }}
      onOpen={() => onOpen(video)}
    >
      {durationMs !== null && <span className="mono">{(durationMs / 1000).toFixed(1)} s</span>}
      <span className="mono">{sizeText(sizeBytes, i18n.language)}</span>
    </FilmCard>
  );
});
