import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { countMembers, selectAccess } from './queries.ts';

/**
 * Keys of a team work while an operator's approval holds. A team without people is the operator's own, and its keys are
 * made by operators.
 * @throws ClipoError forbidden
 */
export async function assertApiAccess(tx: Transaction, teamId: string, now: Date): Promise<void> {
  const access = await selectAccess(tx, teamId);
  const isApproved = access?.status === 'approved' && (access.endsAt === null || access.endsAt > now);
  if (!isApproved && (access !== undefined || (await countMembers(tx, teamId)) > 0)) {
    throw new ClipoError('forbidden', 'the team has no API access', { details: { need: 'API access' } });
  }
}
