import type { PreparedMaterial, Size } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import type { Compositor, Picture } from '../compositor/types.ts';
import { encoderArguments } from '../encode/encoder-arguments.ts';
import { startProgram } from '../ffmpeg/run.ts';
import { openLabel } from '../layers/label.ts';
import type { CanvasPort, LayerContext, MediaPort } from '../layers/layer.ts';
import { mixScenes } from '../layers/transitions.ts';
import type { FrameBuffers } from '../media/frame-buffers.ts';
import type { BodyPiece, BoundaryPiece, Piece, ScenePicture } from '../plan/plan-video.ts';
import type { RenderSettings } from '../plan/render-settings.ts';
import { createPictures, openScene } from './open-scene.ts';

/** What drawing needs; one set a worker, kept warm from piece to piece. */
export interface DrawingDeps {
  compositor: Compositor;
  canvas: CanvasPort;
  media: MediaPort;
}

/** What rendering needs besides: memory for the frames on their way to the encoder. */
export interface RenderingDeps extends DrawingDeps {
  buffers: FrameBuffers;
}

/** Draws the frames of a piece in order. The picture that `draw` gives back is valid until the next call. */
export interface OpenPiece {
  draw(index: number): Promise<Picture>;
  close(): Promise<void>;
}

/** Frames that may wait in memory for the encoder: enough to keep it busy while the next ones are drawn. */
const framesInFlight = 3;

/** Opens the scenes of a piece and the explicit label over them: composing without encoding. */
export async function openPiece(
  piece: Piece,
  settings: RenderSettings,
  materials: ReadonlyMap<string, PreparedMaterial>,
  deps: DrawingDeps,
): Promise<OpenPiece> {
  const drawn =
    piece.kind === 'body'
      ? await openBody(piece, settings, materials, deps)
      : await openBoundary(piece, settings, materials, deps);
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

/**
 * Composes and encodes one piece into `path`: video only, closed GOPs, one encoder thread. `onFrame` is told of every
 * frame; the bytes that it may ask for are valid while it runs.
 * @returns processor seconds of the encoder, as it counts them itself
 * @throws ClipoError program_failed, disk_full, cancelled …
 */
export async function renderPiece(
  piece: Piece,
  settings: RenderSettings,
  materials: ReadonlyMap<string, PreparedMaterial>,
  deps: RenderingDeps,
  path: string,
  signal: AbortSignal,
  onFrame?: (index: number, bytes: () => Uint8Array) => void,
): Promise<void> {
  const opened = await openPiece(piece, settings, materials, deps);
  try {
    const encoder = startProgram(
      'ffmpeg',
      [
        ...encoderArguments({
          ...settings.size,
          codec: settings.codec,
          fps: settings.fps,
          quality: settings.quality,
          encoder: settings.encoder,
        }),
        '-y',
        path,
      ],
      signal,
    );
    const buffers = Array.from({ length: framesInFlight }, () => deps.buffers.take(bytesPerFrame(settings.size)));
    const pending: Promise<void>[] = buffers.map(() => Promise.resolve());
    const isEnded = encoder.finished.then(
      () => true,
      () => true,
    );
    for (let index = 0; index < piece.frames; index++) {
      signal.throwIfAborted();
      const picture = await opened.draw(index);
      onFrame?.(index, () => deps.compositor.bytesOf(picture));
      const slot = index % framesInFlight;
      await pending[slot];
      const buffer = buffers[slot];
      if (buffer === undefined) {
        throw new ClipoError('internal', 'no buffer for a frame');
      }
      // A copy, because the compositor's memory may move when it grows while the pipe is still being written.
      buffer.set(deps.compositor.bytesOf(picture));
      pending[slot] = new Promise<void>((resolve) => {
        encoder.stdin.write(buffer, () => resolve());
        void isEnded.then(() => resolve());
      });
    }
    encoder.stdin.end();
    await encoder.finished;
    // Only now is it sure that nothing is read from them any more.
    for (const buffer of buffers) {
      deps.buffers.giveBack(buffer);
    }
  } finally {
    await opened.close();
  }
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
): Promise<OpenPiece> {
  const scene = await openScene(
    piece.scene,
    contextOf(settings, materials, deps, piece.scene.frames, piece.firstFrame, piece.endFrame),
  );
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
): Promise<OpenPiece> {
  const half = piece.frames / 2;
  const open = (picture: ScenePicture, firstFrame: number) =>
    openScene(picture, contextOf(settings, materials, deps, picture.frames, firstFrame, firstFrame + piece.frames));
  const firstOfBefore = piece.before.frames - half;
  const before = await open(piece.before, firstOfBefore);
  const after = await open(piece.after, -half).catch(async (cause: unknown) => {
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
