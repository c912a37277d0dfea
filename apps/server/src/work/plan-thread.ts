import { join, relative } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import {
  castPeople,
  estimateDifference,
  type MakeSettings,
  planMake,
  replanKnown,
  replanVideo,
  withSameStandIns,
} from '@clipo/batch';
import { ClipoError, InputProblems, type PreparedPerson } from '@clipo/contract';
import { distinctPieces, planEdges } from '@clipo/engine';
import { knownError } from '@clipo/messages';
import { reachEngines } from '../features/presenters/reach-engines.ts';
import { type FromMain, openAsking } from './plan-asks.ts';
import type {
  JsonBytes,
  PlanAnswer,
  PlanHead,
  PlannedBatch,
  PlanTask,
  PortableVideo,
  Replanned,
} from './plan-messages.ts';
import { portableText } from './portable.ts';

// Planning a thousand videos keeps a thread busy for seconds; in this one nobody waits for a heartbeat.
const task = workerData as PlanTask;
const stop = new AbortController();
const encoder = new TextEncoder();
const asking = openAsking((ask) => parentPort?.postMessage(ask));
parentPort?.on('message', (message: FromMain) => {
  if (message.kind === 'stop') {
    stop.abort();
  } else {
    asking.hear(message);
  }
});
const answered = await answer(task);
const given = answered.isOk ? [...answered.documents, ...answered.specs].map(({ buffer }) => buffer) : [];
parentPort?.postMessage(answered, given);
parentPort?.close();

async function answer(asked: PlanTask): Promise<PlanAnswer> {
  try {
    const { home } = asked.settings;
    if (asked.kind === 'replan') {
      return { isOk: true, text: portableText(await replan(asked), home), documents: [], specs: [] };
    }
    const { videos, pieces, ...rest } = await plan(asked);
    const head: PlanHead = {
      ...rest,
      videos: videos.map(({ document: _document, ...video }) => video),
      pieces: pieces.map(({ piece: { hash, frames }, settings: { size } }) => ({ hash, frames, size })),
    };
    return {
      isOk: true,
      text: portableText(head, home),
      documents: videos.map(({ document }) => bytesOf(document, home)),
      specs: pieces.map((spec) => bytesOf(spec, home)),
    };
  } catch (cause) {
    const { code, message, details, isRetryable, stack } = only(knownError(cause, asked.input.folder));
    return { isOk: false, error: { code, message, details: { ...details }, isRetryable, stack } };
  }
}

function bytesOf(document: unknown, home: string): JsonBytes {
  return encoder.encode(portableText(document, home));
}

/** Of several faults of an input, one that names its field is worth more than their number. */
function only(error: ClipoError): ClipoError {
  const first = error instanceof InputProblems ? error.problems[0] : undefined;
  return first === undefined
    ? error
    : new ClipoError(first.code, error.message, { details: first.details, cause: error });
}

function envOf({ settings, outside }: PlanTask): MakeSettings {
  const { variables, ...env } = settings;
  const means = outside && {
    owner: outside.owner,
    isKeptOnly: outside.orders !== 'all',
    ...reachEngines(outside.hosts),
    ...asking.outside,
  };
  return { ...env, variable: (name) => variables[name], outside: means };
}

async function prepare(asked: PlanTask) {
  const { batch } = await planMake(
    asked.input,
    { env: envOf(asked), onEvent: () => undefined, signal: stop.signal },
    // Who is laid out with a consent was asked for it; nobody else is there.
    { isKept: true, hasPeople: true },
  );
  return batch;
}

/** The batch with everybody whom outside engines perform performed, or replaced. */
async function cast(asked: PlanTask) {
  const planned = await prepare(asked);
  const isNobody = planned.people.every(({ remote }) => remote === undefined);
  if (isNobody || asked.outside === undefined || asked.outside.orders === 'none') {
    return { ...planned, prepared: planned.people.map(({ prepared }) => prepared) };
  }
  const deps = { env: envOf(asked), onEvent: () => undefined, signal: stop.signal };
  const { batch, people } = await castPeople(planned, { outDir: undefined, brief: asked.input.brief }, deps);
  return { ...batch, prepared: people };
}

async function plan(asked: PlanTask & { kind: 'plan' }): Promise<PlannedBatch> {
  const { plan: matrix, videos, words, materials, fonts, people, warnings, prepared } = await cast(asked);
  const cacheDir = join(asked.settings.home, 'cache');
  const planned = await Promise.all(videos.map((video) => replanKnown(video, { cacheDir })));
  const seen = new Set<string>();
  const pieces: PlannedBatch['pieces'] = [];
  for (const { prepared } of planned) {
    const own = distinctPieces([prepared.plan]).filter(({ hash }) => !seen.has(hash));
    // The longest first: those who draw them end together.
    for (const piece of own.sort((a, b) => b.frames - a.frames)) {
      seen.add(piece.hash);
      pieces.push({ piece, settings: prepared.settings });
    }
  }
  const [first] = pieces;
  const edges =
    first &&
    planEdges(
      pieces.map(({ piece }) => piece),
      first.settings.size,
    );
  return {
    plan: matrix,
    words,
    materials,
    fonts,
    people: people.map(({ name, shown }, index) => ({
      name,
      file: shown === undefined ? '' : relative(asked.input.folder, shown.path),
      prepared: prepared[index] as PreparedPerson,
    })),
    warnings,
    pieces: pieces.map((spec) => ({ ...spec, edges: edges?.get(spec.piece.hash) })),
    difference: asked.isTried === true ? await estimateDifference(videos, stop.signal) : undefined,
    videos: planned.map(({ prepared, replanned }) => {
      const {
        name,
        product,
        creative,
        language,
        format,
        storyboard,
        lines,
        settings,
        axes,
        code,
        products,
        presenter,
      } = prepared;
      return {
        name,
        product,
        creative,
        language,
        format,
        document: { storyboard, lines, settings, axes, code, products, presenter, replanned },
        pieces: distinctPieces([prepared.plan]).map(({ hash }) => hash),
      };
    }),
  };
}

async function replan(asked: PlanTask & { kind: 'replan' }): Promise<Replanned | null> {
  const batch = await prepare(asked);
  const found = batch.videos.find(({ name }) => name === asked.video.name);
  if (found === undefined) {
    return null;
  }
  const { brand } = asked.input.brief;
  const others: typeof found.others = (change) => withSameStandIns(asked.video, found.others(change), batch, brand);
  const other = replanVideo({ ...asked.video, others }, asked.findings);
  if (other === undefined) {
    return null;
  }
  const { others: _others, ...video } = other.video;
  return { video: video satisfies PortableVideo, kinds: other.kinds };
}
