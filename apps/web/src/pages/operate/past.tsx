import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';
import { actWords } from '../team/act-words.ts';
import { pastWords } from './past-words.ts';
import './console.css';

type One = Schemas['OperatedHistory']['items'][number];

/** Names are as they were given; all else is said in words. */
function sayPast({ what, text }: Pick<One, 'what' | 'text'>, language: string): string {
  switch (what) {
    case 'act':
      return actWords(text.replace(/ \d+$/, ''), language);
    case 'joined':
      return text;
    default:
      return pastWords(text, language);
  }
}

/** What happened, newest first. */
export function Past({ items }: { items: Schemas['OperatedHistory']['items'] }) {
  const { t, i18n } = useTranslation();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <ol className="past">
      {items.map(({ at, what, id, text, by }) => (
        <li key={`${what}${id}${at}${text}`}>
          <strong>{t(`past.${what}`)}</strong>
          <span title={text}>{sayPast({ what, text }, i18n.language)}</span>
          <time className="soft" dateTime={at}>
            {when.format(new Date(at))}
          </time>
          <small className="mono soft">{by === '' ? id : by}</small>
        </li>
      ))}
    </ol>
  );
}
