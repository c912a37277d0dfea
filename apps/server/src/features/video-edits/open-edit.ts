import { ClipoError, type EditBase, type StoryboardEdits } from '@clipo/contract';
import { linesOf } from '@clipo/engine';
import type { Transaction } from '../../db/database.ts';
import type { VideoDocument } from '../../db/schema/index.ts';
import { takenDownFor } from '../../guard/assert-allowed.ts';
import { foundOr } from '../../http/job-shape.ts';
import { selectDownFor } from '../cases/queries.ts';
import { selectVideo, type VideoRow } from '../videos/queries.ts';
import { editsIn, firstUpdate, openDocument, wholeUpdate } from './edit-document.ts';
import {
  type EditRow,
  insertEdit,
  insertUpdate,
  lockEdits,
  mergeUpdates,
  selectEdit,
  selectUpdates,
} from './queries.ts';

/** A video that is edited: as it was made, and all that was changed since. */
export interface OpenEdit {
  video: VideoRow;
  row: EditRow;
  /** Paths are as they are stored (work/portable.ts). */
  base: EditBase;
  edits: StoryboardEdits;
  /** The shared document as one update, and the id of the last that is in it. */
  update: Buffer;
  lastId: number;
}

/** So many updates are read one by one; more are merged. */
const mostUpdates = 200;

/**
 * Opens a finished video to be edited; the first who does so keeps what it was made from.
 * @throws ClipoError no_such_thing, conflict where it was never finished, taken_down
 */
export async function openEdit(tx: Transaction, teamId: string, videoId: string): Promise<OpenEdit> {
  const video = foundOr(await selectVideo(tx, teamId, videoId), 'video', videoId);
  const [down] = await selectDownFor(tx, videoId);
  if (down !== undefined) {
    throw takenDownFor(down);
  }
  const known = await selectEdit(tx, teamId, videoId);
  if (known === undefined) {
    if (video.record === null || video.files === null) {
      const problem = 'the video is not finished: there is nothing to edit yet';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    await lockEdits(tx, videoId);
    if ((await selectEdit(tx, teamId, videoId)) === undefined) {
      await insertEdit(tx, { teamId, videoId, base: video.document });
      const update = firstUpdate(baseOf(video.document).lines);
      await insertUpdate(tx, { teamId, videoId, update, madeBy: 'service' });
    }
  }
  const row = foundOr(await selectEdit(tx, teamId, videoId), 'video', videoId);
  const base = baseOf(row.base);
  const updates = await selectUpdates(tx, teamId, videoId);
  const document = openDocument(updates.map(({ update }) => update));
  const update = wholeUpdate(document);
  if (updates.length > mostUpdates) {
    await lockEdits(tx, videoId);
    await mergeUpdates(tx, updates, update);
  }
  return { video, row, base, edits: editsIn(document, base.lines), update, lastId: updates.at(-1)?.id ?? 0 };
}

/** What is edited of a stored video. */
export function baseOf({ storyboard, lines }: VideoDocument): EditBase {
  return { storyboard, lines: linesOf(storyboard, lines as Parameters<typeof linesOf>[1]) };
}
