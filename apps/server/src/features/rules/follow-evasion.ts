import type { Transaction } from '../../db/database.ts';
import { followBreach } from '../measures/propose-measure.ts';
import type { MeasureDeps } from '../measures/take-measure.ts';
import { selectOwnerOf } from '../teams/queries.ts';
import { countDisguised } from './queries.ts';

/** So often unlawful words come dressed up within these days, and a measure is proposed: once is a slip. */
const often = 5;
const countedDays = 7;

/** Wordings that advertisements may not use are no unlawful content, however they are spaced. */
const aboutSelling: ReadonlySet<string> = new Set(['advertising', 'platform', 'brand']);

/**
 * Goes on from an attempt to get unlawful words past the check: who owns the team answers for it, by the ladder. From the
 * fifth attempt of a week operators have the next rung proposed, once for each five; a person decides on it.
 */
export async function followEvasion(
  tx: Transaction,
  deps: MeasureDeps,
  { teamId, rule, category }: { teamId: string; rule: string; category: string },
  now = new Date(),
): Promise<void> {
  if (aboutSelling.has(category)) {
    return;
  }
  const since = new Date(now.getTime() - countedDays * 86_400_000).toISOString().slice(0, 10);
  const many = await countDisguised(tx, { teamId, since, without: [...aboutSelling] });
  if (many < often) {
    return;
  }
  const owner = await selectOwnerOf(tx, teamId);
  if (owner !== undefined && !owner.isOperator) {
    const because = `${many} × ${rule}, disguised, ${countedDays} d`;
    // While a proposal is open for these, more attempts make no other.
    const follows = `evasion ${teamId} ${Math.floor(many / often)}`;
    await followBreach(tx, deps, { userId: owner.id, category: null, thing: null, because, follows }, now);
  }
}
