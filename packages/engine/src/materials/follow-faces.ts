import type { Box, FaceFinder, RgbaPicture, Size } from '@clipo/contract';
import type { FrameRun } from './find-shots.ts';
import type { SubjectSample } from './find-subject-track.ts';

/** Frames of a clip in which faces are looked for, a second: a network looks at each of them three times, 15 ms a look. */
const samplesPerSecond = 1;
/** Faces of neighbouring samples that share this much of the smaller one are one face, which has moved. */
const sameFace = 0.1;

/** Collects faces while a clip is measured. */
export interface FaceTracker {
  sampling: {
    /** Frames from one sample to the next; may have a fraction. */
    everyFrames: number;
    /** Takes the planes of a frame, as `FrameSampling` gives them. */
    take(planes: Uint8Array, size: Size, frame: number): Promise<void>;
  };
  /** Places of faces in order of time, without those that are seen once in a shot and not again. */
  follow(shots: readonly FrameRun[]): SubjectSample[];
}

/** Makes a tracker for a clip of `fps` frames a second. */
export function createFaceTracker(fps: number, find: FaceFinder): FaceTracker {
  const samples: { frame: number; boxes: Box[] }[] = [];
  return {
    sampling: {
      everyFrames: fps / samplesPerSecond,
      async take(planes, size, frame) {
        samples.push({ frame, boxes: await find(rgbaOfYuv(planes, size)) });
      },
    },
    follow: (shots) =>
      shots.flatMap((shot) => {
        const inside = samples.filter(({ frame }) => frame >= shot.start && frame < shot.end);
        return inside.flatMap(({ frame, boxes }, index) => {
          const beside = [inside[index - 1], inside[index + 1]].flatMap((sample) => sample?.boxes ?? []);
          // What is taken for a face in one frame alone is a play of light, where there are others to tell by.
          const kept = inside.length < 3 ? boxes : boxes.filter((box) => beside.some((other) => isSame(box, other)));
          return kept.map((box) => ({ frame, box }));
        });
      }),
  };
}

function isSame(a: Box, b: Box): boolean {
  const across = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return across > 0 && down > 0 && across * down >= sameFace * Math.min(a.w * a.h, b.w * b.h);
}

/** Opaque RGBA of full-range BT.709 planes (Y, then U, then V, chroma halved and rounded up). Pure. */
function rgbaOfYuv(planes: Uint8Array, { width, height }: Size): RgbaPicture {
  const wide = (width + 1) >> 1;
  const chroma = width * height;
  const data = new Uint8ClampedArray(chroma * 4);
  for (let at = 0; at < chroma; at++) {
    const index = chroma + (Math.floor(at / width) >> 1) * wide + ((at % width) >> 1);
    const y = planes[at] as number;
    const u = (planes[index] as number) - 128;
    const v = (planes[index + wide * ((height + 1) >> 1)] as number) - 128;
    data[at * 4] = y + 1.5748 * v;
    data[at * 4 + 1] = y - 0.1873 * u - 0.4681 * v;
    data[at * 4 + 2] = y + 1.8556 * u;
    data[at * 4 + 3] = 255;
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}
