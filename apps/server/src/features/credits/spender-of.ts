import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { selectMember } from '../teams/queries.ts';
import type { Spender } from './charge-batch.ts';

/** The member who asks, with their limit; undefined where a key does. */
export async function spenderOf({ db }: Pick<Deps, 'db'>, { teamId, person }: Actor): Promise<Spender | undefined> {
  if (person === undefined) {
    return undefined;
  }
  const member = await db.asTeam(teamId, (tx) => selectMember(tx, teamId, person.userId));
  return { userId: person.userId, monthlyLimit: member?.monthlyLimit ?? null };
}
