import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { PreparedMaterial, PreparedPerson } from '@clipo/contract';
import { ClipoError, type ErrorDetails, isDiskFull } from '@clipo/contract/errors';
import { loadCompositor } from '../compositor/load-node.ts';
import { openLook, saveLook } from '../difference/look.ts';
import { childCpuSeconds } from '../ffmpeg/run.ts';
import { fontPaths } from '../fonts/font-paths.ts';
import { createNodeCanvas } from '../layers/canvas-node.ts';
import type { CanvasPort } from '../layers/layer.ts';
import { decodingEnds } from '../media/draw-still.ts';
import { createFrameBuffers } from '../media/frame-buffers.ts';
import { createMediaPort } from '../media/media-port.ts';
import { createPresenterPort } from '../media/presenter-port.ts';
import { createSharedStills } from '../media/shared-stills.ts';
import { partsOf } from '../plan/parts-of-plan.ts';
import { openPieceCheck, savePieceRecord } from '../quality/piece-record.ts';
import { createMarkerPort } from './marker-port.ts';
import { type PieceTurn, type RenderingDeps, renderPiece } from './render-piece.ts';
import type { WorkerAnswer, WorkerData, WorkerRequest, WorkerTask } from './worker-messages.ts';

// One compositor, one canvas and one set of decoded stills for the life of the worker: it is warm after its first piece.
const port = parentPort;
if (port === null) {
  throw new ClipoError('internal', 'worker.ts runs only as a worker thread');
}
const deps: RenderingDeps = await openDeps();
const shareStills = createSharedStills(deps.compositor);
const running = new Map<number, AbortController>();
/** When the encoder of the piece that was begun last has ended. */
let encoderFree = Promise.resolve();
/** Processor time that is counted for a task already: two tasks may overlap by an encoder's end. */
let countedSeconds = 0;

port.on('message', (request: WorkerRequest) => {
  if (request.kind === 'abort') {
    running.get(request.id)?.abort();
    return;
  }
  if (request.kind === 'end') {
    for (const task of running.values()) {
      task.abort();
    }
    // Of a thread, not of the process.
    void decodingEnds().then(() => process.exit());
    return;
  }
  const abort = new AbortController();
  running.set(request.id, abort);
  void run(request, abort.signal)
    .then((answer) => port.postMessage(answer))
    .finally(() => running.delete(request.id));
});

async function openDeps(): Promise<RenderingDeps> {
  const compositor = await loadCompositor();
  const buffers = createFrameBuffers();
  const canvas = createNodeCanvas();
  const { presenters, marking } = workerData as WorkerData;
  return {
    compositor,
    canvas,
    // Stills of pieces are kept in a folder that the workers share; covers rarely ask twice.
    media: createMediaPort({ compositor, buffers, keepBytes: 0 }),
    presenters:
      presenters === undefined ? undefined : createPresenterPort(presenters.module, canvas, presenters.people),
    buffers,
    marker: marking && createMarkerPort(marking),
  };
}

async function run(request: Extract<WorkerRequest, { kind: 'run' }>, signal: AbortSignal): Promise<WorkerAnswer> {
  const materials = new Map(request.materials.map((material) => [material.id, material]));
  const { task } = request;
  const own = depsWith(request.people, 'settings' in task ? (task.settings.fonts ?? []) : []);
  try {
    switch (task.kind) {
      case 'piece':
        await inTurn((free) =>
          renderWithLook(
            task,
            materials,
            own,
            {
              encoderFree: free,
              onDrawn: () => port?.postMessage({ id: request.id, isDrawn: true } satisfies WorkerAnswer),
            },
            signal,
          ),
        );
        break;
      // Loaded when first asked for: a worker's first piece does not wait for what draws covers and mixes sound.
      case 'cover': {
        const { renderCover } = await import('./render-cover.ts');
        await renderCover(task, materials, own);
        break;
      }
      case 'sound': {
        const { makeAudioTrack } = await import('../audio/encode-mix.ts');
        await makeAudioTrack(task.request, task.cacheDir, signal);
        break;
      }
      case 'presenter': {
        if (own.presenters === undefined) {
          throw new ClipoError('internal', 'a presenter is wanted, and nothing that draws one was given');
        }
        const { renderPresenter } = await import('./render-presenter.ts');
        await renderPresenter(task.request, task.path, own.presenters, signal);
        break;
      }
    }
    return { id: request.id, isOk: true, cpuSeconds: newCpuSeconds() };
  } catch (cause) {
    return { id: request.id, isOk: false, error: describe(cause, task, signal) };
  }
}

/** What a task is drawn with: persons and fonts of its own go with the task. */
function depsWith(people: readonly PreparedPerson[], fonts: readonly string[]): RenderingDeps {
  const { presenters } = workerData as WorkerData;
  const own = fonts.length === 0 ? deps : { ...deps, canvas: canvasOf(fonts) };
  return presenters === undefined || people.length === 0
    ? own
    : { ...own, presenters: createPresenterPort(presenters.module, deps.canvas, people) };
}

const canvases = new Map<string, CanvasPort>();

/** The canvas of a brand that has fonts of its own. */
function canvasOf(fonts: readonly string[]): CanvasPort {
  const { fonts: folder } = workerData as WorkerData;
  if (folder === undefined) {
    throw new ClipoError('internal', 'a brand has fonts, and the pool was opened without their folder');
  }
  const key = fonts.join();
  const canvas = canvases.get(key) ?? createNodeCanvas(undefined, fontPaths({ fonts }, folder));
  canvases.set(key, canvas);
  return canvas;
}

/** Runs a piece so that the next one waits for its encoder. */
function inTurn(render: (encoderFree: Promise<void>) => Promise<void>): Promise<void> {
  const rendered = render(encoderFree);
  encoderFree = rendered.catch(() => undefined);
  return rendered;
}

/** A body is looked at while it is drawn, for its print and for what is wrong with it, which costs next to nothing; nobody asks for that of a change of scenes. */
async function renderWithLook(
  task: Extract<WorkerTask, { kind: 'piece' }>,
  materials: ReadonlyMap<string, PreparedMaterial>,
  base: RenderingDeps,
  turn: PieceTurn,
  signal: AbortSignal,
): Promise<void> {
  const { piece, settings, path, stills } = task;
  const own = stills === undefined ? base : { ...base, media: shareStills(base.media, stills) };
  const looks = partsOf(piece).flatMap(({ part, offset }) =>
    part.kind === 'boundary'
      ? []
      : [
          {
            part,
            offset,
            taken: openLook(part, settings.fps, settings.size),
            check: openPieceCheck(part, settings.fps, settings.size, base.canvas),
          },
        ],
  );
  const onFrame = (index: number, bytes: () => Uint8Array) => {
    const looked = looks.find(({ part, offset }) => index >= offset && index < offset + part.frames);
    looked?.taken.add(index - looked.offset, bytes);
    looked?.check.add(index - looked.offset, bytes);
  };
  await renderPiece(task, materials, own, { ...turn, onFrame }, signal);
  await Promise.all(
    looks.flatMap(({ part, taken, check }) => [
      saveLook(path, part.hash, taken.look()),
      savePieceRecord(path, part.hash, check.record()),
    ]),
  );
}

/** Processor time of this thread, and of the programs that it started and that have ended, since the last task's end. */
function newCpuSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  const total = (user + system) / 1e6 + childCpuSeconds();
  const seconds = total - countedSeconds;
  countedSeconds = total;
  return seconds;
}

function describe(
  cause: unknown,
  task: WorkerTask,
  signal: AbortSignal,
): Extract<WorkerAnswer, { isOk: false }>['error'] {
  if (signal.aborted) {
    return { code: 'cancelled', message: 'cancelled', details: {}, isRetryable: false };
  }
  if (cause instanceof ClipoError) {
    return {
      code: cause.code,
      message: cause.message,
      details: { ...(cause.details satisfies ErrorDetails) },
      isRetryable: cause.isRetryable,
    };
  }
  if (isDiskFull(cause)) {
    const folder = task.kind === 'sound' ? task.cacheDir : dirname(task.path);
    return { code: 'disk_full', message: `no room left in ${folder}`, details: { folder }, isRetryable: false };
  }
  // The stack is for who debugs; the message reaches people.
  const message = cause instanceof Error ? cause.message : String(cause);
  const stack = cause instanceof Error ? cause.stack : undefined;
  return { code: 'internal', message, details: { problem: message }, isRetryable: false, ...(stack && { stack }) };
}
