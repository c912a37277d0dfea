import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';

type Entry = Schemas['SentCase']['entries'][number];

/** What happened in a case, in its order. */
export function CaseEntries({ entries }: { entries: readonly Entry[] }) {
  const { t, i18n } = useTranslation();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <ol className="case-entries">
      {entries.map(({ at, kind, party, text }) => (
        <li key={`${at} ${kind} ${text}`} data-kind={kind}>
          <header>
            <strong>{t(`case.entry.${kind}`)}</strong>
            <span className="soft">{t(`case.party.${party}`)}</span>
            <time className="soft" dateTime={at}>
              {when.format(new Date(at))}
            </time>
          </header>
          {text !== null && kind !== 'silent' && <p>{text}</p>}
        </li>
      ))}
    </ol>
  );
}

/** How a case stands, and until when whose turn it is. */
export function CaseStand({ of }: { of: Pick<Schemas['SentCase'], 'state' | 'dueAt' | 'outcome'> }) {
  const { t, i18n } = useTranslation();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeStyle: 'short' });
  const isLate = of.dueAt !== null && of.state !== 'closed' && Date.parse(of.dueAt) < Date.now();
  return (
    <p className={`case-stand ${of.state}`}>
      <strong>{t(of.outcome === null ? `case.state.${of.state}` : `case.outcome.${of.outcome}`)}</strong>
      {of.dueAt !== null && (
        <span className={isLate ? 'late' : 'soft'}>{t('case.due', { when: when.format(new Date(of.dueAt)) })}</span>
      )}
    </p>
  );
}
