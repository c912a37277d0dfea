import { type Music, musicLeadSamples, sixteenthSamples } from '@clipo/contract';
import { slotFrames, slotSum, voiceLead } from './timeline.ts';

/** A part of a video as far as its cuts go: the slots of its lines, and how long each is spoken. */
export interface CutPart {
  lines: readonly { slotMs: number; speech: { sampleCount: number } }[];
}

/** Where a video is cut, and the music laid so that its beats meet the cuts. */
export interface CutPlan {
  music: Music | null;
  /** For each part and each of its lines the frames at which its shots begin, and last the frame at which it ends. */
  cuts: number[][][];
}

/**
 * How far a change of lines moves for a beat. It never comes before the last sound of the line before; every line of the
 * built-in planner leaves a breath of 250 ms, of which this much is free in any case, so that the change stands at
 * the same frame whatever lines meet. Nor does it come after the new line's first sound: its captions would be late.
 */
const freeBreathMs = 250;
/** Shots of one line are pictures only: they may move by this much. */
const shotShiftMs = 350;
/** Nothing is shown for less than this for a beat's sake. */
const leastShotMs = 800;
/** Music is moved in steps of 10 ms. */
const stepSamples = 480;

/**
 * Cuts a video on the beats of its music where the voice lets it: changes of lines and parts within the pause around
 * them, shots of one line within 350 ms, the rest where slots and even shares put them. The music begins so that its
 * beats meet the most cuts. Only slots, frame rate and music decide, never words: the parts of a batch are cut alike
 * wherever they meet, so that their pieces stay the same. Length and voice stay as they are. Pure.
 * @param shotsIn number of shots that a line of a slot is cut into
 */
export function planCuts(
  parts: readonly CutPart[],
  music: Music | null,
  fps: number,
  shotsIn: (slotMs: number) => number,
): CutPlan {
  return cutPlanner(music, fps, shotsIn)(parts);
}

/** `planCuts` for many videos under one piece of music: what is laid alike is searched for its beats once. */
export function cutPlanner(
  music: Music | null,
  fps: number,
  shotsIn: (slotMs: number) => number,
): (parts: readonly CutPart[]) => CutPlan {
  const known = new Map<string, LaidPlan>();
  return (parts) => {
    const lines = layLines(parts, fps, shotsIn);
    const key = lines
      .map(({ start, end, shots, earlier, later }) => [start, end, shots, earlier, later].join())
      .join(';');
    const plan = known.get(key) ?? planLaid(lines, music, fps);
    known.set(key, plan);
    return { music: plan.music, cuts: byPart(parts, plan.cuts) };
  };
}

interface LaidPlan {
  music: Music | null;
  cuts: number[][];
}

function planLaid(lines: readonly LaidLine[], music: Music | null, fps: number): LaidPlan {
  if (music === null || !('track' in music)) {
    return { music, cuts: lines.map(evenCuts) };
  }
  const beatSamples = sixteenthSamples(music.track, music.seed) * 4;
  let best: { firstBeatSample: number; hits: number; cuts: number[][] } | undefined;
  for (let late = 0; late < beatSamples; late += stepSamples) {
    const firstBeatSample = musicLeadSamples + late;
    const snapped = snapCuts(lines, { firstBeatSample, beatSamples, fps });
    // The first of equals: the earlier the music's first beat, the better a video opens.
    if (best === undefined || snapped.hits > best.hits) {
      best = { firstBeatSample, ...snapped };
    }
  }
  const { firstBeatSample = musicLeadSamples, cuts = lines.map(evenCuts) } = best ?? {};
  return { music: firstBeatSample === musicLeadSamples ? music : { ...music, firstBeatSample }, cuts };
}

/** A line before any beat: its slot in frames, its shots, and how far its beginning may move. */
interface LaidLine {
  start: number;
  end: number;
  shots: number;
  earlier: number;
  later: number;
}

function layLines(parts: readonly CutPart[], fps: number, shotsIn: (slotMs: number) => number): LaidLine[] {
  const lines: LaidLine[] = [];
  const mostEarlier = Math.max(0, Math.floor((freeBreathMs * fps) / 1000) - 1 - voiceLead(fps));
  let partMs = 0;
  // Frames that the line before leaves silent at its end; nothing stands before the first.
  let silent = 0;
  for (const part of parts) {
    for (const [index, { from, frames }] of slotFrames(part.lines, fps, partMs).entries()) {
      const line = part.lines[index] as CutPart['lines'][number];
      const spoken = Math.ceil((line.speech.sampleCount * fps) / 48_000);
      const lead = Math.max(0, Math.min(voiceLead(fps), frames - spoken));
      const isFirst = lines.length === 0;
      lines.push({
        start: from,
        end: from + frames,
        shots: shotsIn(line.slotMs),
        earlier: isFirst ? 0 : Math.min(mostEarlier, silent),
        later: isFirst ? 0 : lead,
      });
      silent = Math.max(0, frames - spoken - lead);
    }
    partMs += slotSum(part.lines);
  }
  return lines;
}

interface BeatGrid {
  firstBeatSample: number;
  beatSamples: number;
  fps: number;
}

function snapCuts(lines: readonly LaidLine[], grid: BeatGrid): { hits: number; cuts: number[][] } {
  const least = Math.ceil((leastShotMs * grid.fps) / 1000);
  let hits = 0;
  const snap = (frame: number, low: number, high: number): number => {
    const beat = nearestBeat(frame, grid);
    const isHit = beat >= low && beat <= high;
    hits += isHit ? 1 : 0;
    return isHit ? beat : frame;
  };
  const starts: number[] = [];
  for (const { start, end, earlier, later } of lines) {
    const before = starts.at(-1);
    // A line that is short already is not made shorter.
    const low = Math.max(start - earlier, before === undefined ? start : Math.min(start, before + least));
    const high = Math.min(start + later, Math.max(start, end - least));
    starts.push(before === undefined ? start : snap(start, low, high));
  }
  const shift = Math.floor((shotShiftMs * grid.fps) / 1000);
  const cuts = lines.map((line, index) => {
    const even = evenCuts({ ...line, start: starts[index] as number, end: starts[index + 1] ?? line.end });
    const end = even.at(-1) as number;
    for (let shot = 1; shot < line.shots; shot += 1) {
      const frame = even[shot] as number;
      const low = Math.max(frame - shift, Math.min(frame, (even[shot - 1] as number) + least));
      const high = Math.min(frame + shift, Math.max(frame, end - least * (line.shots - shot)));
      even[shot] = snap(frame, low, high);
    }
    return even;
  });
  return { hits, cuts };
}

/** Shots of equal length: the frames at which they begin, then the line's end. */
function evenCuts({ start, end, shots }: Pick<LaidLine, 'start' | 'end' | 'shots'>): number[] {
  return Array.from({ length: shots + 1 }, (_, shot) => start + Math.round(((end - start) * shot) / shots));
}

function nearestBeat(frame: number, { firstBeatSample, beatSamples, fps }: BeatGrid): number {
  const beat = Math.max(0, Math.round(((frame * 48_000) / fps - firstBeatSample) / beatSamples));
  return Math.round(((firstBeatSample + beat * beatSamples) * fps) / 48_000);
}

function byPart(parts: readonly CutPart[], cuts: readonly number[][]): number[][][] {
  let from = 0;
  return parts.map((part) => {
    const own = cuts.slice(from, from + part.lines.length);
    from += part.lines.length;
    return own;
  });
}
