import type { PreparedMaterial, PresenterPort, Size } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import type { Compositor, Mark, Picture } from '../compositor/types.ts';
import { encoderArguments } from '../encode/encoder-arguments.ts';
import { type RunningProgram, startProgram } from '../ffmpeg/run.ts';
import { openLabel } from '../layers/label.ts';
import type { CanvasPort, LayerContext, MediaPort } from '../layers/layer.ts';
import { mixScenes } from '../layers/transitions.ts';
import type { FrameBuffers } from '../media/frame-buffers.ts';
import type { BodyPiece, BoundaryPiece, Piece, RunPiece, ScenePicture } from '../plan/plan-video.ts';
import type { RenderSettings } from '../plan/render-settings.ts';
import type { MarkerPort } from './marker-port.ts';
import { openRun } from './open-run.ts';
import { createPictures, openScene } from './open-scene.ts';
import type { PieceEdges } from './plan-edges.ts';

/** What drawing needs; one set a worker, kept warm from piece to piece. */
export interface DrawingDeps {
  compositor: Compositor;
  canvas: CanvasPort;
  media: MediaPort;
  presenters?: PresenterPort | undefined;
}

/** What rendering needs besides: memory for the frames on their way to the encoder, and who draws watermarks. */
export interface RenderingDeps extends DrawingDeps {
  buffers: FrameBuffers;
  marker?: MarkerPort | undefined;
}

/** A piece to be made: what, how, where it goes, where it meets the pieces beside it, and where they share stills. */
export interface PieceWork {
  piece: Piece;
  settings: RenderSettings;
  path: string;
  edges?: PieceEdges | undefined;
  /** A folder of the run for stills that other pieces show too. */
  stills?: string | undefined;
}

/** Draws the frames of a piece in order. The picture that `draw` gives back is valid until the next call. */
export interface OpenPiece {
  draw(index: number): Promise<Picture>;
  close(): Promise<void>;
}

/** Frames that may wait in memory for the encoder: enough to keep it busy while the next ones are drawn. */
const framesInFlight = 4;

/** Opens the scenes of a piece and the explicit label over them: composing without encoding. */
export async function openPiece(
  piece: Piece,
  settings: RenderSettings,
  materials: ReadonlyMap<string, PreparedMaterial>,
  deps: DrawingDeps,
  edges: PieceEdges = {},
): Promise<OpenPiece> {
  const drawn = await openParts(piece, settings, materials, deps, edges);
  const label =
    settings.label === null
      ? undefined
      : openLabel(settings.label, contextOf(settings, materials, deps, piece.frames, 0, piece.frames));
  return {
    async draw(index) {
      const picture = await drawn.draw(index);
      // Last of all, over mixed scenes too: nothing may come between the label and the viewer.
      await label?.draw(index, picture);
      return picture;
    },
    async close() {
      await label?.close();
      await drawn.close();
    },
  };
}

function openParts(
  piece: Piece,
  settings: RenderSettings,
  materials: ReadonlyMap<string, PreparedMaterial>,
  deps: DrawingDeps,
  edges: PieceEdges,
): Promise<OpenPiece> {
  switch (piece.kind) {
    case 'body':
      return openBody(piece, settings, materials, deps, edges);
    case 'boundary':
      return openBoundary(piece, settings, materials, deps, edges);
    case 'run':
      return openScenes(piece, settings, materials, deps);
  }
}

/** How a piece takes turns with the others of its worker. */
export interface PieceTurn {
  /** Resolves when the encoder of the piece before has ended: two at once would hold twice the memory. */
  encoderFree: Promise<void>;
  /** Told when the last frame is on its way: the next piece may be opened while this one's encoder ends its work. */
  onDrawn(): void;
  /** Told of every frame; the bytes that it may ask for are valid while it runs. */
  onFrame?: (index: number, bytes: () => Uint8Array) => void;
}

/**
 * Composes and encodes one piece into its path: video only, closed GOPs, one encoder thread. With `settings.mark` every
 * frame carries the piece's watermark, over the explicit label too; who looks at frames on their way sees them without.
 * @throws ClipoError program_failed, disk_full, cancelled …
 */
export async function renderPiece(
  work: PieceWork,
  materials: ReadonlyMap<string, PreparedMaterial>,
  deps: RenderingDeps,
  turn: PieceTurn,
  signal: AbortSignal,
): Promise<void> {
  const { piece, settings } = work;
  const buffers: Uint8Array<ArrayBuffer>[] = [];
  const opened = await openPiece(piece, settings, materials, deps, work.edges);
  let encoder: RunningProgram | undefined;
  let mark: Mark | undefined;
  try {
    mark = await createMark(piece, settings, deps);
    const pending: Promise<void>[] = [];
    for (let index = 0; index < piece.frames; index++) {
      signal.throwIfAborted();
      const picture = await opened.draw(index);
      turn.onFrame?.(index, () => deps.compositor.bytesOf(picture));
      if (mark !== undefined) {
        deps.compositor.addMark(mark, picture);
      }
      // Begun late, and its frames' memory taken late: the piece before has given its own back by now.
      await turn.encoderFree;
      encoder ??= startEncoder(work, signal);
      const slot = index % framesInFlight;
      await pending[slot];
      buffers[slot] ??= deps.buffers.take(bytesPerFrame(settings.size));
      // A copy, because the compositor's memory may move when it grows while the pipe is still being written.
      buffers[slot].set(deps.compositor.bytesOf(picture));
      pending[slot] = writeFrame(encoder, buffers[slot]);
    }
    encoder?.stdin.end();
    turn.onDrawn();
  } catch (cause) {
    encoder?.kill();
    throw cause;
  } finally {
    await opened.close();
    if (mark !== undefined) {
      deps.compositor.releaseMark(mark);
    }
    // Only when it has ended is it sure that nothing is read from them any more.
    await encoder?.finished.catch(() => undefined);
    for (const buffer of buffers) {
      deps.buffers.giveBack(buffer);
    }
  }
  await encoder?.finished;
}

async function createMark(
  { hash }: Piece,
  { mark, size }: RenderSettings,
  { compositor, marker }: Pick<RenderingDeps, 'compositor' | 'marker'>,
): Promise<Mark | undefined> {
  if (mark === undefined) {
    return undefined;
  }
  if (marker === undefined) {
    throw new ClipoError('internal', 'a piece shall carry a watermark, but nobody draws any');
  }
  return compositor.createMark(await marker.tileOf(hash, Math.min(size.width, size.height)), size.width);
}

/** Resolves when the frame is taken, or the encoder has ended: its own end tells why. */
function writeFrame(encoder: RunningProgram, frame: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    encoder.stdin.write(frame, () => resolve());
    void encoder.finished.then(resolve, () => resolve());
  });
}

function startEncoder({ settings, path }: PieceWork, signal: AbortSignal): RunningProgram {
  const { size, codec, fps, quality, encoder } = settings;
  return startProgram('ffmpeg', [...encoderArguments({ ...size, codec, fps, quality, encoder }), '-y', path], signal);
}

/** Bytes of an I420 frame. */
function bytesPerFrame(size: Size): number {
  return (size.width * size.height * 3) / 2;
}

function contextOf(
  settings: RenderSettings,
  materials: ReadonlyMap<string, PreparedMaterial>,
  deps: DrawingDeps,
  sceneFrames: number,
  firstFrame: number,
  endFrame: number,
): LayerContext {
  return {
    ...deps,
    size: settings.size,
    fps: settings.fps,
    sceneFrames,
    firstFrame,
    endFrame,
    material(id) {
      const material = materials.get(id);
      if (material === undefined) {
        throw new ClipoError('not_found', `no material ${id}`, { details: { file: id } });
      }
      return material;
    },
  };
}

async function openBody(
  piece: BodyPiece,
  settings: RenderSettings,
  materials: ReadonlyMap<string, PreparedMaterial>,
  deps: DrawingDeps,
  { own }: PieceEdges,
): Promise<OpenPiece> {
  const { firstFrame, endFrame } = piece;
  // A change of scenes reaches as far out of the scene as it reaches in.
  const edges = own && {
    folder: own.folder,
    firstFrame: own.isHeadWanted ? -firstFrame : firstFrame,
    endFrame: own.isTailWanted ? piece.scene.frames * 2 - endFrame : endFrame,
  };
  const context = contextOf(settings, materials, deps, piece.scene.frames, firstFrame, endFrame);
  const scene = await openScene(piece.scene, { ...context, edges });
  const { pictures, release } = createPictures(deps.compositor, settings.size, 1);
  const [target] = pictures as [Picture];
  return {
    async draw(index) {
      await scene.draw(piece.firstFrame + index, target);
      return target;
    },
    async close() {
      await scene.close();
      release();
    },
  };
}

async function openBoundary(
  piece: BoundaryPiece,
  settings: RenderSettings,
  materials: ReadonlyMap<string, PreparedMaterial>,
  deps: DrawingDeps,
  edges: PieceEdges,
): Promise<OpenPiece> {
  const half = piece.frames / 2;
  const open = (picture: ScenePicture, firstFrame: number, folder: string | undefined) => {
    const endFrame = firstFrame + piece.frames;
    const context = contextOf(settings, materials, deps, picture.frames, firstFrame, endFrame);
    return openScene(picture, {
      ...context,
      edges: folder === undefined ? undefined : { folder, firstFrame, endFrame },
    });
  };
  const firstOfBefore = piece.before.frames - half;
  const before = await open(piece.before, firstOfBefore, edges.before);
  const after = await open(piece.after, -half, edges.after).catch(async (cause: unknown) => {
    await before.close();
    throw cause;
  });
  const { pictures, release } = createPictures(deps.compositor, settings.size, 3);
  const [first, second, target] = pictures as [Picture, Picture, Picture];
  return {
    async draw(index) {
      await Promise.all([before.draw(firstOfBefore + index, first), after.draw(index - half, second)]);
      // Half a frame in at both ends: neither neighbour's picture is shown twice.
      mixScenes(deps.compositor, piece.transition, first, second, target, (index + 0.5) / piece.frames);
      return target;
    },
    async close() {
      await Promise.all([before.close(), after.close()]);
      release();
    },
  };
}

async function openScenes(
  piece: RunPiece,
  settings: RenderSettings,
  materials: ReadonlyMap<string, PreparedMaterial>,
  deps: DrawingDeps,
): Promise<OpenPiece> {
  const { pictures, release } = createPictures(deps.compositor, settings.size, 3);
  const run = openRun(piece, pictures as [Picture, Picture, Picture], deps.compositor, (span) =>
    openScene(span.scene, contextOf(settings, materials, deps, span.scene.frames, span.firstFrame, span.endFrame)),
  );
  return {
    draw: run.draw,
    async close() {
      await run.close();
      release();
    },
  };
}
