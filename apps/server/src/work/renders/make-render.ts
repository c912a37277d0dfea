import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ClipoError, errorTable } from '@clipo/contract';
import { knownError } from '@clipo/messages';
import { check } from '../../check/check.ts';
import { lookAtMade } from '../../check/look-at-made.ts';
import { Verdict } from '../../check/verdict.ts';
import type { Transaction } from '../../db/database.ts';
import type { RenderFile, RenderKind, RenderStatus, StoredError } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { closeRender } from '../../features/credits/charge-render.ts';
import { insertEvents } from '../../features/events/queries.ts';
import { renderContent, wishContent } from '../../features/renders/check-render.ts';
import { type RenderRow, selectRender, updateOpenRender } from '../../features/renders/queries.ts';
import { openCase } from '../../features/safety/open-case.ts';
import { loseUnmarkedCopy } from '../../features/undertakings/queries.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import { storedError } from '../plan-batch.ts';
import type { openReadyBatches } from '../prepared.ts';
import type { RunningJob } from '../queue.ts';
import type { WorkDeps } from '../work-deps.ts';
import { judgeWish } from './judge-wish.ts';
import { makeEdit } from './make-edit.ts';
import { makePresentation } from './make-presentation.ts';
import { makeSpeechFile } from './make-speech-file.ts';
import { makeUnmarkedCopy } from './make-unmarked-copy.ts';

/** What the making of a render may use, and how it tells how far it is. */
export interface Making {
  row: RenderRow;
  /** A folder of its own, removed afterwards. */
  folder: string;
  signal: AbortSignal;
  tell(status: RenderStatus, percent: number): Promise<void>;
  /**
   * Has a question asked again whenever somebody stopped or withdrew something: where it throws a ClipoError, the making
   * ends with that.
   */
  onlyWhile(question: () => Promise<void>): void;
}

/** A file that was made, labelled, and read back. */
export interface MadeFile {
  path: string;
  /** At which moments all that it shows was allowed by a reviewer. */
  isDecided?: (atMs: number) => boolean;
  type: string;
  name: string;
  result: Record<string, unknown>;
  /** Writes down what else is to be known of it, in the transaction that ends the render. */
  keep?(tx: Transaction): Promise<void>;
}

/** What renders are made with. */
export interface RenderDeps extends WorkDeps, Pick<Deps, 'addresses' | 'looker'> {
  ready: ReturnType<typeof openReadyBatches>;
}

const makers: Readonly<Record<RenderKind, (deps: RenderDeps, making: Making) => Promise<MadeFile>>> = {
  edit: makeEdit,
  present: makePresentation,
  speech: makeSpeechFile,
  unmarked: makeUnmarkedCopy,
};

/** Where the renders of a machine that are being made have a folder each. */
export const rendersFolder = (home: string): string => join(home, 'renders');

/** Makes a single file, whole and labelled, and puts it into the media store. */
export async function makeRender(deps: RenderDeps, { payload, signal }: RunningJob<'make-render'>): Promise<void> {
  const { teamId, renderId } = payload;
  const { db, settings, media, stops } = deps;
  const since = stops.now();
  const row = await db.asTeam(teamId, (tx) => updateOpenRender(tx, renderId, { startedAt: new Date() }));
  if (row === undefined) {
    return;
  }
  let mayGoOn = () => Promise.resolve();
  const refusal = () => mayGoOn().then(() => undefined, clipoErrorOf);
  const isWanted = async () =>
    (await db.asTeam(teamId, (tx) => selectRender(tx, renderId)))?.endedAt === null && (await refusal()) === undefined;
  const onlyWhile: Making['onlyWhile'] = (question) => {
    mayGoOn = question;
  };
  const tell = async (status: RenderStatus, percent: number) => {
    await db.asTeam(teamId, (tx) => updateOpenRender(tx, renderId, { status, percent }));
  };
  const folder = join(rendersFolder(settings.home), renderId);
  try {
    const ofWords = row.kind === 'unmarked' ? row.verdict : await judgeWish(deps, row, signal);
    if (ofWords === undefined) {
      return;
    }
    assertAllowed(wishContent(row), ofWords);
    await mkdir(folder, { recursive: true });
    const made = await stops.run({ isWanted, signal, since }, (stop) =>
      makers[row.kind](deps, { row, folder, signal: stop, tell, onlyWhile }),
    );
    await tell('saving', 99);
    // A copy without the mark is of a film that was looked at.
    const looked = row.kind === 'unmarked' ? undefined : await lookAtMade(deps, made, signal);
    const { hash, sizeBytes } = await media.putFile(made.path, { isMove: true });
    const file: RenderFile = { sha256: hash, bytes: sizeBytes, type: made.type, name: made.name };
    const content = renderContent({ wish: row.wish, file });
    const verdict = check(content, looked);
    // What a reviewer has to see first is kept, and nobody gets it until then.
    if (verdict.outcome !== 'held') {
      assertAllowed(content, verdict);
    }
    await endRender(
      deps,
      row,
      { status: 'done', percent: 100, file, bytes: sizeBytes, verdict, result: made.result, error: null },
      async (tx) => {
        await made.keep?.(tx);
        const about = { teamId, subject: 'render', subjectId: renderId, name: made.name } as const;
        await openCase(tx, { ...about, sha256: hash, mediaType: made.type, verdict });
      },
    );
  } catch (cause) {
    const error = knownError(cause, settings.home);
    if (error.code === 'cancelled' && !signal.aborted) {
      const refused = await refusal();
      if (refused !== undefined) {
        await failRender(deps, payload, storedError(refused));
      }
      return;
    }
    if (!isFinal(error)) {
      throw error;
    }
    await failRender(deps, payload, storedError(error));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a question was refused with. A database that is away refuses nothing. */
function clipoErrorOf(cause: unknown): ClipoError {
  if (cause instanceof ClipoError) {
    return cause;
  }
  throw cause;
}

/** Trying again would end alike: it is the input's fault, or known not to pass. The rest is tried again. */
function isFinal(error: ClipoError): boolean {
  return !error.isRetryable && (errorTable[error.code].exit === 2 || error.code === 'fetch_failed');
}

/** Ends a render that can't be made. */
export async function failRender(
  deps: Pick<WorkDeps, 'db'>,
  { teamId, renderId }: { teamId: string; renderId: string },
  error: StoredError,
): Promise<void> {
  const row = await deps.db.asTeam(teamId, (tx) => selectRender(tx, renderId));
  if (row !== undefined) {
    const lose = row.kind === 'unmarked' ? (tx: Transaction) => loseUnmarkedCopy(tx, row) : undefined;
    await endRender(deps, row, { status: 'failed', error }, lose);
  }
}

async function endRender(
  { db }: Pick<WorkDeps, 'db'>,
  { teamId, id, kind }: RenderRow,
  change: Parameters<typeof updateOpenRender>[2] & { status: 'done' | 'failed' },
  keep: MadeFile['keep'],
): Promise<void> {
  await db.asTeam(teamId, async (tx) => {
    const ended = await updateOpenRender(tx, id, { ...change, endedAt: new Date() });
    if (ended !== undefined) {
      const { status, error } = ended;
      const isMade = status === 'done';
      // What nobody gets yet is neither spent nor given back: that, too, comes with the ruling.
      const isHeld = isMade && Verdict.safeParse(ended.verdict).data?.outcome === 'held';
      if (!isHeld) {
        await closeRender(tx, { teamId, renderId: id, isMade });
      }
      await keep?.(tx);
      // Who is told that it has ended can fetch it, or is told why not: what is held ends with the ruling.
      const type = isHeld ? 'render-hold' : 'render-end';
      await insertEvents(tx, teamId, [
        { batchId: null, type, data: { id, kind, status, ...(error === null ? {} : { error }) } },
      ]);
    }
  });
}
