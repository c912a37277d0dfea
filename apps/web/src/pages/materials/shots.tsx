import { useTranslation } from 'react-i18next';
import { steadyLink } from '../../api/steady-link.ts';
import { clockOf } from '../batches/clock.ts';
import type { MaterialView } from './use-materials.ts';

type Seen = NonNullable<MaterialView['seen']>;

/** The shots of a clip, each leading to its place in the film, with the words that were read in it. Of a still, the words. */
export function Shots({ seen, search, onSeek }: { seen: Seen; search: string; onSeek(ms: number): void }) {
  const { t } = useTranslation();
  const { strip, shots, durationMs } = seen;
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const isFound = (text: string) => words.some((word) => text.toLowerCase().includes(word));
  if (durationMs === null) {
    const [{ text } = { text: '' }] = shots;
    return text === '' ? null : (
      <section>
        <h3>{t('materials.read')}</h3>
        <p className={isFound(text) ? 'read found' : 'read'}>{text}</p>
      </section>
    );
  }
  if (shots.length === 0) {
    return null;
  }
  return (
    <section>
      <h3>{t('materials.shots.count', { count: shots.length })}</h3>
      <ol className="shots">
        {shots.map(({ startMs, endMs, text }, at) => (
          <li key={startMs} className={isFound(text) ? 'found' : ''}>
            <button type="button" onClick={() => onSeek(startMs)} title={t('video.seek', { time: clockOf(startMs) })}>
              {strip !== null && (
                <span
                  className="cell"
                  style={{
                    aspectRatio: `${strip.cellWidth} / ${strip.cellHeight}`,
                    backgroundImage: `url("${steadyLink(strip.link)}")`,
                    backgroundSize: `${shots.length * 100}% 100%`,
                    backgroundPosition: `${(at / Math.max(1, shots.length - 1)) * 100}% 0`,
                  }}
                />
              )}
              <span className="mono">
                {clockOf(startMs)}–{clockOf(endMs)}
              </span>
            </button>
            {text !== '' && <p>{text}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
