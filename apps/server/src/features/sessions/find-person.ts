import type { Transaction } from '../../db/database.ts';
import type { Role } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import type { Actor, Need, Scope } from '../../http/actor.ts';
import { sessionMostMs } from '../accounts/engine.ts';
import { lacksGuardian } from '../accounts/guardian.ts';
import { type SessionRow, selectSession, type UserRow } from '../accounts/queries.ts';
import { countMinute, hasTotp, selectDevices } from '../accounts/queries-security.ts';
import { findActing } from '../acting/find-acting.ts';
import { hasTicked } from '../agreements/accept-texts.ts';
import { type ConsentRow, selectLatestConsents } from '../agreements/queries.ts';
import { dayInBeijing, textKinds } from '../agreements/read-texts.ts';
import { standingOf } from '../measures/standing-of.ts';
import { asksFactor } from '../teams/asks-factor.ts';
import { selectMembership } from '../teams/queries.ts';

/** What a role may do with the team's things. */
const scopesOfRole: Readonly<Record<Role, readonly Scope[]>> = {
  owner: ['read', 'write', 'make', 'admin'],
  editor: ['read', 'write', 'make'],
  approver: ['read'],
  viewer: ['read'],
};

/** How a session was opened that may run the service: by two factors. */
export const strongWays: readonly string[] = ['passkey', 'second-factor'];

/**
 * Who is signed in with the cookies of a request, in which team, and what stands before them. Membership is looked up each
 * time: who was removed is out with the next request.
 */
export async function findPerson(
  { db, accounts, settings }: Pick<Deps, 'db' | 'accounts' | 'settings'>,
  headers: Headers,
  now = new Date(),
): Promise<{ actor: Actor; cookies: string[] } | undefined> {
  const seen = await accounts.readSession(headers);
  if (seen === undefined || seen.createdAt.getTime() + sessionMostMs < now.getTime()) {
    return undefined;
  }
  return db.asSystem(async (tx) => {
    const found = await selectSession(tx, seen.id);
    if (found === undefined) {
      return undefined;
    }
    const { session, user } = found;
    // Who runs the service does so after a strong proof alone; without one they are a member like others.
    const operates = user.isOperator && strongWays.includes(session.way);
    const acting = operates
      ? await findActing(tx, { sessionId: session.id, scopesOf: (role) => scopesOfRole[role] }, now)
      : undefined;
    if (acting !== undefined) {
      return { cookies: seen.cookies, actor: acting };
    }
    const member = session.teamId === null ? undefined : await selectMembership(tx, session.teamId, user.id);
    const ticks = await selectLatestConsents(tx, user.id, [...textKinds, 'guardian']);
    const guardian = ticks.find(({ kind }) => kind === 'guardian')?.act;
    let minutesToday: number | undefined;
    if (user.ageGroup !== null && user.ageGroup !== 'adult') {
      minutesToday = await countMinute(tx, user.id, dayInBeijing(now), Math.floor(now.getTime() / 60_000));
    }
    const standing = await standingOf(tx, user.id, now);
    const lacksFactor =
      member !== undefined &&
      asksFactor(member.role, [settings.CLIPO_SECOND_FACTOR, member.factorFor]) &&
      !(await isByTwoFactors(tx, session));
    const scopes = operates ? ['*'] : member === undefined ? [] : scopesOfRole[member.role];
    return {
      cookies: seen.cookies,
      actor: {
        teamId: member?.teamId ?? '',
        keyId: session.id,
        scopes,
        ...(standing !== undefined && { standing }),
        person: {
          userId: user.id,
          sessionId: session.id,
          role: member?.role ?? null,
          needs: needsOf(session, user, { isAgreed: hasTicked(settings, ticks, now), guardian, lacksFactor }),
          provenAt: session.provenAt,
          isOperator: user.isOperator,
          operatorRoles: user.operatorRoles,
          operates,
          nameLevel: user.phoneNumber === null ? 'none' : 'phone',
          ...(minutesToday !== undefined && { minutesToday }),
        },
      },
    };
  });
}

/** What a person has to do, in order, before they can go on. */
function needsOf(
  session: SessionRow,
  user: UserRow,
  {
    isAgreed,
    guardian,
    lacksFactor,
  }: { isAgreed: boolean; guardian: ConsentRow['act'] | undefined; lacksFactor: boolean },
): Need[] {
  return [
    ...(session.needsFactor ? (['second-factor'] as const) : []),
    ...(isAgreed ? [] : (['agreements'] as const)),
    ...(user.ageGroup === null ? (['age'] as const) : []),
    ...(lacksGuardian(user, guardian) ? (['guardian'] as const) : []),
    ...(lacksFactor ? (['factor'] as const) : []),
    ...(user.phoneNumber === null ? (['phone'] as const) : []),
  ];
}

/** Whether a session rests on two factors: given in it, or once on a device that the person said to trust. */
async function isByTwoFactors(tx: Transaction, { userId, way, deviceId }: SessionRow): Promise<boolean> {
  if (strongWays.includes(way)) {
    return true;
  }
  const devices = await selectDevices(tx, userId);
  return devices.some(({ id, isTrusted }) => id === deviceId && isTrusted) && (await hasTotp(tx, userId));
}
