import {
  ClipoError,
  type ConsentGrant,
  type PresenterFrames,
  type PresenterFraming,
  type PresenterMedia,
} from '@clipo/contract';
import { faceFrameOf, scaledFrame } from '../face/face-frame.ts';
import { fitPerson, scaledPicture } from '../face/fit-person.ts';
import type { HeadPose } from '../face/liveliness.ts';
import { lightOf } from '../face/measure-face.ts';
import { type MouthTrack, mouthAt } from '../face/mouth-pose.ts';
import { createWarp } from '../face/warp.ts';
import { hasClearGround } from '../portrait/open-portrait.ts';
import { loopFrameAt } from './find-loop.ts';
import type { IngestedFootage } from './ingest-footage.ts';

/** How footage is shown. */
export interface FootageShow {
  width: number;
  height: number;
  track: MouthTrack;
  /** Frames a second of the track; left out, those of the film. */
  fps?: number | undefined;
  framing?: PresenterFraming | undefined;
}

/** The person moves by themselves: nothing but the mouth is bent. */
const still: HeadPose = { roll: 0, turn: 0, nod: 0, shiftX: 0, shiftY: 0, blink: 0, breath: 0 };

/**
 * Footage that speaks: the film goes round, the mouth is moved by the voice. Frames asked for in order are read in one go;
 * any other can be asked for too, at the price of reading up to it.
 * @throws ClipoError `consent_needed`
 */
export async function openFootage(
  footage: Omit<IngestedFootage, 'report'> & { report: Pick<IngestedFootage['report'], 'white'> },
  consent: Pick<ConsentGrant, 'recheck'>,
  media: Pick<PresenterMedia, 'readFrames'>,
  show: FootageShow,
  signal?: AbortSignal,
): Promise<PresenterFrames> {
  await consent.recheck();
  const { film, width, height, fps, points, loop, report } = footage;
  const reader = filmReader((firstFrame) =>
    media.readFrames(film, { width, height, fps, firstFrame, mostFrames: points.length - firstFrame }, signal),
  );
  const out = { width: show.width, height: show.height };
  const first = { width, height, data: await reader.frame(0) };
  const isCutOut = hasClearGround(first.data);
  const [face] = points;
  if (face === undefined) {
    throw new ClipoError('internal', 'footage without frames');
  }
  // Fitted once, so that the person does not jump with their own outline.
  const { view, scale: fitted } = fitPerson(first, faceFrameOf(face), out, isCutOut, show.framing, 'cut off');
  const draw = createWarp(view);
  const pixels = new Uint32Array(out.width * out.height);
  const rgba = new Uint8Array(pixels.buffer);
  const ink = { x: 0, y: 0, w: out.width, h: out.height };
  const light = lightOf(report);
  return {
    frame: async (at) => {
      const place = loopFrameAt(loop, Math.floor((at * fps) / (show.fps ?? fps)));
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

/** A film is opened anew rather than read over so many frames. */
const mostSkipped = 30;

/** Reads a film forwards; from another place on where a frame is asked for that is earlier, or much later. */
function filmReader(open: (firstFrame: number) => AsyncIterable<Uint8Array>) {
  let frames: AsyncIterator<Uint8Array> | undefined;
  let at = -1;
  let last: Uint8Array = new Uint8Array();
  const close = async () => {
    await frames?.return?.();
    frames = undefined;
  };
  return {
    frame: async (wanted: number): Promise<Uint8Array> => {
      if (frames !== undefined && (wanted < at || wanted > at + mostSkipped)) {
        await close();
      }
      if (frames === undefined) {
        frames = open(wanted)[Symbol.asyncIterator]();
        at = wanted - 1;
      }
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
