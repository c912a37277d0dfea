import { createHash } from 'node:crypto';
import { mkdir, realpath, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  ClipoError,
  type ConsentPurpose,
  type PresenterEngine,
  type PresenterJob,
  type PresenterState,
} from '@clipo/contract';
import { guardedFetch, publicOnly } from '@clipo/guarded-fetch';
import { engineFailure, type FetchUrl, fetchResult } from './fetch-result.ts';
import { folderBook, type OrderBook } from './order-book.ts';

/** How a job is followed. */
export interface RemoteRun {
  /** Where results are brought to. */
  folder: string;
  /** Where orders are kept; left out, beside their results. */
  orders?: OrderBook | undefined;
  /** All together, from the first submission on. */
  deadlineMs: number;
  pollMs?: number | undefined;
  fetchUrl?: FetchUrl | undefined;
  /** Resolves when a webhook told of a job; it is asked again all the same. */
  called?: ((ref: string, signal: AbortSignal) => Promise<void>) | undefined;
  onState?: ((state: PresenterState) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** An engine's video on this machine. */
export interface RemoteVideo {
  video: string;
  mask: string | undefined;
  alpha: NonNullable<PresenterState['result']>['alpha'];
  costCents: number | undefined;
}

const mostTries = 5;

/**
 * Has an engine make one video and brings it here: consent asked, job handed in, followed by asking and by webhook, result
 * saved at once. Equal jobs are made once, also after a crash.
 * @throws ClipoError `presenter_failed` (rule `engine_…`), `consent_needed`, `url_refused`, `fetch_failed`, `cancelled`
 */
export async function runRemote(engine: PresenterEngine, job: PresenterJob, run: RemoteRun): Promise<RemoteVideo> {
  await askConsent(engine, job);
  const { mostAudioMs, leastAudioMs, mostAudioBytes } = engine.capabilities;
  const { size } = await stat(job.audio.path);
  if (job.audio.durationMs > mostAudioMs || job.audio.durationMs < leastAudioMs || size > mostAudioBytes) {
    throw engineFailure(engine.id, 'engine_audio_too_long', `takes ${leastAudioMs} to ${mostAudioMs} ms of speech`);
  }
  await mkdir(run.folder, { recursive: true });
  const name = createHash('sha256').update(`${engine.id}\n${job.idempotencyKey}`).digest('hex').slice(0, 32);
  const file = (ending: string) => path.join(run.folder, `${name}.${ending}`);
  const { orders = folderBook(run.folder) } = run;
  const faceSha256 = job.source.kind === 'avatar' ? undefined : job.source.consent.fileSha256;
  const facts = { engine: engine.id, spokenMs: job.audio.durationMs, faceSha256 };
  const end = AbortSignal.timeout(run.deadlineMs);
  const signal = run.signal === undefined ? end : AbortSignal.any([end, run.signal]);
  try {
    const known = await orders.read(name);
    const started = known ?? (await handIn(engine, job, run, signal));
    await orders.write(name, started, facts);
    const state = await follow(engine, started, run, signal);
    await orders.write(name, state, facts);
    const files = { name, video: file('video'), mask: file('mask') };
    return await bringHere(engine, state, files, { ...run, orders }, signal);
  } catch (error) {
    if (end.aborted && run.signal?.aborted !== true) {
      throw engineFailure(engine.id, 'engine_timeout', `not done in ${run.deadlineMs} ms`, {}, true);
    }
    if (run.signal?.aborted === true) {
      const ref = (await orders.read(name))?.ref;
      await (ref === undefined ? undefined : engine.cancel?.(ref).catch(() => undefined));
    } else {
      await orders.drop(name);
    }
    throw error;
  }
}

/** What a person must have granted before an engine gets their face. */
export function neededPurposes({ capabilities }: PresenterEngine): ConsentPurpose[] {
  return [
    'render',
    ...(capabilities.isOutside ? (['outside_engine'] as const) : []),
    ...(capabilities.isAbroad ? (['cross_border'] as const) : []),
  ];
}

async function askConsent(engine: PresenterEngine, { source }: PresenterJob): Promise<void> {
  if (source.kind === 'avatar') {
    return;
  }
  await source.consent.recheck();
  const lacking = neededPurposes(engine).filter((purpose) => !source.consent.purposes.includes(purpose));
  if (lacking.length > 0) {
    const [file, purposes, problem] = [path.basename(source.path), lacking.join(', '), 'its consent does not cover it'];
    throw new ClipoError('consent_needed', `${file}: ${problem}: ${purposes}`, {
      details: { file, rule: 'consent_purpose', purposes, problem },
    });
  }
}

async function handIn(
  engine: PresenterEngine,
  job: PresenterJob,
  run: RemoteRun,
  signal: AbortSignal,
): Promise<PresenterState> {
  for (let tried = 1; ; tried++) {
    const state = await engine.submit(job, signal);
    if (state.phase !== 'failed' || state.error?.isRetryable !== true || tried >= mostTries) {
      return settled(engine, state);
    }
    await wait((run.pollMs ?? 2000) * 2 ** (tried - 1), undefined, { signal });
  }
}

async function follow(
  engine: PresenterEngine,
  first: PresenterState,
  run: RemoteRun,
  signal: AbortSignal,
): Promise<PresenterState> {
  let pause = run.pollMs ?? 2000;
  let misses = 0;
  for (let state = first; ; ) {
    run.onState?.(state);
    if (state.phase === 'done') {
      return state;
    }
    const calls = new AbortController();
    await Promise.race([
      wait(pause, undefined, { signal }),
      ...(run.called === undefined ? [] : [run.called(first.ref, AbortSignal.any([signal, calls.signal]))]),
    ]).finally(() => calls.abort());
    pause = Math.min(pause * 1.5, 15_000);
    const next = await engine.poll(first.ref, signal);
    // An engine that is away for a moment has not lost the job.
    misses = next.error?.isRetryable === true ? misses + 1 : 0;
    state = misses > 0 && misses < mostTries ? state : settled(engine, next);
  }
}

/** A state that goes on, or the failure that it tells of. */
function settled(engine: PresenterEngine, state: PresenterState): PresenterState {
  if (state.phase === 'failed' || state.phase === 'cancelled') {
    const { code = 'engine', message = 'the job was cancelled', isRetryable = false } = state.error ?? {};
    throw engineFailure(engine.id, `engine_${code}`, message, {}, isRetryable);
  }
  return state;
}

async function bringHere(
  engine: PresenterEngine,
  state: PresenterState,
  files: { name: string; video: string; mask: string },
  run: RemoteRun & { orders: OrderBook },
  signal: AbortSignal,
): Promise<RemoteVideo> {
  const { result } = state;
  if (result === undefined) {
    throw engineFailure(engine.id, 'engine_engine', 'done, but without a result');
  }
  const bring = async (url: string, part: 'video' | 'mask') => {
    const to = files[part];
    const own = engine.ownResults;
    if (url.startsWith('shared:')) {
      const folder = own !== undefined && 'folder' in own ? own.folder : undefined;
      return sharedFile(engine.id, folder, url.slice('shared:'.length));
    }
    const isOwn = own !== undefined && 'origin' in own && URL.canParse(url) && new URL(url).origin === own.origin;
    // Brought here by a run that was cut off later.
    if (await run.orders.lay(files.name, part, to)) {
      return to;
    }
    const growing = `${to}.part`;
    const fetchUrl = isOwn ? ownFetch(own, run.fetchUrl) : run.fetchUrl;
    await fetchResult(engine.id, url, growing, { signal, fetchUrl });
    await rename(growing, to);
    await run.orders.keep(files.name, part, to);
    return to;
  };
  return {
    video: await bring(result.videoUrl, 'video'),
    mask: result.maskUrl === undefined ? undefined : await bring(result.maskUrl, 'mask'),
    alpha: result.alpha,
    costCents: state.costCents,
  };
}

/** The engine's own address, set by whoever runs Clipo, may be private; nothing else may, and it redirects nowhere. */
function ownFetch(
  own: { origin: string; headers: Readonly<Record<string, string>> },
  fetchUrl: FetchUrl = guardedFetch,
): FetchUrl {
  const guard = { ...publicOnly, isAllowed: () => true };
  return (url, request) =>
    fetchUrl(url, { ...request, headers: { ...request.headers, ...own.headers }, mostRedirects: 0, guard });
}

/** A file of a shared folder: an engine must not name files outside it. */
async function sharedFile(engine: string, folder: string | undefined, name: string): Promise<string> {
  const root = folder === undefined ? undefined : await realpath(folder);
  const file = root === undefined ? undefined : await realpath(path.join(root, name)).catch(() => undefined);
  if (root === undefined || file === undefined || !file.startsWith(`${root}${path.sep}`)) {
    throw engineFailure(engine, 'engine_expired', 'its result is not in the shared folder');
  }
  return file;
}
