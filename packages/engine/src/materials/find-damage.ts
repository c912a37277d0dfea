import { z } from 'zod';
import { runProgram } from '../ffmpeg/run.ts';
import type { Stretch } from './playable-form.ts';
import { openingArgs, quotientOf, type VideoTrack } from './probe-media.ts';

const DecodedFrame = z.object({
  key_frame: z.number().default(0),
  best_effort_timestamp_time: z.string().optional(),
  logs: z.array(z.object({ level: z.number() })).default([]),
});
const DecodedFrames = z.object({ frames: z.array(DecodedFrame).default([]) });

/** A decoded frame: its time from the clip's start, and whether the decoder complained while it worked on it. */
export interface FrameReport {
  timeMs: number;
  isKey: boolean;
  hasComplaint: boolean;
}

/** AV_LOG_ERROR: what is told at this level or below is damage; above it are remarks. */
const errorLevel = 16;

/** Decodes a clip once, on one thread so that complaints stand at the frame they belong to. Costs a full decode. */
export async function reportFrames(
  path: string,
  track: VideoTrack,
  startMs: number,
  signal?: AbortSignal,
): Promise<FrameReport[]> {
  const args = [
    '-v',
    'quiet',
    '-threads',
    '1',
    '-select_streams',
    String(track.index),
    '-show_log',
    String(errorLevel),
  ];
  const entries = ['-show_frames', '-show_entries', 'frame=key_frame,best_effort_timestamp_time', '-of', 'json'];
  const output = await runProgram('ffprobe', [...args, ...entries, ...openingArgs(path)], signal && { signal });
  const { frames } = DecodedFrames.parse(JSON.parse(output.toString('utf8')));
  return frames.flatMap((frame) => {
    const timeMs = Number(frame.best_effort_timestamp_time) * 1000 - startMs;
    const hasComplaint = frame.logs.some((log) => log.level <= errorLevel);
    return Number.isFinite(timeMs) ? [{ timeMs, isKey: frame.key_frame === 1, hasComplaint }] : [];
  });
}

/**
 * The clean stretches of a clip, in order. Damage spreads along predicted frames, so it lasts from the frame with the
 * complaint to the next key frame that was decoded after it. Stretches shorter than half a second are dropped.
 * Pure: `reports` are in order of time.
 */
export function cleanStretches(reports: readonly FrameReport[], track: VideoTrack): Stretch[] {
  const frameMs = 1000 / quotientOf(track.rate);
  const stretches: Stretch[] = [];
  let startMs: number | undefined;
  let framesSinceDamage = reorderDepth;
  let isDamaged = false;
  let endMs = 0;
  const close = () => {
    // One frame less on both sides: the rate conversion may take the nearest frame on either side of a cut.
    if (startMs !== undefined && endMs - startMs >= 500) {
      stretches.push({ startMs: Math.ceil(startMs), endMs: Math.floor(endMs) });
    }
    startMs = undefined;
  };
  for (const report of reports) {
    framesSinceDamage = report.hasComplaint ? 0 : framesSinceDamage + 1;
    if (report.hasComplaint) {
      isDamaged = true;
      endMs -= frameMs;
      close();
    } else if (isDamaged && report.isKey && framesSinceDamage >= reorderDepth) {
      isDamaged = false;
    }
    if (!isDamaged) {
      // A hole in the times (lost packets) would show as a frozen picture.
      if (startMs !== undefined && report.timeMs - endMs > 500) {
        close();
      }
      startMs ??= report.timeMs;
      endMs = report.timeMs + frameMs;
    }
  }
  close();
  return stretches;
}

/** A complaint may be filed with a frame that is shown up to this many frames before the damaged one. */
const reorderDepth = 4;
