import type { QualityFinding } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import { loadMuxer } from '../join/muxer.ts';

/** Where the tracks of a file begin and end, in milliseconds; null where it has no such track. */
export interface ContainerTimes {
  video: { startMs: number; endMs: number } | null;
  audio: { startMs: number; endMs: number } | null;
}

/** Sound this far from its picture is seen by most people (ITU-R BT.1359: 45 ms early, 125 ms late). */
const mostOffsetMs = 60;
/** Tracks may differ by a packet of sound and a frame. */
const mostDifferenceMs = 80;

/**
 * Reads where the tracks of a finished file begin and end: from its index, nothing is decoded.
 * @throws ClipoError `unreadable_material` where it is no such file
 */
export async function readContainer(file: string): Promise<ContainerTimes> {
  const { ALL_FORMATS, FilePathSource, Input } = await loadMuxer();
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS });
  try {
    const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
    const timesOf = async (track: typeof video | typeof audio) =>
      track === null
        ? null
        : {
            startMs: Math.round((await track.getFirstTimestamp()) * 1000),
            endMs: Math.round((await track.computeDuration()) * 1000),
          };
    return { video: await timesOf(video), audio: await timesOf(audio) };
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new ClipoError('unreadable_material', `${file}: ${problem}`, { details: { file, problem }, cause });
  } finally {
    input.dispose();
  }
}

/** Sound that is not with its picture, and tracks that are not as long as planned. Pure. */
export function checkContainer({ video, audio }: ContainerTimes, plannedMs: number): QualityFinding[] {
  const findings: QualityFinding[] = [];
  const fault = { severity: 'fault' } as const;
  if (video === null || audio === null) {
    return [{ kind: 'length', ...fault, measured: 0, limit: plannedMs }];
  }
  const offset = audio.startMs - video.startMs;
  if (Math.abs(offset) > mostOffsetMs) {
    findings.push({ kind: 'av-offset', ...fault, measured: offset, limit: mostOffsetMs });
  }
  const lengths = [video.endMs - video.startMs, audio.endMs - audio.startMs];
  const furthest = lengths.find((length) => Math.abs(length - plannedMs) > mostDifferenceMs);
  if (furthest !== undefined) {
    findings.push({ kind: 'length', ...fault, measured: furthest, limit: plannedMs });
  }
  return findings;
}
