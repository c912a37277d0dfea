import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { hashOfSecret } from '../keys/secret.ts';
import { type ShareRow, selectShare, selectShareBySecret } from './queries.ts';

/** The link that a secret opens. @throws ClipoError link_expired: unknown, over and taken back are told the same */
export async function openShare({ db }: Pick<Deps, 'db'>, secret: string, now = new Date()): Promise<ShareRow> {
  const row = await db.asSystem((tx) => selectShareBySecret(tx, hashOfSecret(secret)));
  if (row === undefined || !isOpen(row, now)) {
    throw closed();
  }
  return row;
}

/** A link that is still open, by its id: asked each time that a file is fetched through it. @throws ClipoError link_expired */
export async function openShareById(tx: Transaction, teamId: string, id: string, now = new Date()): Promise<ShareRow> {
  const row = await selectShare(tx, teamId, id);
  if (row === undefined || !isOpen(row, now)) {
    throw closed();
  }
  return row;
}

function isOpen({ revokedAt, expiresAt }: ShareRow, now: Date): boolean {
  return revokedAt === null && expiresAt > now;
}

function closed(): ClipoError {
  return new ClipoError('link_expired', 'the link is over, or was taken back');
}
