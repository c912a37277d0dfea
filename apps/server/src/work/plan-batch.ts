import type { ClipoError } from '@clipo/contract';
import { knownError } from '@clipo/messages';
import { statementsOf, type Transaction } from '../db/database.ts';
import { jsonText } from '../db/json-text.ts';
import { newId } from '../db/new-id.ts';
import type { BatchPerson, StoredError } from '../db/schema/index.ts';
import { batchContent } from '../features/batches/check-batch.ts';
import { type BatchRow, lockBatch, selectBatch, updateBatch } from '../features/batches/queries.ts';
import { releaseBatch } from '../features/credits/charge-batch.ts';
import { insertEvents } from '../features/events/queries.ts';
import { batchPurposes } from '../features/person-consents/ask-consent.ts';
import { outsideOf, personsAmong } from '../features/presenters/outside-of.ts';
import { insertVideoPieces, insertVideos } from '../features/videos/queries.ts';
import { assertAllowed } from '../guard/assert-allowed.ts';
import { briefFolder } from './batch-folders.ts';
import { planTaskOf } from './batch-input.ts';
import { pieceCost, takeTurns } from './fair-turns.ts';
import { judgeOutside } from './judge-outside.ts';
import { laidPoints } from './lay-out-points.ts';
import type { WrittenPlan } from './plan-messages.ts';
import { planInThread, textOf } from './planning.ts';
import { claimPieces } from './queries.ts';
import type { RunningJob } from './queue.ts';
import { refusalOf } from './refusal-of.ts';
import { teamOrders } from './team-orders.ts';
import type { WorkDeps } from './work-deps.ts';

/** Rows of large documents go in so many at a time. */
const rowsAtOnce = 50;

/** Plans a batch, and writes its videos, its pieces and their jobs in one transaction. */
export async function planBatch(deps: WorkDeps, { payload, signal }: RunningJob<'plan-batch'>): Promise<void> {
  const { teamId, batchId } = payload;
  const since = deps.stops.now();
  const batch = await deps.db.asTeam(teamId, (tx) => selectBatch(tx, teamId, batchId));
  if (batch?.status !== 'planning') {
    return;
  }
  const { startsAt } = batch;
  if (startsAt !== null && startsAt.getTime() > Date.now()) {
    // Asked for early, by a restore or a resumed pause: its time has not come.
    await deps.db.asTeam(teamId, (tx) =>
      deps.queue.add(statementsOf(tx), 'plan-batch', [{ payload, startAfter: startsAt }]),
    );
    return;
  }
  const refusal = () => refusalOf(deps, batch);
  const isWanted = async () => (await isPlanning(deps, batch)) && (await refusal()) === undefined;
  let planned: WrittenPlan;
  try {
    const verdict = await judgeOutside(deps, batch, signal);
    if (verdict === undefined) {
      return;
    }
    assertAllowed(batchContent(batch), verdict);
    planned = await deps.stops.run({ isWanted, signal, since }, async (stop) =>
      planInThread(
        { kind: 'plan', ...(await planTaskOf(batch, deps, 'all')) },
        stop,
        teamOrders(deps, { teamId, orderedFor: batchId }),
      ),
    );
  } catch (cause) {
    const error = knownError(cause, deps.settings.home);
    if (error.code === 'cancelled' && !signal.aborted) {
      const refused = await refusal();
      if (refused !== undefined) {
        await failBatch(deps, payload, storedError(refused));
      }
      return;
    }
    if (error.code === 'cancelled' || error.isRetryable) {
      throw error;
    }
    if (error.code === 'disk_full') {
      await pausePlanning(deps, payload, storedError(error));
      return;
    }
    await failBatch(deps, payload, storedError(error));
    return;
  }
  await deps.db.asTeam(teamId, async (tx) => {
    const current = await lockBatch(tx, teamId, batchId);
    if (current?.status === 'planning') {
      // Somebody may have paused it meanwhile.
      await storePlan(tx, { ...batch, isPaused: current.isPaused }, planned, deps);
    }
  });
}

async function isPlanning({ db }: Pick<WorkDeps, 'db'>, { teamId, id }: BatchRow): Promise<boolean> {
  return (await db.asTeam(teamId, (tx) => selectBatch(tx, teamId, id)))?.status === 'planning';
}

async function storePlan(
  tx: Transaction,
  batch: BatchRow,
  planned: WrittenPlan,
  { queue, settings }: Pick<WorkDeps, 'queue' | 'settings'>,
): Promise<void> {
  const { teamId, id: batchId } = batch;
  const ready = new Set<string>();
  const toDraw: WrittenPlan['pieces'] = [];
  for (const part of chunks(planned.pieces)) {
    const before = await claimPieces(
      tx,
      teamId,
      part.map(({ hash, frames, spec }) => ({ teamId, hash, batchId, spec: jsonText(textOf(spec)), frames })),
    );
    for (const piece of part) {
      const status = before.get(piece.hash);
      if (status === 'done') {
        ready.add(piece.hash);
      } else if (status !== 'queued') {
        toDraw.push(piece);
      }
    }
  }
  const finishing: { videoId: string }[] = [];
  for (const part of chunks([...planned.videos.entries()])) {
    const rows = part.map(([ordinal, { pieces, document, ...video }]) => {
      const piecesLeft = pieces.filter((hash) => !ready.has(hash)).length;
      const status = piecesLeft === 0 && !batch.isPaused ? ('finishing' as const) : ('waiting' as const);
      return {
        id: newId('vid'),
        teamId,
        batchId,
        ordinal,
        piecesLeft,
        status,
        document: jsonText(textOf(document)),
        ...video,
      };
    });
    await insertVideos(tx, rows);
    await insertVideoPieces(
      tx,
      part.flatMap(([, { pieces }], index) =>
        pieces.map((hash) => ({ teamId, videoId: rows[index]?.id as string, hash })),
      ),
    );
    finishing.push(...rows.filter(({ status }) => status === 'finishing').map(({ id }) => ({ videoId: id })));
  }
  const costs = toDraw.map(({ frames, size }) => pieceCost(frames, size));
  const turns = await takeTurns(tx, teamId, [...costs, ...finishing.map(() => 1)]);
  const statements = statementsOf(tx);
  await queue.add(
    statements,
    'render-piece',
    toDraw.map(({ hash }, index) => {
      const turn = turns[index] ?? 0;
      return { payload: { teamId, hash, turn }, turn };
    }),
  );
  await queue.add(
    statements,
    'finish-video',
    finishing.map(({ videoId }, index) => {
      const turn = turns[costs.length + index] ?? 0;
      return { payload: { teamId, videoId, turn }, turn };
    }),
  );
  const counts = { videos: planned.videos.length, pieces: planned.pieces.length, cached: ready.size };
  await updateBatch(tx, teamId, batchId, {
    status: 'running',
    startedAt: new Date(),
    prepared: {
      plan: planned.plan,
      words: { ...planned.words, products: [...planned.words.products].map(copyProduct) },
      materials: planned.materials,
      fonts: planned.fonts,
      people: await peopleOfPlan(tx, batch, planned, { settings }),
      warnings: planned.warnings,
    },
    warnings: planned.warnings,
    videosTotal: counts.videos,
    videosLeft: counts.videos,
    piecesTotal: counts.pieces,
    piecesDone: counts.cached,
  });
  await insertEvents(tx, teamId, [
    { batchId, type: 'batch-plan', data: counts },
    ...planned.warnings.map((message) => ({ batchId, type: 'warning', data: { message } })),
  ]);
}

/** Persons of a plan with their materials; an engine's own avatar has none. */
async function peopleOfPlan(
  tx: Transaction,
  batch: BatchRow,
  { people }: Pick<WrittenPlan, 'people'>,
  { settings }: Pick<WorkDeps, 'settings'>,
): Promise<BatchPerson[]> {
  const among = await personsAmong(tx, await outsideOf(tx, batch.teamId, batch), batchPurposes, settings);
  const folder = briefFolder(settings.home, batch.id);
  return Promise.all(
    people.map(async ({ name, file: own, prepared }) => {
      const { materialId = batch.files[name] ?? '', purposes } = among.find((person) => person.file === own) ?? {};
      const file = own === '' ? name : own;
      const landmarks = await laidPoints(folder, file);
      return {
        file,
        materialId,
        prepared,
        ...(purposes && { purposes: [...purposes] }),
        ...(landmarks && { landmarks }),
      };
    }),
  );
}

function copyProduct({ product, materials }: WrittenPlan['words']['products'][number]) {
  return { product, materials: [...materials] };
}

/** A full disk fails nothing: whoever has made room resumes the batch, and it is planned then. */
async function pausePlanning(
  { db }: Pick<WorkDeps, 'db'>,
  { teamId, batchId }: { teamId: string; batchId: string },
  error: StoredError,
): Promise<void> {
  await db.asTeam(teamId, async (tx) => {
    const batch = await lockBatch(tx, teamId, batchId);
    if (batch?.status === 'planning') {
      await updateBatch(tx, teamId, batchId, { isPaused: true, error });
      await insertEvents(tx, teamId, [{ batchId, type: 'batch-pause', data: { error } }]);
    }
  });
}

/** Ends a batch that could not be planned. */
export async function failBatch(
  { db }: Pick<WorkDeps, 'db'>,
  { teamId, batchId }: { teamId: string; batchId: string },
  error: StoredError,
): Promise<void> {
  await db.asTeam(teamId, async (tx) => {
    const batch = await lockBatch(tx, teamId, batchId);
    if (batch?.status !== 'planning') {
      return;
    }
    await releaseBatch(tx, teamId, batchId);
    await updateBatch(tx, teamId, batchId, { status: 'failed', error, endedAt: new Date() });
    await insertEvents(tx, teamId, [{ batchId, type: 'batch-end', data: { status: 'failed', error } }]);
  });
}

/** An error as it is kept. */
export function storedError({ code, message, details }: ClipoError): StoredError {
  return { code, message, details };
}

function chunks<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / rowsAtOnce) }, (_, index) =>
    list.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce),
  );
}
