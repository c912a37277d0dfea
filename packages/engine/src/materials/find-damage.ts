import { startProgram } from '../ffmpeg/run.ts';
import { decoderArgs, type Stretch } from './playable-form.ts';
import { openingArgs, quotientOf, type VideoTrack } from './probe-media.ts';

/** A decoded frame: its time from the clip's start, and whether the decoder complained since the frame before. */
export interface FrameReport {
  timeMs: number;
  isKey: boolean;
  hasComplaint: boolean;
}

/**
 * Decodes a clip once and tells of every frame whether the decoder complained. FFmpeg does not mark damaged frames, but on
 * one thread it writes a frame's complaints before the line in which `showinfo` tells of the frame. (ffprobe's `show_log`
 * loses what is said before the first frame comes out.) Costs a full decode.
 */
export async function reportFrames(path: string, track: VideoTrack, signal?: AbortSignal): Promise<FrameReport[]> {
  const input = ['-threads', '1', ...decoderArgs(track), ...openingArgs(path), '-map', `0:${track.index}`];
  const output = ['-vf', 'showinfo=checksum=0', '-fps_mode', 'passthrough', '-f', 'null', '-'];
  const reports: FrameReport[] = [];
  let hasComplaint = false;
  const program = startProgram('ffmpeg', [...input, ...output], signal, (line) => {
    if (/\[(error|fatal|panic)\]/.test(line)) {
      hasComplaint = true;
    }
    const frame = /\bpts_time:\s*(-?[\d.]+).*\biskey:([01])/.exec(line);
    if (frame !== null) {
      reports.push({ timeMs: Number(frame[1]) * 1000, isKey: frame[2] === '1', hasComplaint });
      hasComplaint = false;
    }
  });
  program.stdin.end();
  program.stdout.resume();
  await program.finished;
  return reports;
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
