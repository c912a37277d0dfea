import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { type Actor, mayUse } from '../../http/actor.ts';
import { selectUser } from '../accounts/queries.ts';
import { selectMembers } from '../teams/queries.ts';

/** Who says something of a video. */
export interface Reviewer {
  /** A person's id, a key's, or a link's. */
  by: string;
  byName: string;
}

/** The one who asks, by the name that others of the team know. */
export async function reviewerOf({ db }: Pick<Deps, 'db'>, { person, keyId }: Actor): Promise<Reviewer> {
  if (person === undefined) {
    return { by: keyId, byName: 'API' };
  }
  const user = await db.asSystem((tx) => selectUser(tx, person.userId));
  return { by: person.userId, byName: user?.name ?? '' };
}

/** Viewers only look. @throws ClipoError forbidden */
export function mustComment(actor: Actor): void {
  const may = actor.person === undefined ? mayUse(actor, 'write') : actor.person.role !== 'viewer';
  if (!may) {
    throw new ClipoError('forbidden', 'viewers only look', { details: { need: 'editor, approver' } });
  }
}

/** Owners and approvers decide; a key does with the rights of an administrator. @throws ClipoError forbidden */
export function mustDecide(actor: Actor): void {
  const { person } = actor;
  const may = person === undefined ? mayUse(actor, 'admin') : person.role === 'owner' || person.role === 'approver';
  if (!may) {
    throw new ClipoError('forbidden', 'only owners and approvers decide', { details: { need: 'approver' } });
  }
}

/**
 * Who started a batch does not approve it, as long as somebody else of the team can. Called as the service: people are
 * no team's rows.
 * @throws ClipoError forbidden
 */
export async function mustBeAnother(
  tx: Transaction,
  { teamId, person }: Actor,
  makers: readonly (string | null)[],
): Promise<void> {
  if (person === undefined || !makers.includes(person.userId)) {
    return;
  }
  const others = (await selectMembers(tx, teamId)).filter(
    ({ member }) => member.userId !== person.userId && (member.role === 'owner' || member.role === 'approver'),
  );
  if (others.length > 0) {
    throw new ClipoError('forbidden', 'the maker of a batch does not approve it', {
      details: { need: 'another approver' },
    });
  }
}
