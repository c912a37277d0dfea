import { ClipoError, type EditChange, type StoryboardEdits } from '@clipo/contract';
import { carryEdits, joinEdits } from '@clipo/engine';
import { statementsOf, type Transaction } from '../../db/database.ts';
import type { BatchPrepared } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { foundOr } from '../../http/job-shape.ts';
import { pieceCost, takeTurns } from '../../work/fair-turns.ts';
import { claimPieces, selectDonePieces } from '../../work/queries.ts';
import { type BatchRow, lockBatch, selectBatch, updateBatch } from '../batches/queries.ts';
import { editPrice, holdForEdit } from '../credits/charge-edit.ts';
import { spenderOf } from '../credits/spender-of.ts';
import { insertEvents } from '../events/queries.ts';
import { assertNoneWithdrawn } from '../materials/usable-materials.ts';
import { insertVideoPieces, updateVideo } from '../videos/queries.ts';
import { makerOf } from './add-update.ts';
import { openDocument, wholeUpdate, writeEdits } from './edit-document.ts';
import { type EditedVideo, editedVideo } from './edited-video.ts';
import { type OpenEdit, openEdit } from './open-edit.ts';
import { countEditRender, deleteVideoPieces, insertUpdate, keepVersion, lockEdits } from './queries.ts';

/** What one video becomes, and what that costs. */
export interface EditedEstimate {
  id: string;
  name: string;
  changes: EditChange[];
  pieces: { total: number; cached: number };
  frames: { total: number; toDraw: number };
  credits: number;
}

interface Planned {
  opened: OpenEdit;
  edits: StoryboardEdits;
  made: EditedVideo;
  estimate: EditedEstimate;
  missing: ReadonlySet<string>;
}

type EditDeps = Pick<Deps, 'db' | 'queue' | 'speech' | 'settings'>;

/** Which videos get the edits of one of them. */
export interface EditWish {
  videoId: string;
  targets: readonly string[];
  /** Edits besides those that people wrote into its document; making it writes them there. */
  more?: StoryboardEdits;
}

/** What the edits of a video change in it, or in others of its batch, and what drawing that again costs. Changes nothing. */
export async function estimateEdits(
  deps: EditDeps,
  teamId: string,
  wish: EditWish,
  signal: AbortSignal,
): Promise<EditedEstimate[]> {
  const { planned } = await planEdits(deps, teamId, wish, signal);
  return planned.map(({ estimate }) => estimate);
}

/**
 * Makes videos anew with the edits of one of them: what did not change of them is not drawn again. Each keeps its old file
 * until the new one is there.
 * @throws ClipoError conflict where the cost is another than was agreed, or a video is being made; insufficient_credits
 */
export async function renderEdits(
  deps: EditDeps,
  actor: Actor,
  wish: EditWish & { credits: number },
  signal: AbortSignal,
): Promise<EditedEstimate[]> {
  const { teamId } = actor;
  const { batch, planned } = await planEdits(deps, teamId, wish, signal);
  const credits = planned.reduce((sum, { estimate }) => sum + estimate.credits, 0);
  if (credits !== wish.credits) {
    throw conflict(`it costs ${credits} credits now, not ${wish.credits}`);
  }
  await deps.db.asTeam(teamId, async (tx) => {
    const current = await lockBatch(tx, teamId, batch.id);
    if (current === undefined || current.status === 'planning' || current.isPaused) {
      throw conflict('the batch is paused or being planned');
    }
    const changed = planned.filter(({ estimate }) => estimate.changes.length > 0);
    if (changed.length === 0) {
      throw conflict('nothing was changed');
    }
    for (const { made } of changed) {
      await assertNoneWithdrawn(tx, teamId, batch.files, made.document);
    }
    const counts = { total: 0, done: 0 };
    for (const one of changed) {
      await reopenVideo(tx, deps, actor, batch.id, one);
      counts.total += one.estimate.pieces.total;
      counts.done += one.estimate.pieces.cached;
    }
    await updateBatch(tx, teamId, batch.id, {
      status: 'running',
      error: null,
      endedAt: null,
      videosLeft: current.videosLeft + changed.length,
      videosFailed: current.videosFailed - changed.filter(({ opened }) => opened.video.status === 'failed').length,
      piecesTotal: current.piecesTotal + counts.total,
      piecesDone: current.piecesDone + counts.done,
    });
    await insertEvents(tx, teamId, [
      { batchId: batch.id, type: 'video-edit', data: { videos: changed.map(({ opened }) => opened.video.id) } },
    ]);
  });
  return planned.map(({ estimate }) => estimate);
}

async function planEdits(
  deps: EditDeps,
  teamId: string,
  { videoId, targets, more }: EditWish,
  signal: AbortSignal,
): Promise<{ batch: BatchRow & { prepared: BatchPrepared }; planned: Planned[] }> {
  const ids = [...new Set([videoId, ...targets])].filter((id) => targets.includes(id));
  const { batch, source, opened } = await deps.db.asTeam(teamId, async (tx) => {
    const own = await openEdit(tx, teamId, videoId);
    const others: OpenEdit[] = [];
    for (const id of ids) {
      others.push(id === videoId ? own : await openEdit(tx, teamId, id));
    }
    return { source: own, opened: others, batch: await selectBatch(tx, teamId, own.video.batchId) };
  });
  const known = foundOr(batch, 'batch', source.video.batchId);
  const { prepared } = known;
  const stranger = opened.find(({ video }) => video.batchId !== source.video.batchId);
  if (prepared === null || stranger !== undefined) {
    throw conflict(`${stranger?.video.name ?? ''} is of another batch`);
  }
  const wanted = more === undefined ? source.edits : joinEdits(source.edits, more);
  const planned: Planned[] = [];
  for (const one of opened) {
    if (one.video.status !== 'done' && one.video.status !== 'failed') {
      throw conflict(`${one.video.name} is being made`);
    }
    const edits = one === source ? wanted : joinEdits(one.edits, carryEdits(wanted, source.base, one.base));
    const made = await editedVideo(deps, one, { brief: known.brief, prepared }, edits, signal);
    const hashes = made.pieces.map(({ hash }) => hash);
    const done = await deps.db.asTeam(teamId, (tx) => selectDonePieces(tx, teamId, hashes));
    const missing = made.pieces.filter(({ hash }) => !done.has(hash));
    const toDraw = missing.reduce((sum, { frames }) => sum + frames, 0);
    const total = made.pieces.reduce((sum, { frames }) => sum + frames, 0);
    planned.push({
      opened: one,
      edits,
      made,
      missing: new Set(missing.map(({ hash }) => hash)),
      estimate: {
        id: one.video.id,
        name: one.video.name,
        changes: made.changes,
        pieces: { total: made.pieces.length, cached: made.pieces.length - missing.length },
        frames: { total, toDraw },
        credits: made.changes.length === 0 ? 0 : editPrice(known.priceEach, { toDraw, total }),
      },
    });
  }
  return { batch: { ...known, prepared }, planned };
}

/** Puts one video back to work, in the transaction that says so. */
async function reopenVideo(
  tx: Transaction,
  { queue, settings }: Pick<EditDeps, 'queue' | 'settings'>,
  actor: Actor,
  batchId: string,
  { opened, edits, made, estimate }: Planned,
): Promise<void> {
  const { teamId } = actor;
  const { video } = opened;
  const madeBy = makerOf(actor);
  await lockEdits(tx, video.id);
  const current = await openEdit(tx, teamId, video.id);
  if (current.video.status !== video.status) {
    throw conflict(`${video.name} is being made`);
  }
  const update = writeEdits(openDocument([current.update]), edits);
  if (wholeUpdate(openDocument([update])).length > 2) {
    await insertUpdate(tx, { teamId, videoId: video.id, update, madeBy });
  }
  await keepVersion(tx, { teamId, videoId: video.id, edits, madeBy, isRender: true });
  await holdForEdit(tx, settings, {
    teamId,
    batchId,
    videoId: video.id,
    number: current.row.renders + 1,
    amount: estimate.credits,
    by: spenderOf(actor),
  });
  await countEditRender(tx, teamId, video.id, estimate.credits);
  const specs = made.pieces.map((piece) => ({ piece, settings: made.settings }));
  const before = await claimPieces(
    tx,
    teamId,
    specs.map((spec) => ({ teamId, hash: spec.piece.hash, batchId, spec, frames: spec.piece.frames })),
  );
  const open = made.pieces.filter(({ hash }) => before.get(hash) !== 'done');
  const toQueue = open.filter(({ hash }) => before.get(hash) !== 'queued');
  await deleteVideoPieces(tx, teamId, video.id);
  await insertVideoPieces(
    tx,
    made.pieces.map(({ hash }) => ({ teamId, videoId: video.id, hash })),
  );
  const isWhole = open.length === 0;
  await updateVideo(tx, teamId, video.id, {
    document: made.document,
    status: isWhole ? 'finishing' : 'waiting',
    piecesLeft: open.length,
    error: null,
    endedAt: null,
  });
  const costs = toQueue.map(({ frames }) => pieceCost(frames, made.settings.size));
  const turns = await takeTurns(tx, teamId, [...costs, ...(isWhole ? [1] : [])]);
  const statements = statementsOf(tx);
  await queue.add(
    statements,
    'render-piece',
    toQueue.map(({ hash }, index) => ({ payload: { teamId, hash, turn: turns[index] ?? 0 }, turn: turns[index] ?? 0 })),
  );
  if (isWhole) {
    const turn = turns.at(-1) ?? 0;
    await queue.add(statements, 'finish-video', [{ payload: { teamId, videoId: video.id, turn }, turn }]);
  }
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
