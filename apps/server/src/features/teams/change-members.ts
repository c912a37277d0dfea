import { ClipoError } from '@clipo/contract';
import type { Role } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { notify } from '../notices/notify.ts';
import { deleteMember, selectMember, selectTeam, updateMember } from './queries.ts';

type TeamDeps = Pick<Deps, 'db' | 'envelope' | 'settings'>;

/** Changes role or spending limit of a member; the owner's role is only given away. @throws ClipoError no_such_thing, conflict */
export async function changeMember(
  { db }: Pick<Deps, 'db'>,
  { teamId, userId, ...change }: { teamId: string; userId: string; role?: Role; monthlyLimit?: number | null },
): Promise<void> {
  await db.asSystem(async (tx) => {
    await selectTeam(tx, teamId, true);
    const member = await selectMember(tx, teamId, userId);
    if (member === undefined) {
      throw missing(userId);
    }
    if (change.role !== undefined && member.role === 'owner') {
      throw conflict('the owner gives the team away first');
    }
    await updateMember(tx, teamId, userId, change);
  });
}

/** Takes a member out of the team, at once. @throws ClipoError no_such_thing, conflict for the owner */
export async function removeMember(deps: TeamDeps, teamId: string, userId: string): Promise<void> {
  await deps.db.asSystem(async (tx) => {
    const team = (await selectTeam(tx, teamId, true))?.name ?? '';
    const member = await selectMember(tx, teamId, userId);
    if (member === undefined) {
      throw missing(userId);
    }
    if (member.role === 'owner') {
      throw conflict('the owner gives the team away first');
    }
    await deleteMember(tx, teamId, userId);
    await notify(tx, deps, { userId, template: 'member-removed', values: { team } });
  });
}

/** Leaves a team. @throws ClipoError conflict for the owner */
export async function leaveTeam({ db }: Pick<Deps, 'db'>, teamId: string, userId: string): Promise<void> {
  await db.asSystem(async (tx) => {
    // Locked: it may be given to who leaves at this moment.
    await selectTeam(tx, teamId, true);
    if ((await selectMember(tx, teamId, userId))?.role === 'owner') {
      throw conflict('the owner gives the team away first');
    }
    await deleteMember(tx, teamId, userId);
  });
}

/** Gives the team to another member; who had it becomes an editor. @throws ClipoError no_such_thing, forbidden */
export async function giveTeam(deps: TeamDeps, teamId: string, from: string, to: string): Promise<void> {
  await deps.db.asSystem(async (tx) => {
    const team = await selectTeam(tx, teamId, true);
    // Of two who are given it at the same moment, one gets it.
    if ((await selectMember(tx, teamId, from))?.role !== 'owner') {
      throw new ClipoError('forbidden', 'only the owner', { details: { need: 'owner' } });
    }
    if ((await selectMember(tx, teamId, to)) === undefined || team === undefined) {
      throw missing(to);
    }
    await updateMember(tx, teamId, from, { role: 'editor' });
    await updateMember(tx, teamId, to, { role: 'owner' });
    await notify(tx, deps, { userId: to, template: 'ownership-given', values: { team: team.name } });
  });
}

function missing(userId: string): ClipoError {
  return new ClipoError('no_such_thing', 'no such member', { details: { kind: 'member', id: userId } });
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
