import type { VideoMaterial } from '@clipo/contract';
import type { ClipRequest } from '../layers/layer.ts';

/** Which frames of the playable form a stretch of a scene shows. */
export interface FrameSchedule {
  /** Index of the first frame to decode. */
  first: number;
  /** The different indices that are shown, ascending; each is decoded once. */
  shown: number[];
  /** For every scene frame from the request's `firstFrame`: its place in `shown`. */
  places: Int32Array;
}

/**
 * Works out the frames of a clip: scene frame n shows the source at `startMs + n / fps × speed`, and of two frames around
 * that time the one that is on screen then. Before the clip's start its first frame stays, past its end the last. Pure.
 */
export function scheduleFrames(
  request: Pick<ClipRequest, 'startMs' | 'speed' | 'fps' | 'firstFrame' | 'endFrame'>,
  clip: Pick<VideoMaterial, 'durationMs' | 'fps'>,
): FrameSchedule {
  const last = Math.max(0, Math.ceil((clip.durationMs * clip.fps) / 1000 - 0.01) - 1);
  const shown: number[] = [];
  const places = new Int32Array(Math.max(0, request.endFrame - request.firstFrame));
  for (let at = 0; at < places.length; at++) {
    const timeMs = request.startMs + ((request.firstFrame + at) * 1000 * request.speed) / request.fps;
    // A hundredth of a frame: times are whole milliseconds, and 1000/30 has no end.
    const index = Math.min(last, Math.max(0, Math.floor((timeMs * clip.fps) / 1000 + roundingSlack(clip.fps))));
    if (shown.at(-1) !== index) {
      shown.push(index);
    }
    places[at] = shown.length - 1;
  }
  return { first: shown[0] ?? 0, shown, places };
}

/** `startMs` is a frame's time rounded to a whole millisecond: half of one must not lose that frame. */
function roundingSlack(fps: number): number {
  return Math.max(0.01, (0.5 * fps) / 1000 + 0.001);
}

/** Filter that lets only the frames of a schedule pass, or '' where it shows all from the first to the last. */
export function selectFilter({ shown, first }: FrameSchedule): string {
  const last = shown.at(-1) ?? first;
  if (last - first + 1 === shown.length) {
    return '';
  }
  const terms: string[] = [];
  for (let from = 0; from < shown.length; ) {
    let to = from;
    while (to + 1 < shown.length && shown[to + 1] === (shown[to] as number) + 1) {
      to++;
    }
    const [a, b] = [(shown[from] as number) - first, (shown[to] as number) - first];
    terms.push(a === b ? `eq(n,${a})` : `between(n,${a},${b})`);
    from = to + 1;
  }
  return `select='${terms.join('+')}'`;
}
