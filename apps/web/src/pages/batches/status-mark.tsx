import { useTranslation } from 'react-i18next';
import type { BatchView } from './use-batch.ts';

/** How a batch stands, as a dot and a word. */
export function StatusMark({ batch: { status, isPaused } }: { batch: BatchView }) {
  const { t } = useTranslation();
  const shown = isPaused && (status === 'running' || status === 'planning') ? 'paused' : status;
  return <span className={`status ${shown}`}>{t(`status.${shown}`)}</span>;
}
