import type { Deps } from '../deps.ts';
import { applyDueChanges } from '../features/accounts/change-contact.ts';
import { emptyBin } from '../features/library/queries.ts';
import { collectMedia } from '../features/media/collect-media.ts';
import { dropExpiredUploads } from '../features/uploads/drop-expired.ts';

const everyMs = 60 * 60_000;
/** A file that no row names is kept this long: it may be on its way to its row, or wanted back. */
const graceHours = 24;

/** What is in the bin can be taken back for so long. */
const binDays = 30;

/** Cleans up behind uploads and deleted files, once an hour. @returns what ends it */
export function keepHouse(deps: Pick<Deps, 'db' | 'media' | 'uploads' | 'log' | 'envelope' | 'settings'>): () => void {
  const clean = async () => {
    const uploads = await dropExpiredUploads(deps);
    await applyDueChanges(deps);
    await deps.db.asSystem((tx) => emptyBin(tx, new Date(Date.now() - binDays * 86_400_000)));
    const { files, bytes } = await collectMedia(deps, { graceHours });
    if (uploads + files > 0) {
      deps.log.info({ uploads, files, bytes }, 'cleaned up');
    }
  };
  const timer = setInterval(() => {
    clean().catch((cause: unknown) => deps.log.warn({ cause }, 'could not clean up'));
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
