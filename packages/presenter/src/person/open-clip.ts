import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  ClipoError,
  type PreparedPerson,
  type PresenterFrames,
  type PresenterMedia,
  type PresenterRequest,
  type PresenterTrack,
} from '@clipo/contract';
import { z } from 'zod';
import { placePerson } from '../face/place-person.ts';

/** What is known of an engine's clip, beside it. */
export const ClipFacts = z.strictObject({
  width: z.number().int().min(2),
  height: z.number().int().min(2),
  fps: z.number().min(1),
  frames: z.number().int().min(1),
  shown: z.strictObject({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }),
  head: z.strictObject({ x: z.number(), y: z.number(), halfHeight: z.number() }).optional(),
});
export type ClipFacts = z.infer<typeof ClipFacts>;

/** Where the facts of a clip lie. */
export function clipFactsOf(clip: string): string {
  return `${clip}.json`;
}

/** Names what somebody speaks: the same track is the same performance, also as a database gives it back, with its keys in another order. */
export function performanceKey(track: PresenterTrack): string {
  const inOrder = (_key: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return createHash('sha256').update(JSON.stringify(track, inOrder)).digest('hex');
}

/**
 * Opens the clip in which an outside engine spoke a track, fitted as any other presenter. Frames are read in order from the
 * first one wanted on; before and after the speech, and while only listening, a picture of the clip is held.
 * @throws ClipoError `not_found` where the track was not performed
 */
export async function openClip(
  { id, performances }: PreparedPerson,
  {
    track,
    framing,
    size,
    fps,
    firstFrame,
    endFrame,
  }: Pick<PresenterRequest, 'track' | 'framing' | 'size' | 'fps' | 'firstFrame' | 'endFrame'>,
  media: Pick<PresenterMedia, 'readFrames'>,
): Promise<PresenterFrames> {
  const key = performanceKey(track);
  const isListening = track.sentences.length === 0;
  const found = performances.find((each) => each.key === key) ?? (isListening ? performances[0] : undefined);
  if (found === undefined) {
    throw new ClipoError('not_found', `${id} was not performed: ${key}`, { details: { file: id } });
  }
  const facts = ClipFacts.parse(JSON.parse(await readFile(clipFactsOf(found.path), 'utf8')));
  const { step, left, top } = placePerson(facts.shown, facts.head, size, framing);
  const scaled = {
    width: Math.max(2, Math.round(facts.width / step)),
    height: Math.max(2, Math.round(facts.height / step)),
  };
  const placeOf = (frame: number) => (isListening ? 0 : Math.max(0, Math.min(facts.frames - 1, frame)));
  const first = placeOf(firstFrame);
  const mostFrames = Math.max(1, placeOf(endFrame - 1) - first + 1);
  const source = media
    .readFrames(found.path, { ...scaled, fps, firstFrame: first, mostFrames })
    [Symbol.asyncIterator]();
  const corner = { x: Math.round(left / step), y: Math.round(top / step) };
  const rgba = new Uint8Array(size.width * size.height * 4);
  const ink = inkOf(facts, { step, left, top }, size);
  let at = first - 1;
  return {
    frame: async (wanted) => {
      const place = placeOf(wanted);
      let read: Uint8Array | undefined;
      while (at < place) {
        const next = await source.next();
        if (next.done === true) {
          break;
        }
        read = next.value;
        at++;
      }
      if (read !== undefined) {
        lay(read, scaled, corner, rgba, size);
      }
      return { rgba, ink };
    },
    close: async () => {
      await source.return?.();
    },
  };
}

interface Shape {
  width: number;
  height: number;
}

/** Lays a frame with straight alpha into a premultiplied one, its corner moved out of sight by so much. */
function lay(from: Uint8Array, shape: Shape, corner: { x: number; y: number }, to: Uint8Array, size: Shape): void {
  to.fill(0);
  const top = Math.max(0, -corner.y);
  const bottom = Math.min(size.height, shape.height - corner.y);
  const left = Math.max(0, -corner.x);
  const right = Math.min(size.width, shape.width - corner.x);
  for (let y = top; y < bottom; y++) {
    let source = ((y + corner.y) * shape.width + left + corner.x) * 4;
    let target = (y * size.width + left) * 4;
    for (let x = left; x < right; x++, source += 4, target += 4) {
      const alpha = from[source + 3] as number;
      if (alpha === 255) {
        to[target] = from[source] as number;
        to[target + 1] = from[source + 1] as number;
        to[target + 2] = from[source + 2] as number;
        to[target + 3] = 255;
      } else if (alpha > 0) {
        to[target] = Math.round(((from[source] as number) * alpha) / 255);
        to[target + 1] = Math.round(((from[source + 1] as number) * alpha) / 255);
        to[target + 2] = Math.round(((from[source + 2] as number) * alpha) / 255);
        to[target + 3] = alpha;
      }
    }
  }
}

/** The part of the frame in which the person is seen. */
function inkOf({ shown }: ClipFacts, { step, left, top }: { step: number; left: number; top: number }, size: Shape) {
  const x = Math.max(0, Math.floor((shown.left - left) / step) - 2);
  const y = Math.max(0, Math.floor((shown.top - top) / step) - 2);
  const right = Math.min(size.width, Math.ceil((shown.left + shown.width - left) / step) + 2);
  const bottom = Math.min(size.height, Math.ceil((shown.top + shown.height - top) / step) + 2);
  return { x, y, w: Math.max(0, right - x), h: Math.max(0, bottom - y) };
}
