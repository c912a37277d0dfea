import { useTranslation } from 'react-i18next';
import type { BatchView } from './use-batch.ts';

/** How a batch stands, as a dot and a word. */
export function StatusMark({ batch: { status, isPaused, startsAt, startedAt } }: { batch: BatchView }) {
  const { t, i18n } = useTranslation();
  const isAhead = status === 'planning' && startsAt !== null && startedAt === null && new Date(startsAt) > new Date();
  if (isAhead) {
    const at = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(
      new Date(startsAt),
    );
    return <span className="status paused">{t('batch.scheduled', { at })}</span>;
  }
  const shown = isPaused && (status === 'running' || status === 'planning') ? 'paused' : status;
  return <span className={`status ${shown}`}>{t(`status.${shown}`)}</span>;
}
