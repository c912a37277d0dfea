import { createHash, randomBytes } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Role } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import type { Contact } from '../accounts/contact.ts';
import { selectUser } from '../accounts/queries.ts';
import { addMessage } from '../notices/add-message.ts';
import {
  countMembers,
  endInvitation,
  insertInvitation,
  insertMember,
  lockInvitation,
  selectInvitations,
  selectTeam,
} from './queries.ts';

const goodForMs = 7 * 24 * 3_600_000;
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url');

/** Roles that somebody can be invited as; ownership is given, not sent. */
export type InvitedRole = Exclude<Role, 'owner'>;

/**
 * Invites somebody by e-mail or SMS. Open invitations take seats.
 * @throws ClipoError conflict where no seat is free
 */
export async function invite(
  deps: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  given: { teamId: string; invitedBy: string; contact: Contact; role: InvitedRole; language: 'zh-CN' | 'en' },
  now = new Date(),
): Promise<{ id: string }> {
  const { teamId, invitedBy, contact, role, language } = given;
  const secret = randomBytes(32).toString('base64url');
  const id = newId('inv');
  const expiresAt = new Date(now.getTime() + goodForMs);
  const target = await deps.envelope.indexOf(contact.value, contact.channel);
  const toSealed = await deps.envelope.seal(contact.value, 'invitations.to');
  await deps.db.asSystem(async (tx) => {
    const team = await selectTeam(tx, teamId, true);
    const taken = (await countMembers(tx, teamId)) + (await selectInvitations(tx, teamId, now)).length;
    if (team === undefined || taken >= team.seats) {
      throw noSeat();
    }
    await insertInvitation(tx, { id, teamId, invitedBy, role, hash: hashOf(secret), target, toSealed, expiresAt });
    const inviter = (await selectUser(tx, invitedBy))?.name || 'Clipo';
    const link = `${deps.settings.CLIPO_URL ?? ''}/invitation#${secret}`;
    const values = { team: team.name, inviter, role, time: expiresAt.toISOString(), link };
    await addMessage(tx, deps, {
      channel: contact.channel,
      to: contact.value,
      template: 'invitation',
      language,
      values,
    });
  });
  return { id };
}

/**
 * Accepts an invitation: good once, and only for the person whose verified contact was invited, so that a link that was
 * passed on or overheard opens nothing.
 * @throws ClipoError link_expired, forbidden, conflict where no seat is free
 */
export async function acceptInvitation(
  { db }: Pick<Deps, 'db'>,
  userId: string,
  secret: string,
  now = new Date(),
): Promise<string> {
  return db.asSystem(async (tx) => {
    const invitation = await lockInvitation(tx, hashOf(secret), now);
    const user = await selectUser(tx, userId);
    if (invitation === undefined || user === undefined) {
      throw new ClipoError('link_expired', 'no such invitation');
    }
    const isTheirs = (user.emailVerified && user.email === invitation.target) || user.phoneNumber === invitation.target;
    if (!isTheirs) {
      throw new ClipoError('forbidden', 'the invitation is for somebody else', {
        details: { need: 'the invited contact' },
      });
    }
    const team = await selectTeam(tx, invitation.teamId, true);
    if (team === undefined || (await countMembers(tx, invitation.teamId)) >= team.seats) {
      throw noSeat();
    }
    await insertMember(tx, { teamId: invitation.teamId, userId, role: invitation.role });
    await endInvitation(tx, invitation.id, now, userId);
    return invitation.teamId;
  });
}

function noSeat(): ClipoError {
  const problem = 'no seat is free: remove somebody or an invitation, or ask the operator for more';
  return new ClipoError('conflict', problem, { details: { problem } });
}
