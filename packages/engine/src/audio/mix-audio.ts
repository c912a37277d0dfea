import { ClipoError, type Music, type VoiceClip } from '@clipo/contract';
import { audioRate } from './audio-track.ts';
import { composeMusic } from './compose-music.ts';
import { duck } from './duck.ts';
import { limit } from './limiter.ts';
import { integratedLoudness, type Stereo } from './loudness.ts';
import { readWav } from './read-wav.ts';
import { truePeak } from './true-peak.ts';

/** What a mix is made of. Times are frames at `fps`. */
export interface MixRequest {
  voice: readonly VoiceClip[];
  music: Music | null;
  totalFrames: number;
  fps: number;
}

/** A finished stereo mix at 48 kHz. */
export interface Mix extends Stereo {
  sampleCount: number;
  /** LUFS; null where the mix is silent (no voice and no music). */
  loudness: number | null;
  /** dBTP; null where the mix is silent. */
  truePeakDb: number | null;
}

/** Integrated loudness that platforms play at, and how close the mix comes to it. */
const targetLoudness = -14;
const loudnessTolerance = 0.1;
/** Under the −1 dBTP that is promised: AAC lifts peaks by some tenths of a decibel, and meters differ by as much. */
const ceilingDb = -2;
const ceilingTolerance = 0.2;
/** A mix that needs more than this is all but silent; its noise is not worth lifting. */
const mostGainDb = 40;
const mostPasses = 10;
const mostStepDb = 6;
/** A syllable's length to begin with; for sound that is all peaks down to one swing of a voice. */
const calmReleaseMs = 80;
const leastReleaseMs = 4;
/** Below this slope (LU out for each dB in) more gain only presses everything down: let go of it sooner. */
const leastSlope = 0.5;
/** Lines are cut at silence, yet a step of one sample would click. */
const edgeSamples = audioRate / 400;

/** Samples of a video: whole frames, rounded to the nearest sample. */
function samplesOf(frames: number, fps: number): number {
  return Math.round((frames * audioRate) / fps);
}

/**
 * Mixes voice and music: lines at their exact samples, music at its level against the voice and down while it speaks,
 * the whole at −14 LUFS with true peaks under −1 dBTP and as long as the picture to the sample. Without voice and
 * music the mix is silent and says so (`loudness` null). Equal requests give equal samples.
 * Throws `not_found` and `unreadable_material` for voice files, `cancelled`.
 */
export async function mixAudio(request: MixRequest, signal?: AbortSignal): Promise<Mix> {
  const sampleCount = samplesOf(request.totalFrames, request.fps);
  const voice = await layVoice(request, sampleCount);
  if (signal?.aborted) {
    throw new ClipoError('cancelled', 'the sound mix was cancelled');
  }
  const bed = layBed(request.music, voice, sampleCount);
  return master(bed);
}

async function layVoice({ voice, fps }: MixRequest, sampleCount: number): Promise<Float32Array | null> {
  if (voice.length === 0) {
    return null;
  }
  const track = new Float32Array(sampleCount);
  const lines = await Promise.all(voice.map((clip) => readWav(clip.path)));
  voice.forEach((clip, index) => {
    const start = samplesOf(clip.startFrame, fps);
    const samples = lines[index]?.subarray(0, clip.sampleCount) ?? new Float32Array(0);
    const count = Math.min(samples.length, sampleCount - start);
    for (let at = 0; at < count; at += 1) {
      const edge = Math.min(1, (at + 1) / edgeSamples, (count - at) / edgeSamples);
      track[start + at] = (track[start + at] as number) + (samples[at] as number) * edge;
    }
  });
  return track;
}

/** Voice and ducked music together, before mastering. */
function layBed(music: Music | null, voice: Float32Array | null, sampleCount: number): Stereo {
  if (music === null) {
    const left = voice ?? new Float32Array(sampleCount);
    return { left, right: left };
  }
  const bed = composeMusic({ track: music.track, seed: music.seed, sampleCount });
  if (voice === null) {
    return bed;
  }
  const gap = (integratedLoudness({ left: voice, right: voice }) ?? targetLoudness) - (integratedLoudness(bed) ?? 0);
  const gain = 10 ** ((gap + music.gainDb) / 20);
  duck(bed, voice);
  for (let index = 0; index < sampleCount; index += 1) {
    const spoken = voice[index] as number;
    bed.left[index] = (bed.left[index] as number) * gain + spoken;
    bed.right[index] = (bed.right[index] as number) * gain + spoken;
  }
  return bed;
}

/**
 * Brings a mix to −14 LUFS under the ceiling. The limiter takes loudness away, the more the harder it works, so the gain
 * is found in passes, each from the slope between the last two. Where both can't hold (a click in silence), the ceiling
 * holds and `loudness` tells the truth.
 */
function master(source: Stereo): Mix {
  const sampleCount = source.left.length;
  const before = integratedLoudness(source);
  if (before === null) {
    const silence = new Float32Array(sampleCount);
    return { left: silence, right: silence, sampleCount, loudness: null, truePeakDb: null };
  }
  let gainDb = Math.min(mostGainDb, targetLoudness - before);
  let limitDb = ceilingDb;
  let releaseMs = calmReleaseMs;
  // What would come out without a limiter at no gain: the first point of the slope.
  let [lastGainDb, lastLoudness] = [0, before];
  for (let pass = 1; ; pass += 1) {
    const mix = limit(source, { gain: 10 ** (gainDb / 20), ceiling: 10 ** (limitDb / 20), releaseMs });
    const loudness = integratedLoudness(mix) ?? before;
    const peakDb = 20 * Math.log10(Math.max(truePeak(mix.left), truePeak(mix.right)));
    const missing = targetLoudness - loudness;
    const isLoudEnough = Math.abs(missing) <= loudnessTolerance || (gainDb >= mostGainDb && missing > 0);
    const isUnderCeiling = peakDb <= ceilingDb + ceilingTolerance;
    if ((isLoudEnough && isUnderCeiling) || pass === mostPasses) {
      return { ...mix, sampleCount, loudness, truePeakDb: peakDb };
    }
    const slope = Math.abs(gainDb - lastGainDb) < 0.01 ? 1 : (loudness - lastLoudness) / (gainDb - lastGainDb);
    const step = missing / Math.min(1, Math.max(0.25, slope));
    if (missing > 0 && slope < leastSlope) {
      releaseMs = Math.max(leastReleaseMs, releaseMs / 2);
    }
    [lastGainDb, lastLoudness] = [gainDb, loudness];
    gainDb = Math.min(mostGainDb, gainDb + Math.max(-mostStepDb, Math.min(mostStepDb, step)));
    limitDb -= isUnderCeiling ? 0 : peakDb - ceilingDb;
  }
}
