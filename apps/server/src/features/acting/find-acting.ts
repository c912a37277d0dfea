import type { Transaction } from '../../db/database.ts';
import type { Actor, Scope } from '../../http/actor.ts';
import { standingOf } from '../measures/standing-of.ts';
import { selectMember } from '../teams/queries.ts';
import { selectRunning } from './queries.ts';

/**
 * Whom an operator's session stands for while it acts on somebody's behalf: that person in that team, with no more than
 * their role allows and never their administration. Undefined where it stands for nobody.
 */
export async function findActing(
  tx: Transaction,
  {
    sessionId,
    scopesOf,
  }: { sessionId: string; scopesOf: (role: 'owner' | 'editor' | 'approver' | 'viewer') => readonly Scope[] },
  now: Date,
): Promise<Actor | undefined> {
  const row = await selectRunning(tx, sessionId, now);
  const member = row === undefined ? undefined : await selectMember(tx, row.teamId, row.userId);
  if (row === undefined || member === undefined) {
    return undefined;
  }
  const standing = await standingOf(tx, row.userId, now);
  return {
    teamId: row.teamId,
    keyId: sessionId,
    scopes: scopesOf(member.role).filter((scope) => scope !== 'admin'),
    ...(standing !== undefined && { standing }),
    acting: { id: row.id, operatorId: row.operatorId, endsAt: row.endsAt ?? now },
    person: {
      userId: row.userId,
      sessionId,
      role: member.role,
      needs: [],
      provenAt: new Date(0),
      isOperator: false,
      operatorRoles: [],
      operates: false,
      nameLevel: 'none',
    },
  };
}
