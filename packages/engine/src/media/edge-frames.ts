import { createHash, randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ClipFrames, ClipRequest } from '../layers/layer.ts';
import type { FrameBuffers } from './frame-buffers.ts';

// A change of scenes shows a few frames of both its neighbours' clips. To decode them anew means another decoder that
// begins at the key frame before, often seconds earlier. The body, whose decoder stands there anyway, leaves them in a
// folder of the run instead, which its caller removes; a folder that is gone or full costs time, nothing else.

/** Scene frames, half-open. */
interface Range {
  firstFrame: number;
  endFrame: number;
}

/** A request with the folder where frames beyond its own are left. */
export type EdgeRequest = ClipRequest & { edges: NonNullable<ClipRequest['edges']> };

/**
 * Opens a clip with the help of what other pieces left. A request that reaches beyond its own frames leaves those; one
 * that asks for frames that were left reads them.
 * @param open starts a decoder for a range of scene frames.
 */
export async function openWithEdges(
  request: EdgeRequest,
  buffers: FrameBuffers,
  open: (range: Range) => Promise<ClipFrames>,
): Promise<ClipFrames> {
  const { firstFrame, endFrame, edges } = request;
  const head = toLeave(request, { firstFrame: edges.firstFrame, endFrame: firstFrame });
  const tail = toLeave(request, { firstFrame: endFrame, endFrame: edges.endFrame });
  if (head === null && tail === null) {
    return openLeft(request, buffers) ?? open({ firstFrame, endFrame });
  }
  const frames = await open({
    firstFrame: head?.firstFrame ?? firstFrame,
    endFrame: tail?.endFrame ?? endFrame,
  });
  await leave(frames, head);
  let leavingTail: Promise<void> | undefined;
  return {
    async frame(sceneFrame) {
      const bytes = await frames.frame(sceneFrame);
      if (sceneFrame === endFrame - 1 && tail !== null) {
        // Once the caller has drawn this one, and while the encoder still has frames to do.
        leavingTail ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => leave(frames, tail));
      }
      return bytes;
    },
    async close() {
      await leavingTail;
      await frames.close();
    },
  };
}

/** Frames to leave and where; null where there are none or they are there. */
function toLeave(request: EdgeRequest, range: Range): (Range & { path: string }) | null {
  const path = pathOf(request, range);
  return range.firstFrame < range.endFrame && !isThere(path) ? { ...range, path } : null;
}

/** Writes frames in order. What can't be written is not there: whoever wants it decodes. */
async function leave(frames: ClipFrames, range: (Range & { path: string }) | null): Promise<void> {
  if (range === null) {
    return;
  }
  const part = `${range.path}.${randomUUID()}`;
  let file: number | undefined;
  try {
    mkdirSync(dirname(part), { recursive: true });
    file = openSync(part, 'wx');
    for (let frame = range.firstFrame; frame < range.endFrame; frame++) {
      writeSync(file, await frames.frame(frame));
    }
    renameSync(part, range.path);
  } catch {
    if (file !== undefined) {
      rmSync(part, { force: true });
    }
  } finally {
    if (file !== undefined) {
      closeSync(file);
    }
  }
}

/** Frames that another piece left, or null. */
function openLeft(request: EdgeRequest, buffers: FrameBuffers): ClipFrames | null {
  const bytes = (request.width * request.height * 3) / 2;
  const path = pathOf(request, request);
  let file: number;
  try {
    if (statSync(path).size !== bytes * (request.endFrame - request.firstFrame)) {
      return null;
    }
    file = openSync(path, 'r');
  } catch {
    return null;
  }
  const buffer = buffers.take(bytes);
  return {
    async frame(sceneFrame) {
      readSync(file, buffer, 0, bytes, (sceneFrame - request.firstFrame) * bytes);
      return buffer;
    },
    async close() {
      closeSync(file);
      buffers.giveBack(buffer);
    },
  };
}

/** Equal names, equal bytes: all that a frame's pixels depend on is in it. */
function pathOf({ material, startMs, speed, fps, crop, width, height, edges }: EdgeRequest, range: Range): string {
  const what = JSON.stringify([material.id, startMs, speed, fps, crop.x, crop.y, crop.w, crop.h, width, height]);
  const name = createHash('sha256').update(what).digest('hex').slice(0, 32);
  return join(edges.folder, `${name}_${range.firstFrame}_${range.endFrame}.yuv`);
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
