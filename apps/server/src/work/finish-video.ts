import { join } from 'node:path';
import { makeVideo, openCredentialSigner, type PreparedVideo, providerOf, readLabelKey } from '@clipo/batch';
import { ClipoError, type ManifestVideo, type QualityKind } from '@clipo/contract';
import { distinctPieces, planVideo } from '@clipo/engine';
import { knownError } from '@clipo/messages';
import type { Looked } from '../check/check.ts';
import type { FilmLooker } from '../check/look-at-film.ts';
import type { Verdict } from '../check/verdict.ts';
import { statementsOf } from '../db/database.ts';
import type { VideoFiles } from '../db/schema/index.ts';
import { lockBatch } from '../features/batches/queries.ts';
import { downAtEnd, downFor } from '../features/cases/take-down.ts';
import { checkWithProofs } from '../features/claim-proofs/check-with-proofs.ts';
import { selectAllowedContents } from '../features/materials/usable-materials.ts';
import { openCase } from '../features/safety/open-case.ts';
import { videoContent } from '../features/videos/check-video.ts';
import { endVideo, selectVideo, updateVideo, type VideoRow } from '../features/videos/queries.ts';
import { assertAllowed } from '../guard/assert-allowed.ts';
import { admitShown, poolFor } from './admit-people.ts';
import { batchFolder, briefFolder } from './batch-folders.ts';
import { plainSettings, triedTaskOf } from './batch-input.ts';
import { type EndedVideo, endVideosOf } from './end-videos.ts';
import { pauseForDisk } from './pause-for-disk.ts';
import type { PieceExchange } from './piece-exchange.ts';
import { storedError } from './plan-batch.ts';
import { replanInThread } from './planning.ts';
import { localDocument } from './portable.ts';
import type { openReadyBatches, ReadyBatch } from './prepared.ts';
import { countRedrawn, holdVideo, momentNow } from './queries.ts';
import type { RunningJob } from './queue.ts';
import type { WorkDeps } from './work-deps.ts';

interface FinishJobDeps extends WorkDeps {
  /** Looks at what was made; left out where the operator wants none of it looked at. */
  films: FilmLooker | undefined;
  ready: ReturnType<typeof openReadyBatches>;
  exchange: PieceExchange;
}

/** Joins, labels and checks one video, and puts its files into the media store. */
export async function finishVideo(deps: FinishJobDeps, { payload, signal }: RunningJob<'finish-video'>): Promise<void> {
  const { teamId, videoId } = payload;
  const since = deps.stops.now();
  const { video, began } = await deps.db.asTeam(teamId, async (tx) => ({
    video: await selectVideo(tx, teamId, videoId),
    began: await momentNow(tx),
  }));
  if (video?.status !== 'finishing') {
    return;
  }
  try {
    const ready = await deps.ready(teamId, video.batchId, signal);
    const isWanted = async () =>
      (await deps.db.asTeam(teamId, (tx) => selectVideo(tx, teamId, videoId)))?.status === 'finishing';
    const { made, files, redrawn, looked } = await deps.stops.run({ isWanted, signal, since }, (stop) =>
      makeFiles(deps, video, ready, stop),
    );
    const content = videoContent({ files, record: made });
    await deps.db.asTeam(teamId, async (tx) => {
      const verdict = await checkWithProofs(tx, teamId, content, [made.product], undefined, looked);
      // What a reviewer has to see first is kept, and nobody sees it until then.
      if (verdict.outcome !== 'held') {
        assertAllowed(content, verdict);
      }
      const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
      const isFirst = await endVideo(tx, teamId, videoId, {
        status: 'done',
        record: made,
        files,
        bytes,
        verdict: downFor(verdict, await downAtEnd(tx, video)),
        error: null,
        joins: video.joins + 1,
      });
      const about = { teamId, subject: 'video', subjectId: videoId, name: video.name } as const;
      await openCase(tx, { ...about, ...evidenceOf(verdict, files), verdict });
      await countRedrawn(tx, teamId, redrawn);
      if (isFirst) {
        await endVideosOf(tx, deps.queue, teamId, [{ ...ended(video), status: 'done' }]);
      }
    });
  } catch (cause) {
    await settleFailure(deps, video, { began, error: knownError(cause, deps.settings.home) }, signal);
  }
}

/** What a reviewer is shown: the film, or the cover where only that is in doubt. */
function evidenceOf({ findings }: Pick<Verdict, 'findings'>, files: VideoFiles): { sha256: string; mediaType: string } {
  const [first, ...others] = findings.filter(({ severity }) => severity === 'review').map(({ field }) => field);
  const isCover = first?.startsWith('cover@') === true && others.every((field) => field === first);
  if (!isCover) {
    return { sha256: files.video.sha256, mediaType: 'video/mp4' };
  }
  const cover = first === 'cover@3x4' && files.cover3x4 !== undefined ? files.cover3x4 : files.cover;
  return { sha256: cover.sha256, mediaType: 'image/png' };
}

async function settleFailure(
  deps: FinishJobDeps,
  video: VideoRow,
  { began, error }: { began: string; error: ClipoError },
  signal: AbortSignal,
): Promise<void> {
  const { teamId, id } = video;
  if (error.code === 'cancelled' && !signal.aborted) {
    return;
  }
  if (error.code === 'disk_full') {
    await pauseForDisk(deps, teamId, { hashOrVideo: id, since: began, error: storedError(error) });
    await deps.db.asTeam(teamId, async (tx) => {
      // Held under the batch's lock: who resumes it sees the video that waits, or it is not paused any more.
      const batch = await lockBatch(tx, teamId, video.batchId);
      if (batch?.isPaused === false) {
        await deps.queue.add(statementsOf(tx), 'finish-video', [{ payload: { teamId, videoId: id, turn: 0 } }]);
      } else {
        await holdVideo(tx, teamId, id);
      }
    });
  } else if (error.isRetryable || ['cancelled', 'internal'].includes(error.code)) {
    throw error;
  } else {
    await failVideo(deps, teamId, id, storedError(error));
  }
}

/** Ends a video that can't be made. The others of its batch go on. */
export async function failVideo(
  { db, queue }: Pick<WorkDeps, 'db' | 'queue'>,
  teamId: string,
  videoId: string,
  error: ReturnType<typeof storedError>,
): Promise<void> {
  await db.asTeam(teamId, async (tx) => {
    const video = await selectVideo(tx, teamId, videoId);
    if (video !== undefined && (await endVideo(tx, teamId, videoId, { status: 'failed', error }))) {
      await endVideosOf(tx, queue, teamId, [{ ...ended(video), status: 'failed', error }]);
    }
  });
}

function ended({ id, name, batchId }: VideoRow): Pick<EndedVideo, 'id' | 'name' | 'batchId'> {
  return { id, name, batchId };
}

async function makeFiles(
  deps: FinishJobDeps,
  row: VideoRow,
  ready: ReadyBatch,
  signal: AbortSignal,
): Promise<{ made: ManifestVideo; files: VideoFiles; redrawn: string[]; looked: Looked | undefined }> {
  const { settings, media } = deps;
  const { batch, prepared } = ready;
  const plain = plainSettings(batch, settings);
  const outDir = join(batchFolder(settings.home, batch.id), 'out');
  const video = preparedOf(row, settings.home);
  const people = await admitShown(deps, ready, video.storyboard);
  const bring = ({ plan }: Pick<PreparedVideo, 'plan'>) =>
    deps.exchange.bring(
      distinctPieces([plan]).map(({ hash }) => hash),
      signal,
    );
  await bring(video);
  const signer = await openCredentialSigner(settings.home, plain.credentials);
  const redrawn: string[] = [];
  let { plan } = video;
  const { video: made } = await makeVideo(
    { prepared: video, replanned: row.document.replanned as QualityKind[] },
    {
      outDir,
      cacheDir: join(settings.home, 'cache'),
      providerCode: providerOf(settings.CLIPO_PROVIDER_CODE).code,
      labelKey: await readLabelKey(settings.CLIPO_LABEL_KEY),
      credentials: signer && { signer, folder: briefFolder(settings.home, batch.id) },
      pool: poolFor(deps.pool, people),
      materials: prepared.materials,
      people,
      input: prepared.words,
      signal,
      onEvent: (event) => {
        if (event.event === 'piece-end' && !event.cached) {
          redrawn.push(event.hash);
        }
      },
      env: { ...plain, variable: (name) => plain.variables[name] },
      async replan({ others: _others, ...rest }, findings) {
        if (row.document.isEdited === true) {
          return undefined;
        }
        const task = await triedTaskOf(batch, deps);
        const other = await replanInThread({ kind: 'replan', ...task, video: rest, findings }, signal);
        if (other === undefined) {
          return undefined;
        }
        await bring(other.video);
        ({ plan } = other.video);
        await deps.db.asTeam(row.teamId, (tx) =>
          updateVideo(tx, row.teamId, row.id, {
            document: { ...row.document, storyboard: other.video.storyboard, replanned: other.kinds },
          }),
        );
        return { video: { ...other.video, others: _others }, kinds: other.kinds };
      },
    },
  );
  // Cached pieces ask nobody: who withdrew meanwhile is in no new file.
  await admitShown(deps, ready, video.storyboard);
  const otherCovers = made.otherCovers ?? [];
  const covers = [{ format: video.format, file: made.cover ?? '' }, ...otherCovers];
  const looked = await deps.films?.look(
    {
      pieces: plan.pieces,
      settings: video.settings,
      covers: covers.map(({ format, file }) => ({ format, path: join(outDir, file) })),
      language: video.language,
      allowed: await deps.db.asTeam(row.teamId, (tx) => selectAllowedContents(tx, row.teamId, batch.files)),
    },
    signal,
  );
  const others = otherCovers.map(({ format, file }) => [`cover${format}`, file] as const);
  const paths = Object.entries({ video: made.file, cover: made.cover, ...made.captions });
  const stored = await Promise.all(
    [...paths, ...others].map(async ([kind, path]) => {
      if (path === null) {
        throw new ClipoError('internal', `a finished video has no ${kind}`);
      }
      const { hash, sizeBytes } = await media.putFile(join(outDir, path), { isMove: true });
      return [kind, { sha256: hash, bytes: sizeBytes }] as const;
    }),
  );
  return { made, files: Object.fromEntries(stored) as VideoFiles, redrawn, looked };
}

/** The video as the pipeline knows it. Its plan is cut anew: the same storyboard gives the same pieces. */
export function preparedOf(row: VideoRow, home: string): Omit<PreparedVideo, 'others'> {
  const { storyboard, lines, settings, axes, code, products, presenter } = localDocument(row.document, home);
  const { name, product, creative, language, format } = row;
  const renderSettings = settings as PreparedVideo['settings'];
  return {
    name,
    product,
    creative,
    language: language as PreparedVideo['language'],
    format: format as PreparedVideo['format'],
    storyboard,
    lines: lines as PreparedVideo['lines'],
    settings: renderSettings,
    code,
    axes: axes as PreparedVideo['axes'],
    products,
    presenter,
    plan: planVideo(storyboard, renderSettings),
  };
}
