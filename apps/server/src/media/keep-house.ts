import type { Deps } from '../deps.ts';
import { applyDueChanges } from '../features/accounts/change-contact.ts';
import { announceTexts } from '../features/agreements/announce-texts.ts';
import { passAppeals } from '../features/appeals/pass-appeals.ts';
import { anchorAudit } from '../features/audit/anchor-audit.ts';
import { runDueCases } from '../features/cases/run-due-cases.ts';
import { passDeletions } from '../features/deletion/pass-deletions.ts';
import { sealHeld } from '../features/holds/seal-held.ts';
import { emptyBin } from '../features/library/queries.ts';
import { lookThroughOld } from '../features/materials/look-through.ts';
import { passMeasures } from '../features/measures/pass-time.ts';
import { copySealed } from '../features/measures/seal-evidence.ts';
import { collectMedia } from '../features/media/collect-media.ts';
import { applyDueRemovals } from '../features/people/remove-factor.ts';
import { deleteEndedLoans } from '../features/presenters/queries-lent.ts';
import { sweepEnded } from '../features/retention/sweep-ended.ts';
import { deleteExpired } from '../features/undertakings/queries.ts';
import { dropExpiredUploads } from '../features/uploads/drop-expired.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A file that no row names is kept this long: it may be on its way to its row, or wanted back. */
const graceHours = 24;

/** What is in the bin can be taken back for so long. */
const binDays = 30;

type HouseDeps = Pick<Deps, 'db' | 'media' | 'uploads' | 'log' | 'envelope' | 'secrets' | 'settings' | 'queue'>;

/**
 * Does what has come due: each minute contacts and lost factors whose time has come, new texts that are to be announced, and
 * cases whose turn is over; each hour what
 * uploads and deleted files leave behind, and once a day the signature of all that was done and the sweep of what has had
 * its legal term. @returns what ends it
 */
export function keepHouse(deps: HouseDeps): () => void {
  const clean = async () => {
    const uploads = await dropExpiredUploads(deps);
    await deps.db.asSystem(deleteExpired);
    await deps.db.asSystem((tx) => emptyBin(tx, new Date(Date.now() - binDays * 86_400_000)));
    await deps.db.asSystem(deleteEndedLoans);
    const { files, bytes } = await collectMedia(deps, { graceHours });
    if (uploads + files > 0) {
      deps.log.info({ uploads, files, bytes }, 'cleaned up');
    }
  };
  let sweptOn = '';
  const sweep = async () => {
    const today = new Date().toISOString().slice(0, 10);
    if (sweptOn !== today) {
      const swept = await sweepEnded(deps);
      sweptOn = today;
      deps.log.info({ swept }, 'swept what has had its legal term');
    }
  };
  const timers = [
    every(minuteMs, () => applyDueChanges(deps), deps),
    every(minuteMs, () => applyDueRemovals(deps), deps),
    every(minuteMs, () => announceTexts(deps), deps),
    every(minuteMs, () => passMeasures(deps), deps),
    every(minuteMs, () => sealHeld(deps).then(() => copySealed(deps)), deps),
    every(minuteMs, () => passAppeals(deps), deps),
    every(minuteMs, () => passDeletions(deps), deps),
    every(minuteMs, () => runDueCases(deps), deps),
    every(hourMs, clean, deps),
    every(hourMs, () => lookThroughOld(deps), deps),
    every(hourMs, () => anchorAudit(deps), deps),
    every(hourMs, sweep, deps),
  ];
  return () => timers.forEach(clearInterval);
}

/** One that fails keeps no other from being done, and is done again; one that takes long is not begun twice. */
function every(ms: number, act: () => Promise<unknown>, { log }: Pick<Deps, 'log'>): NodeJS.Timeout {
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) {
      return;
    }
    isBusy = true;
    act()
      .catch((cause: unknown) => log.warn({ cause }, 'could not keep house'))
      .finally(() => {
        isBusy = false;
      });
  }, ms);
  return timer.unref();
}
