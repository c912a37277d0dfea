import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { tellKeysChanged } from '../events/queries.ts';
import type { NoticeTemplate } from '../notices/notice-ways.ts';
import { notify } from '../notices/notify.ts';
import {
  type AccessRow,
  type GrantRow,
  insertUsageGrant,
  putAccess,
  selectAccess,
  selectOwnerOf,
  selectTeam,
  type TeamRow,
  updateTeam,
  withdrawUsageGrant,
} from './queries.ts';

type PaperDeps = Pick<Deps, 'db' | 'envelope' | 'settings'>;

/** Decides on an application for API access; it may be decided anew at any time. @throws ClipoError no_such_thing */
export async function decideApi(
  deps: PaperDeps,
  teamId: string,
  { status, reason, endsAt }: Pick<AccessRow, 'status' | 'reason' | 'endsAt'>,
  now = new Date(),
): Promise<void> {
  await deps.db.asSystem(async (tx) => {
    const team = await teamOf(tx, teamId);
    const access = await selectAccess(tx, teamId);
    if (access === undefined) {
      throw new ClipoError('no_such_thing', 'no application', { details: { kind: 'application', id: teamId } });
    }
    await putAccess(tx, { ...access, status, reason, endsAt, decidedAt: now });
    await tellKeysChanged(tx);
    await tellOwner(tx, deps, team, 'api-access', { status, reason });
  });
}

/** Grants a team commercial use, for a purpose and a term, by a document. @returns the grant's id */
export async function grantUsage(
  deps: PaperDeps,
  teamId: string,
  grant: Pick<GrantRow, 'purpose' | 'document' | 'startsAt' | 'endsAt'>,
): Promise<string> {
  const id = newId('ugr');
  await deps.db.asSystem(async (tx) => {
    const team = await teamOf(tx, teamId);
    await insertUsageGrant(tx, { id, teamId, ...grant });
    const { purpose, document } = grant;
    await tellOwner(tx, deps, team, 'usage-grant', { status: 'granted', purpose, document });
  });
  return id;
}

/** Withdraws a grant of commercial use. @throws ClipoError no_such_thing */
export async function withdrawUsage(deps: PaperDeps, teamId: string, id: string, now = new Date()): Promise<void> {
  await deps.db.asSystem(async (tx) => {
    const team = await teamOf(tx, teamId);
    const grant = await withdrawUsageGrant(tx, { teamId, id }, now);
    if (grant === undefined) {
      throw new ClipoError('no_such_thing', 'no such grant', { details: { kind: 'grant', id } });
    }
    const { purpose, document } = grant;
    await tellOwner(tx, deps, team, 'usage-grant', { status: 'withdrawn', purpose, document });
  });
}

/**
 * Verifies that a team is the enterprise it says, or says that it is not; it may be decided anew. With neither said, seats
 * alone are set.
 * @throws ClipoError no_such_thing, conflict where the team stated none
 */
export async function verifyTeam(
  deps: PaperDeps,
  teamId: string,
  { isVerified, seats, reason }: { isVerified?: boolean | undefined; seats?: number | undefined; reason: string },
  now = new Date(),
): Promise<void> {
  await deps.db.asSystem(async (tx) => {
    const team = await teamOf(tx, teamId);
    if (isVerified && team.enterpriseSealed === null) {
      const problem = 'the team has not said which enterprise it is';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    const isDecided = isVerified !== undefined && team.enterpriseSealed !== null;
    const decision = {
      kind: isVerified ? ('enterprise' as const) : ('person' as const),
      verifiedAt: isVerified ? now : null,
      enterpriseDecidedAt: now,
      enterpriseReason: reason,
    };
    await updateTeam(tx, teamId, {
      ...(isDecided ? decision : {}),
      ...(seats === undefined ? {} : { seats }),
      id: teamId,
    });
    if (isDecided) {
      await tellOwner(tx, deps, team, 'enterprise', { status: isVerified ? 'verified' : 'declined', reason });
    }
  });
}

async function teamOf(tx: Transaction, id: string): Promise<TeamRow> {
  const team = await selectTeam(tx, id, true);
  if (team === undefined) {
    throw new ClipoError('no_such_thing', 'no such team', { details: { kind: 'team', id } });
  }
  return team;
}

async function tellOwner(
  tx: Transaction,
  deps: Pick<Deps, 'envelope' | 'settings'>,
  { id, name }: TeamRow,
  template: NoticeTemplate,
  values: Record<string, string>,
): Promise<void> {
  const owner = await selectOwnerOf(tx, id);
  if (owner !== undefined) {
    await notify(tx, deps, { userId: owner.id, template, values: { team: name, ...values } });
  }
}
