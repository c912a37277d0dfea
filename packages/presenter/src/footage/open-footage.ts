import { ClipoError, type ConsentGrant, type PresenterFrames, type PresenterMedia } from '@clipo/contract';
import { faceFrameOf, scaledFrame } from '../face/face-frame.ts';
import { fitPerson, scaledPicture } from '../face/fit-person.ts';
import type { HeadPose } from '../face/liveliness.ts';
import { type MouthTrack, mouthAt } from '../face/mouth-pose.ts';
import { createWarp } from '../face/warp.ts';
import { loopFrameAt } from './find-loop.ts';
import type { IngestedFootage } from './ingest-footage.ts';

/** How footage is shown. */
export interface FootageShow {
  width: number;
  height: number;
  track: MouthTrack;
}

/** The person moves by themselves: nothing but the mouth is bent. */
const still: HeadPose = { roll: 0, turn: 0, nod: 0, shiftX: 0, shiftY: 0, blink: 0, breath: 0 };

/**
 * Footage that speaks: the film goes round, the mouth is moved by the voice. Frames asked for in order are read in one go;
 * any other can be asked for too, at the price of reading up to it.
 * @throws ClipoError `consent_needed`
 */
export async function openFootage(
  footage: IngestedFootage,
  consent: Pick<ConsentGrant, 'recheck'>,
  media: Pick<PresenterMedia, 'readFrames'>,
  show: FootageShow,
  signal?: AbortSignal,
): Promise<PresenterFrames> {
  await consent.recheck();
  const { film, width, height, fps, points, loop, report } = footage;
  const reader = filmReader(() => media.readFrames(film, { width, height, fps, mostFrames: points.length }, signal));
  const out = { width: show.width, height: show.height };
  const first = { width, height, data: await reader.frame(0) };
  const isCutOut = first.data.some((value, at) => at % 4 === 3 && value < 16);
  const [face] = points;
  if (face === undefined) {
    throw new ClipoError('internal', 'footage without frames');
  }
  // Fitted once, so that the person does not jump with their own outline.
  const { view, scale: fitted } = fitPerson(first, faceFrameOf(face), out, isCutOut);
  const draw = createWarp(view);
  const pixels = new Uint32Array(out.width * out.height);
  const rgba = new Uint8Array(pixels.buffer);
  const ink = { x: 0, y: 0, w: out.width, h: out.height };
  const light = Math.max(0.35, Math.min(1.1, report.brightness / 165));
  return {
    frame: async (at) => {
      const place = loopFrameAt(loop, at);
      const data = await reader.frame(place);
      const source = {
        ...scaledPicture({ width, height, data }, fitted),
        face: scaledFrame(faceFrameOf(points[place] ?? face), fitted),
        isCutOut,
        light,
      };
      draw(source, still, mouthAt(show.track, at), pixels);
      return { rgba, ink };
    },
    close: () => reader.close(),
  };
}

/** Reads a film forwards, and from the beginning again where an earlier frame is asked for. */
function filmReader(open: () => AsyncIterable<Uint8Array>) {
  let frames: AsyncIterator<Uint8Array> | undefined;
  let at = -1;
  let last: Uint8Array = new Uint8Array();
  const close = async () => {
    await frames?.return?.();
    frames = undefined;
    at = -1;
  };
  return {
    frame: async (wanted: number): Promise<Uint8Array> => {
      if (wanted < at) {
        await close();
      }
      frames ??= open()[Symbol.asyncIterator]();
      while (at < wanted) {
        const next = await frames.next();
        if (next.done === true) {
          break;
        }
        last = next.value;
        at++;
      }
      return last;
    },
    close,
  };
}
