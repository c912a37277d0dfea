import { useTranslation } from 'react-i18next';
import type { TalkCard } from '../use-talk.ts';

/** How many videos come of how few lines. */
export function Matrix({ card }: { card: Extract<TalkCard, { kind: 'matrix' }> }) {
  const { t } = useTranslation();
  const { hooks, bodies, ctas, cells, videos, formats, languages } = card;
  return (
    <div className="matrix">
      <p>
        {t('talk.matrix.sum', { hooks, bodies, ctas })} → <b>{t('talk.matrix.videos', { count: videos })}</b>{' '}
        <span className="soft">
          {formats.map((format) => format.replace('x', ':')).join(' ')} ·{' '}
          {languages.map((language) => (language === 'en' ? 'EN' : '中')).join(' ')}
        </span>
      </p>
      <ul>
        {cells.map((cell, at) => {
          const name = String(at + 1).padStart(2, '0');
          return (
            <li key={name} className="mono" title={t('talk.matrix.cell', { name, ...cell })}>
              H{cell.hook} B{cell.body} C{cell.cta}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
