import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { editsIn, openDocument, wholeUpdate } from './edit-document.ts';
import { openEdit } from './open-edit.ts';
import { insertUpdate, keepVersion, lockEdits } from './queries.ts';

/** A document of a few hundred lines with all that was ever typed into it is well below. */
const mostBytes = 2 * 1024 * 1024;

/** Who changes something, as it is kept. */
export const makerOf = ({ person, keyId }: Actor): string => person?.userId ?? keyId;

/**
 * Adds what somebody changed to the shared document, for all who have it open, and keeps it as a version.
 * @returns the update's id, and the number of the version that it is of
 * @throws ClipoError invalid_input, too_large, no_such_thing, conflict
 */
export async function addUpdate(
  { db }: Pick<Deps, 'db'>,
  actor: Actor,
  { videoId, update }: { videoId: string; update: Uint8Array },
): Promise<{ id: number; version: number }> {
  const { teamId } = actor;
  // What is no update is refused before anything is opened.
  openDocument([update]);
  return db.asTeam(teamId, async (tx) => {
    await openEdit(tx, teamId, videoId);
    await lockEdits(tx, videoId);
    const opened = await openEdit(tx, teamId, videoId);
    const document = openDocument([opened.update, update]);
    const size = wholeUpdate(document).length;
    if (size > mostBytes) {
      throw new ClipoError('too_large', `the edits would take ${size} bytes`, {
        details: { mostMiB: Math.round(mostBytes / 1024 / 1024) },
      });
    }
    const edits = editsIn(document, opened.base.lines);
    const madeBy = makerOf(actor);
    const version = await keepVersion(tx, { teamId, videoId, edits, madeBy });
    const id = await insertUpdate(tx, { teamId, videoId, update: Buffer.from(update), madeBy });
    return { id, version };
  });
}
