import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TalkCard } from '../use-talk.ts';
import { angleWord } from './angle-word.ts';

/** The openings, each with what it plays on and how strong it is. */
export function Angles({
  items,
  sayText,
}: {
  items: Extract<TalkCard, { kind: 'angles' }>['items'];
  sayText(text: string): void;
}) {
  const { t } = useTranslation();
  return (
    <ol className="angles">
      {items.map(({ part, angle, text, score }) => (
        <li key={part}>
          <span className="mono">{part}</span>
          <p>{text}</p>
          <small>
            {angleWord(angle, t)} · {t('talk.angles.score', { score })}
          </small>
          <Button
            size="small"
            type="text"
            aria-label={t('talk.angles.other.of', { part })}
            onClick={() => sayText(t('talk.angles.ask', { part }))}
          >
            {t('talk.angles.other')}
          </Button>
        </li>
      ))}
    </ol>
  );
}
