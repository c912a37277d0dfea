import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';
import { actWords } from '../team/act-words.ts';
import './console.css';

/** What happened, newest first: acts in words, the rest as it was written down. */
export function Past({ items }: { items: Schemas['OperatedHistory']['items'] }) {
  const { t, i18n } = useTranslation();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <ol className="past">
      {items.map(({ at, what, id, text, by }) => (
        <li key={`${what}${id}${at}${text}`}>
          <strong>{t(`past.${what}`)}</strong>
          <span title={text}>{what === 'act' ? actWords(text.replace(/ \d+$/, ''), i18n.language) : text}</span>
          <time className="soft" dateTime={at}>
            {when.format(new Date(at))}
          </time>
          <small className="mono soft">{by === '' ? id : by}</small>
        </li>
      ))}
    </ol>
  );
}
