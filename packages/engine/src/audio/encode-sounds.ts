import { createHash } from 'node:crypto';
import { runProgram } from '../ffmpeg/run.ts';
import { type AudioTrack, audioRate } from './audio-track.ts';
import { encodeMix } from './encode-mix.ts';
import { integratedLoudness } from './loudness.ts';
import { truePeak } from './true-peak.ts';

/** A stretch of a file that sounds in a video. Times in milliseconds. */
export interface SoundClip {
  path: string;
  /** Where in the file it begins. */
  fromMs: number;
  /** When in the video it begins, and how long it lasts there. */
  startMs: number;
  durationMs: number;
  speed: number;
  /** 0 silent … 1 as it is. */
  volume: number;
  fadeInMs: number;
  fadeOutMs: number;
}

/**
 * Lays sounds over each other as they are told to, peaks held back, and encodes them as a track of exactly so many samples.
 * Unlike a mix of voice and music nothing is brought to a level: who edits has decided that.
 * @throws ClipoError `program_failed`, `disk_full`, `cancelled`
 */
export async function encodeSounds(
  sounds: readonly SoundClip[],
  { sampleCount, cacheDir, signal }: { sampleCount: number; cacheDir: string; signal: AbortSignal },
): Promise<AudioTrack> {
  const chains = sounds.map((sound, index) => `[${index}:a:0]${chainOf(sound)}[s${index}]`);
  const all = sounds.map((_, index) => `[s${index}]`).join('');
  const mixed = `${all}amix=inputs=${sounds.length}:normalize=0,apad,atrim=end_sample=${sampleCount}`;
  const bytes = await runProgram(
    'ffmpeg',
    [
      ...sounds.flatMap(({ path }) => ['-i', `file:${path}`]),
      ...['-filter_complex', [...chains, `${mixed},alimiter=limit=0.79:level=false[out]`].join(';')],
      ...['-map', '[out]', '-ac', '2', '-ar', String(audioRate), '-f', 'f32le', 'pipe:1'],
    ],
    { signal },
  );
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  const both = new Float32Array(aligned.buffer, aligned.byteOffset, Math.floor(aligned.byteLength / 4));
  const [left, right] = [new Float32Array(sampleCount), new Float32Array(sampleCount)];
  for (let index = 0; index < sampleCount; index += 1) {
    left[index] = both[index * 2] ?? 0;
    right[index] = both[index * 2 + 1] ?? 0;
  }
  const loudness = integratedLoudness({ left, right });
  const peak = Math.max(truePeak(left), truePeak(right));
  const truePeakDb = peak > 0 ? 20 * Math.log10(peak) : null;
  const hash = createHash('sha256').update('sounds-1').update(aligned).digest('hex');
  return encodeMix({ left, right, sampleCount, loudness, truePeakDb }, hash, cacheDir, signal);
}

function chainOf({ fromMs, startMs, durationMs, speed, volume, fadeInMs, fadeOutMs }: SoundClip): string {
  const seconds = (ms: number) => (ms / 1000).toFixed(3);
  // The filter goes down to a half in one step.
  const tempo = speed === 1 ? [] : speed < 0.5 ? [`atempo=0.5,atempo=${speed / 0.5}`] : [`atempo=${speed}`];
  return [
    `atrim=start=${seconds(fromMs)}:duration=${seconds(durationMs * speed)}`,
    'asetpts=PTS-STARTPTS',
    ...tempo,
    `aresample=${audioRate}`,
    'aformat=sample_fmts=fltp:channel_layouts=stereo',
    `volume=${volume}`,
    ...(fadeInMs > 0 ? [`afade=t=in:d=${seconds(fadeInMs)}`] : []),
    ...(fadeOutMs > 0 ? [`afade=t=out:st=${seconds(durationMs - fadeOutMs)}:d=${seconds(fadeOutMs)}`] : []),
    `adelay=delays=${Math.round(startMs)}:all=1`,
  ].join(',');
}
