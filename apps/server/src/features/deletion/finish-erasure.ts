import { createHash, randomBytes } from 'node:crypto';
import { glob, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openPieceCache } from '@clipo/engine';
import { readBackups } from '../../backup/note-backup.ts';
import type { DeletionLeftovers } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { isMediaHash } from '../../media/media-hash.ts';
import { batchFolder } from '../../work/batch-folders.ts';
import { recordAct, theService } from '../measures/record-act.ts';
import { tellOperators } from '../measures/tell.ts';
import { selectNamedHashes } from '../media/queries.ts';
import { addMessage } from '../notices/add-message.ts';
import { selectDeletion, updateDeletion } from '../privacy/queries.ts';
import { forgetOrders } from './forget-orders.ts';
import { selectPiecesLeft } from './queries.ts';

type FinishDeps = Pick<Deps, 'db' | 'media' | 'settings' | 'envelope' | 'log'>;

/**
 * Removes the files of an account whose rows are gone, writes the certificate, and sends it where the account had its
 * contacts. Done again where it was cut off: what is gone already does no harm.
 */
export async function finishErasure(deps: FinishDeps, id: string, now = new Date()): Promise<void> {
  const { db, settings } = deps;
  const row = await db.asSystem((tx) => selectDeletion(tx, id));
  if (row?.leftovers === undefined || row.leftovers === null || row.doneAt !== null) {
    return;
  }
  const { leftovers } = row;
  const files = await removeMedia(deps, leftovers);
  await removeCached(deps, leftovers);
  const engines = await forgetOrders(deps, { engines: leftovers.certificate.engines, orders: leftovers.orders ?? [] });
  const certificate = { ...leftovers.certificate, files, engines, backups: await readBackups(settings.home) };
  const secret = randomBytes(24).toString('base64url');
  const link = `${settings.CLIPO_URL ?? ''}/deleted#${secret}`;
  await db.asSystem(async (tx) => {
    const current = await selectDeletion(tx, id, true);
    if (current === undefined || current.doneAt !== null) {
      return;
    }
    await updateDeletion(tx, id, {
      doneAt: now,
      certificate,
      leftovers: null,
      linkHash: createHash('sha256').update(secret).digest('hex'),
    });
    const values = { number: id, link };
    for (const { channel, sealed } of leftovers.contacts) {
      const to = await deps.envelope.unseal(sealed, channel === 'email' ? 'users.email' : 'users.phone');
      await addMessage(tx, deps, { channel, to, template: 'deletion-done', language: leftovers.language, values });
    }
    const after = { files, engines: certificate.engines };
    const said = { act: 'deletion certified', by: theService, ground: row.cause, after };
    await recordAct(tx, { aboutId: id, userId: row.userId, ...said }, now);
    const unasked = engines.filter(({ outcome }) => outcome !== 'asked');
    if (unasked.length > 0) {
      const names = unasked.map(({ engine }) => engine).join(', ');
      await tellOperators(
        tx,
        deps,
        {
          zh: `注销 ${id}：请要求以下接收方删除所收数据：${names}`,
          en: `Deletion ${id}: ask these recipients to delete what they were given: ${names}`,
        },
        now,
      );
    }
  });
}

/** Contents that no row names any more; what others have too stays theirs. */
async function removeMedia(
  { db, media }: Pick<Deps, 'db' | 'media'>,
  { media: hashes, certificate }: DeletionLeftovers,
): Promise<{ count: number; bytes: number }> {
  const named = await db.asSystem((tx) => selectNamedHashes(tx, hashes));
  const files = { ...certificate.files };
  for (const hash of hashes.filter((each) => isMediaHash(each) && !named.has(each))) {
    const bytes = await media.sizeOf(hash);
    if (bytes !== undefined) {
      await media.remove(hash);
      files.count += 1;
      files.bytes += bytes;
    }
  }
  return files;
}

/** What this machine keeps to work with: pieces, folders of batches, parts of uploads, voices and copies. */
async function removeCached(
  { db, settings: { home } }: Pick<Deps, 'db' | 'settings'>,
  { media, pieces, batches, uploads, cached }: DeletionLeftovers,
): Promise<void> {
  const shared = await db.asSystem((tx) => selectPiecesLeft(tx, pieces));
  const cache = openPieceCache(join(home, 'cache', 'pieces'));
  const gone = { recursive: true, force: true };
  for (const hash of pieces.filter((each) => !shared.has(each))) {
    await rm(cache.pathOf(hash), gone);
  }
  for (const id of batches) {
    await rm(batchFolder(home, id), gone);
  }
  for (const id of uploads) {
    for await (const path of glob(join(home, 'uploads', '**', `${id}*`))) {
      await rm(path, gone);
    }
  }
  for (const name of cached.filter((each) => !each.split('/').includes('..') && !each.startsWith('pieces/'))) {
    // A voice has its words beside it.
    await rm(join(home, 'cache', name), gone);
    await rm(join(home, 'cache', name.replace(/\.\w+$/, '.json')), gone);
  }
  const hashes = new Set(media);
  if (hashes.size > 0 && (await stat(join(home, 'cache')).catch(() => undefined)) !== undefined) {
    for await (const path of glob(join(home, 'cache', '{media,materials,people,preview*}', '**', '*'))) {
      if ([...path.matchAll(/[0-9a-f]{64}/g)].some(([hash]) => hashes.has(hash))) {
        await rm(path, gone);
      }
    }
  }
}
