import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { ClipoError, type FaceFinder, type Size, type VideoMaterial } from '@clipo/contract';
import { z } from 'zod';
import { findMoments } from './find-moments.ts';
import { type FrameRun, findShots } from './find-shots.ts';
import { rounded, SubjectBox } from './find-subject.ts';
import { createSubjectTracker, type SubjectSample } from './find-subject-track.ts';
import { createFaceTracker } from './follow-faces.ts';
import { type LabPicture, labOfYuv } from './lab-picture.ts';
import { makePlayable } from './make-playable.ts';
import { type FrameMeasure, type FrameSampling, measureFrames } from './measure-frames.ts';
import { Look, measureLook } from './measure-look.ts';
import { measureNoise } from './measure-noise.ts';
import { createMotionTracker, shakeOf } from './measure-shake.ts';
import { detectMotion, isMended, mendFilters, mendsFor } from './mend-clip.ts';
import { playableFormOf } from './playable-form.ts';
import { type MediaProbe, openingArgs, quotientOf, type VideoTrack } from './probe-media.ts';
import { unreadable } from './unreadable.ts';

const whole = z.number().int().min(0);
const stretch = { startMs: whole, endMs: whole };
/** What is known of a clip's playable form; kept beside it in the cache. */
export const VideoFacts = z.strictObject({
  width: whole.min(2),
  height: whole.min(2),
  durationMs: whole.min(1),
  fps: z.number().positive(),
  hasAudio: z.boolean(),
  shots: z.array(z.strictObject(stretch)).min(1),
  moments: z.array(z.strictObject({ ...stretch, score: z.number().min(0).max(1) })).min(1),
  subjects: z.array(z.strictObject({ atMs: whole, box: SubjectBox })).optional(),
  faces: z.array(z.strictObject({ atMs: whole, box: SubjectBox })).optional(),
  /** One for each shot. */
  looks: z.array(Look.nullable()),
  /** What is to be done about its picture; left out where nothing is. With `steady`, its motion lies beside it. */
  mends: z.strictObject({ steady: z.boolean(), denoise: z.number().min(0) }).optional(),
}) satisfies z.ZodType<Omit<VideoMaterial, 'kind' | 'id' | 'file' | 'path' | 'rights'>>;
export type VideoFacts = z.infer<typeof VideoFacts>;

const mostSide = 16_384;
const mostHours = 12;

/**
 * Makes a clip's playable form at `output` and finds its shots and best moments. All times are those of the playable
 * form. `folder` is for what comes before it and is left to the caller to remove.
 * @throws ClipoError `unreadable_material` (too large, too long, less than 1 s that decodes cleanly), `cancelled`.
 */
export async function prepareVideo(options: {
  file: string;
  path: string;
  probe: MediaProbe;
  track: VideoTrack;
  folder: string;
  output: string;
  mostLongSide: number;
  findFaces: FaceFinder | undefined;
  signal: AbortSignal | undefined;
}): Promise<VideoFacts> {
  const { file, probe, track, signal, output } = options;
  refuseOversize(file, probe, track);
  const form = playableFormOf(track, options.mostLongSide);
  const folder = path.join(options.folder, 'work');
  await mkdir(folder, { recursive: true });
  const joins = await makePlayable({ path: options.path, probe, track, form, folder, output, signal }).catch(
    (cause) => {
      throw isProgramFailure(cause) ? unreadable(file, "can't be decoded as a clip", cause) : cause;
    },
  );
  const fps = quotientOf(form.rate);
  const watch = async (filters: readonly string[]) => {
    const { findFaces } = options;
    const watched = await watchClip(output, form.size, fps, joins, signal, { filters, findFaces }).catch((cause) => {
      throw isProgramFailure(cause) ? unreadable(file, 'holds no picture that decodes', cause) : cause;
    });
    const count = watched.measures.length;
    if (count < Math.floor(fps)) {
      throw unreadable(file, `holds ${(count / fps).toFixed(2)} s that decode cleanly; at least 1 s is needed`);
    }
    return watched;
  };
  let watched = await watch([]);
  const noise = await measureNoise(output, form.size, signal);
  const wanted = mendsFor({ shake: watched.shake, noise });
  const mends = { ...wanted, steady: wanted.steady && (await detectMotion(output, signal)) };
  if (mends.steady) {
    // What will be shown lies elsewhere, and moves otherwise: looked at as it will be, encoded once with its colours.
    watched = await watch(mendFilters(mends, form.size, path.dirname(output)));
  }
  await rm(folder, { recursive: true, force: true });
  const { measures, shots, looks } = watched;
  // Inwards, so that no time of a stretch shows a frame of its neighbour.
  const timesOf = (run: FrameRun) => ({
    startMs: Math.ceil((run.start * 1000) / fps),
    endMs: Math.floor((run.end * 1000) / fps),
  });
  const placeOf = ({ frame, box }: SubjectSample) => ({ atMs: Math.ceil((frame * 1000) / fps), box: rounded(box) });
  return {
    ...form.size,
    durationMs: Math.floor((measures.length * 1000) / fps),
    fps,
    hasAudio: probe.hasAudio,
    shots: shots.map(timesOf),
    looks,
    ...(isMended(mends) && { mends }),
    moments: findMoments(measures, shots, fps).map((run) => ({ ...timesOf(run), score: Number(run.score.toFixed(4)) })),
    ...(watched.subjects.length > 0 && { subjects: watched.subjects.map(placeOf) }),
    ...(watched.faces.length > 0 && { faces: watched.faces.map(placeOf) }),
  };
}

/** What one decode of a clip tells. */
interface Watched {
  measures: FrameMeasure[];
  shots: FrameRun[];
  subjects: SubjectSample[];
  faces: SubjectSample[];
  looks: (Look | null)[];
  /** The largest of its shots. */
  shake: number;
}

/**
 * All that is found out of a clip in one decode on one thread. `joins`: times (ms) known to begin another shot;
 * `filters`: it is watched through these. Without `findFaces` no faces are looked for.
 * @throws ClipoError `program_failed`, `cancelled`.
 */
export async function watchClip(
  output: string,
  size: Size,
  fps: number,
  joins: readonly number[],
  signal: AbortSignal | undefined,
  { filters = [], findFaces }: { filters?: readonly string[]; findFaces?: FaceFinder | undefined } = {},
): Promise<Watched> {
  const subject = createSubjectTracker(fps);
  const faces = findFaces && createFaceTracker(fps, findFaces);
  const motion = createMotionTracker();
  const colors: { frame: number; picture: LabPicture }[] = [];
  const sampling: FrameSampling = {
    everyFrames: subject.sampling.everyFrames,
    take(planes, frameSize, frame) {
      const picture = labOfYuv(planes, frameSize.width, frameSize.height);
      subject.sampling.take(picture, frame);
      colors.push({ frame, picture: thinned(picture) });
    },
  };
  const input = ['-threads', '1', ...openingArgs(output)];
  const samplings = [sampling, ...(faces === undefined ? [] : [faces.sampling])];
  const measures = await measureFrames(input, size, filters.join(','), signal, samplings, motion.take);
  const shots = findShots(
    measures,
    joins.map((join) => Math.round((join * fps) / 1000)),
  );
  const inside = (shot: FrameRun) => colors.filter(({ frame }) => frame >= shot.start && frame < shot.end);
  return {
    measures,
    shots,
    subjects: subject.follow(shots),
    faces: faces?.follow(shots) ?? [],
    looks: shots.map((shot) => measureLook(inside(shot).map(({ picture }) => picture))),
    shake: Math.max(...shots.map((shot) => shakeOf(motion.shifts, shot, fps, motion.longSide()))),
  };
}

/** Every third pixel across and down: enough to know colours by, and little to keep of a long clip. */
function thinned({ width, height, ...planes }: LabPicture): LabPicture {
  const [wide, high] = [Math.ceil(width / 3), Math.ceil(height / 3)];
  const pick = (plane: Float32Array) =>
    Float32Array.from(
      { length: wide * high },
      (_, at) => plane[Math.floor(at / wide) * 3 * width + (at % wide) * 3] as number,
    );
  return { width: wide, height: high, lightness: pick(planes.lightness), a: pick(planes.a), b: pick(planes.b) };
}

function refuseOversize(file: string, probe: MediaProbe, track: VideoTrack): void {
  const { codedWidth: width, codedHeight: height } = track;
  if (width < 1 || height < 1) {
    throw unreadable(file, 'has a picture track without a size');
  }
  if (Math.max(width, height) > mostSide) {
    throw unreadable(file, `is ${width}×${height} pixels; at most ${mostSide} a side can be used`);
  }
  if ((probe.durationMs ?? 0) > mostHours * 3_600_000) {
    throw unreadable(file, `is longer than ${mostHours} hours; cut out the part that is needed`);
  }
}

function isProgramFailure(cause: unknown): boolean {
  return cause instanceof ClipoError && cause.code === 'program_failed';
}
