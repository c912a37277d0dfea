import type { Transaction } from '../../db/database.ts';
import type { DeletionCertificate, DeletionLeftovers } from '../../db/schema/index.ts';
import { selectUser } from '../accounts/queries.ts';
import { recordAct, theService } from '../measures/record-act.ts';
import { type DeletionRow, updateDeletion } from '../privacy/queries.ts';
import {
  collectLeftovers,
  collectOrders,
  endConsents,
  eraseRows,
  keepLabels,
  selectEngines,
  settleTeams,
} from './queries-erasure.ts';
import type { Gone } from './queries-rules.ts';

/**
 * Deletes everything of a person from the database, in one transaction, by the rule of each table; what law keeps stays
 * under the account's id, which leads to nobody any more. Files, caches and engines follow (`finishErasure`), by what this
 * notes for them.
 *
 * A team of the person's own goes with them, where nobody else is in it. Otherwise it stays, with its videos and materials,
 * which are the team's: it passes to the member who can do most and came first, and the person's name is taken out.
 */
export async function erasePerson(tx: Transaction, row: DeletionRow, now: Date): Promise<void> {
  const { userId } = row;
  const user = await selectUser(tx, userId, true);
  const teams = await settleTeams(tx, userId);
  const gone: Gone = {
    userId,
    teams: teams.filter(({ rule }) => rule === 'deleted').map(({ id }) => id),
    contacts: [user?.email, user?.phoneNumber].filter((each) => typeof each === 'string'),
  };
  const leftovers = await collectLeftovers(tx, gone);
  const orders = await collectOrders(tx, gone);
  await keepLabels(tx, gone, now);
  await endConsents(tx, gone, now);
  const rows = await eraseRows(tx, gone);
  const certificate: DeletionCertificate = {
    number: row.id,
    cause: row.cause,
    askedAt: row.createdAt.toISOString(),
    erasedAt: now.toISOString(),
    pseudonym: userId,
    ...rows,
    files: { count: 0, bytes: 0 },
    engines: await selectEngines(tx, userId),
    backups: [],
    teams,
  };
  const contacts = [
    ...(user?.emailVerified ? [{ channel: 'email' as const, sealed: user.emailSealed }] : []),
    ...(user?.phoneSealed ? [{ channel: 'sms' as const, sealed: user.phoneSealed }] : []),
  ];
  const left: DeletionLeftovers = { ...leftovers, contacts, language: user?.language ?? 'zh-CN', certificate, orders };
  await updateDeletion(tx, row.id, { erasedAt: now, heldBy: null, leftovers: left });
  const after = { teams, tables: rows.gone.length, kept: rows.kept.length };
  await recordAct(
    tx,
    { aboutId: row.id, userId, act: 'account erased', by: theService, ground: row.cause, after },
    now,
  );
}
