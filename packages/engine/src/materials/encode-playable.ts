import { startProgram } from '../ffmpeg/run.ts';
import { type PlayableForm, playableArgs, type Stretch } from './playable-form.ts';
import type { MediaProbe, VideoTrack } from './probe-media.ts';

/** What a playable form is made from. */
export interface PlayableJob {
  path: string;
  probe: MediaProbe;
  track: VideoTrack;
  form: PlayableForm;
  /** An empty folder for the file and what comes before it. */
  folder: string;
  /** File to write. */
  output: string;
  signal: AbortSignal | undefined;
}

/** Encodes `input` into the job's output and gives back what the decoder complained of ('' for a clean one). */
export async function encodePlayable(
  job: Pick<PlayableJob, 'track' | 'form' | 'output' | 'signal'>,
  input: readonly string[],
  keep: readonly Stretch[] | undefined,
): Promise<string> {
  const program = startProgram('ffmpeg', playableArgs(input, job.track, job.form, keep, job.output), job.signal);
  program.stdin.end();
  program.stdout.resume();
  await program.finished;
  return program.errors();
}
