import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { markingOf, presenterModule } from '@clipo/batch';
import { ClipoError } from '@clipo/contract';
import { openWorkerPool } from '@clipo/engine';
import { publicOnly } from '@clipo/guarded-fetch';
import { openLooker } from '@clipo/safety/pictures';
import { openFilmLooker } from '../check/look-at-film.ts';
import { listenTo } from '../db/listen.ts';
import type { Deps } from '../deps.ts';
import { openModerators } from '../features/moderators/open-moderators.ts';
import { openTeamEnvelope } from '../features/privacy/open-envelope.ts';
import { watchRules } from '../features/rules/watch-rules.ts';
import { openSecrets } from '../guard/secrets.ts';
import type { MediaStore } from '../media/media-store.ts';
import { endBatch } from './end-batch.ts';
import { failVideo, finishVideo } from './finish-video.ts';
import { forgetWithdrawn } from './forget-withdrawn.ts';
import { type JobName, jobs } from './jobs.ts';
import { openPieceExchange } from './piece-exchange.ts';
import { failBatch, planBatch } from './plan-batch.ts';
import { openReadyBatches } from './prepared.ts';
import { stopChannel } from './queries.ts';
import { handlersOf, type OnLost, on, openQueue } from './queue.ts';
import { openRenderOnce } from './render-once.ts';
import { failPiece, renderPiece } from './render-piece.ts';
import { failRender, makeRender } from './renders/make-render.ts';
import { seeMaterial } from './see-material.ts';
import { openStops } from './stops.ts';
import { keepTidy } from './tidy-home.ts';
import { openTurnTaking } from './turn-taking.ts';
import type { WorkDeps } from './work-deps.ts';

/** A worker of this process. */
export interface RunningWorker {
  /** Gives its work back and ends. What runs is stopped: another worker begins it anew, as it would after a crash. */
  stop(): Promise<void>;
}

/** Time to write down what has just been finished; encoders are stopped at once. */
const graceMs = 3000;

/**
 * Begins to work on what is in the queue: warm threads for the cores, one encoder thread each.
 * @param deps.media where materials come from and videos go
 * @param deps.addresses which addresses of edits may be fetched; public ones unless told
 */
export async function startWorker(
  deps: Pick<Deps, 'db' | 'settings' | 'log'> & { media: MediaStore } & Partial<Pick<Deps, 'addresses' | 'envelope'>>,
): Promise<RunningWorker> {
  const { db, settings, log } = deps;
  const cores = settings.CLIPO_WORKERS ?? availableParallelism();
  const stops = openStops();
  const queue = await openQueue(db.url, log);
  const marking = markingOf(settings.CLIPO_WATERMARK_KEY);
  const pool = openWorkerPool(cores, presenterModule, [], marking, join(settings.home, 'cache', 'fonts'));
  const once = openRenderOnce(db.url, log);
  const exchange = await openPieceExchange(deps);
  const forget = () =>
    forgetWithdrawn(deps).catch((cause: unknown) => log.warn({ cause }, 'who withdrew could not be forgotten'));
  const listening = listenTo(db.url, stopChannel, {
    onNotice(what) {
      stops.ask();
      if (what === 'withdrawal') {
        void forget();
      }
    },
    // It has just come, or something was missed.
    onGap() {
      stops.ask();
      void forget();
    },
  });
  const ending = new AbortController();
  // One more than cores: while one ends, the next is being prepared.
  const turns = openTurnTaking(cores + 1);
  const looker = openLooker();
  const moderators = openModerators(deps.settings);
  const work: WorkDeps = { envelope: lazyEnvelope(deps), ...deps, queue, pool, stops, looker, moderators };
  const films = settings.CLIPO_LOOK_AT_FILMS === 'on' ? openFilmLooker(work) : undefined;
  const whole = { ...work, films, ready: openReadyBatches(work), renderOnce: once.renderOnce, exchange };
  const until = <J extends { signal: AbortSignal }>(job: J): J => ({
    ...job,
    signal: AbortSignal.any([job.signal, ending.signal]),
  });
  const rules = watchRules(deps);
  const judged =
    <J>(run: (job: J) => Promise<void>) =>
    async (job: J) => {
      await rules.look();
      await run(job);
    };
  const handlers = handlersOf([
    on(
      'plan-batch',
      judged((job) => planBatch(work, until(job))),
    ),
    on('render-piece', (given) => {
      const job = until(given);
      return turns.run(job.payload.turn, job.signal, () => renderPiece(whole, job));
    }),
    on(
      'finish-video',
      judged((given) => {
        const job = until(given);
        return turns.run(job.payload.turn, job.signal, () => finishVideo(whole, job));
      }),
    ),
    on(
      'end-batch',
      judged((job) => endBatch(work, until(job))),
    ),
    on(
      'make-render',
      judged((job) => makeRender({ addresses: publicOnly, ...deps, ...whole, looker }, until(job))),
    ),
    on('see-material', (job) => seeMaterial(deps, until(job))),
  ]);
  await queue.work(handlers, lostHandler(work), cores);
  const endTidying = keepTidy(deps);
  return {
    async stop() {
      endTidying();
      ending.abort();
      await queue.stop(graceMs);
      await Promise.allSettled([pool.close(), looker.close(), once.close(), exchange.close(), listening.close()]);
    },
  };
}

/** The secret is read once something sealed is needed: most workers never do. */
export function lazyEnvelope({ db, settings }: Pick<Deps, 'db' | 'settings'>): WorkDeps['envelope'] {
  let open: Promise<Deps['envelope']> | undefined;
  return {
    unseal: async (sealed, place) => {
      open ??= openSecrets(settings).then((secrets) => openTeamEnvelope(db, secrets));
      return (await open).unseal(sealed, place);
    },
  };
}

/** What failed at every try is told as failed; nothing waits for it for ever. */
function lostHandler(work: WorkDeps): OnLost {
  return async ({ name, payload, problem }) => {
    work.log.error({ job: name, payload, problem }, 'a job failed at every try');
    const error = { code: 'internal', message: problem, details: { problem } };
    await endLost(work, name, payload, error);
  };
}

async function endLost(
  work: WorkDeps,
  name: JobName,
  payload: unknown,
  error: Parameters<typeof failBatch>[2],
): Promise<void> {
  switch (name) {
    case 'plan-batch':
      return failBatch(work, jobs[name].payload.parse(payload), error);
    case 'render-piece':
      return failPiece(work, jobs[name].payload.parse(payload), error);
    case 'finish-video': {
      const { teamId, videoId } = jobs[name].payload.parse(payload);
      return failVideo(work, teamId, videoId, error);
    }
    case 'make-render':
      return failRender(work, jobs[name].payload.parse(payload), error);
    // It is found by its name, as before.
    case 'see-material':
      return undefined;
    case 'end-batch':
      throw new ClipoError('internal', error.message);
  }
}
