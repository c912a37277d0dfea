import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { selectMember, selectTeam } from '../teams/queries.ts';
import { sumOfMonth } from './queries-batches.ts';

/**
 * Refuses work past what a team, or its member who asks, may spend in a month. The book of the team is locked: of two that
 * ask at the same moment, the second finds what the first holds.
 * @throws ClipoError over_limit
 */
export async function assertWithinLimits(
  tx: Transaction,
  { teamId, userId, amount }: { teamId: string; userId: string | null; amount: number },
  now: Date,
): Promise<void> {
  const member = userId === null ? undefined : await selectMember(tx, teamId, userId);
  const limits = [
    { whose: 'member', most: member?.monthlyLimit ?? null, of: userId },
    { whose: 'team', most: (await selectTeam(tx, teamId))?.monthlyLimit ?? null, of: null },
  ];
  for (const { whose, most, of } of limits) {
    if (most === null) {
      continue;
    }
    const left = Math.max(0, most - (await sumOfMonth(tx, teamId, of, now)));
    if (amount > left) {
      const details = { whose, limit: most, left, need: amount };
      throw new ClipoError('over_limit', `needs ${amount} credits, ${left} are left of the ${whose}'s month`, {
        details,
      });
    }
  }
}
