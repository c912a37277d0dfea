import { encodePlayable, type PlayableJob } from './encode-playable.ts';
import { cleanStretches, reportFrames } from './find-damage.ts';
import { makeExcerpts } from './make-excerpts.ts';
import type { Stretch } from './playable-form.ts';
import { openingArgs, quotientOf } from './probe-media.ts';

/** Decoding more than this (3 minutes of 1080p at 30 frames) takes too long before a video: excerpts are enough. */
const mostPixels = 3 * 60 * 30 * 1920 * 1080;
/** However small its picture is, a clip longer than this is used by excerpts. */
const mostWholeMs = 10 * 60 * 1000;
/** A recording that does not know its length is read so far and no further. */
const unknownLengthSeconds = 600;

/**
 * Writes a clip's playable form: all of a short clip, the best excerpts of a long one, in either case without the
 * stretches that do not decode cleanly.
 * @returns the times in the playable form (ms) at which another stretch of the source begins.
 * @throws ClipoError `program_failed` where nothing decodes.
 */
export async function makePlayable(job: PlayableJob): Promise<number[]> {
  const { track, probe } = job;
  const pixelsPerSecond = track.codedWidth * track.codedHeight * quotientOf(track.rate);
  const { durationMs } = probe;
  const affordableMs = Math.min(mostWholeMs, (mostPixels / pixelsPerSecond) * 1000);
  if (durationMs !== undefined && durationMs > affordableMs) {
    return makeExcerpts(job, durationMs, affordableMs);
  }
  const limit = probe.durationMs === undefined ? ['-t', String(unknownLengthSeconds)] : [];
  const input = [...limit, ...openingArgs(job.path)];
  const complaints = await encodePlayable(job, input, undefined);
  if (complaints === '') {
    return [];
  }
  // Something in it is damaged: find out where, and make the form anew from the rest.
  const reports = await reportFrames(job.path, track, job.signal);
  if (!reports.some((report) => report.hasComplaint)) {
    return [];
  }
  const clean = cleanStretches(reports, track);
  await encodePlayable(job, input, clean.length === 0 ? [{ startMs: 0, endMs: 0 }] : clean);
  return joinsOf(clean);
}

function joinsOf(stretches: readonly Stretch[]): number[] {
  let length = 0;
  const joins = stretches.map(({ startMs, endMs }) => {
    length += endMs - startMs;
    return length;
  });
  return joins.slice(0, -1);
}
