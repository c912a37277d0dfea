import { copyFile, rm, stat } from 'node:fs/promises';
import { check } from '../check/check.ts';
import { lookAtFile } from '../check/look-at-file.ts';
import { lendFile } from '../features/presenters/lend-file.ts';
import { deleteOrder, keepOrderFile, type OrderRow, saveOrder, selectOrder } from '../features/presenters/queries.ts';
import { assertAllowed } from '../guard/assert-allowed.ts';
import type { OutsideBook } from './plan-asks.ts';
import type { WorkDeps } from './work-deps.ts';

/**
 * What a team ordered of outside engines, as rows, and what came of it, as files of the media store: whichever machine goes on
 * with an order finds it, and nothing is paid twice.
 * @param orderedFor the batch or single file that is being made
 */
export function teamOrders(
  deps: Pick<WorkDeps, 'db' | 'media' | 'settings' | 'looker'>,
  { teamId, orderedFor }: Pick<OrderRow, 'teamId' | 'orderedFor'>,
): OutsideBook {
  const { db, media, looker } = deps;
  return {
    read: async (name) => (await db.asTeam(teamId, (tx) => selectOrder(tx, teamId, name)))?.state,
    write: (name, state, { engine, spokenMs, faceSha256 = null }) =>
      db.asTeam(teamId, (tx) => saveOrder(tx, { teamId, name, engine, orderedFor, faceSha256, spokenMs, state })),
    drop: (name) => db.asTeam(teamId, (tx) => deleteOrder(tx, teamId, name)),
    lay: async (name, part, path) => {
      if ((await stat(path).catch(() => undefined)) !== undefined) {
        return true;
      }
      const kept = (await db.asTeam(teamId, (tx) => selectOrder(tx, teamId, name)))?.files[part];
      if (kept === undefined || (await media.sizeOf(kept.sha256)) === undefined) {
        return false;
      }
      await copyFile(await media.localFile(kept.sha256), path);
      return true;
    },
    keep: async (name, part, path) => {
      if (part === 'video') {
        await assertFit({ db, looker }, path);
      }
      const { hash: sha256, sizeBytes: bytes } = await media.putFile(path);
      await db.asTeam(teamId, (tx) => keepOrderFile(tx, teamId, name, { [part]: { sha256, bytes } }));
    },
    publish: (file) => lendFile(deps, { teamId, lentFor: orderedFor }, file),
  };
}

/**
 * Looks at what an engine made, as at what people send: it comes from outside, and nobody has seen it yet.
 * @throws ClipoError content_rejected, content_held; what is not fit is gone from the disk, so that nothing takes it for done
 */
async function assertFit({ db, looker }: Pick<WorkDeps, 'db' | 'looker'>, path: string): Promise<void> {
  const content = { kind: 'file', sha256: path, texts: {} } as const;
  const looked = await lookAtFile({ db, looker }, { path, mediaType: 'video/mp4' });
  try {
    assertAllowed(content, check(content, looked));
  } catch (cause) {
    await rm(path, { force: true });
    throw cause;
  }
}
