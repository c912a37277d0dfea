import type { Music, SoundEvent, Storyboard, VoiceClip } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import { musicLeadSamples } from '@clipo/contract/music-catalog';
import { audioRate } from './audio-track.ts';
import { composeMusic } from './compose-music.ts';
import { duck } from './duck.ts';
import { addEffects, addRoomTone } from './effects.ts';
import { limit } from './limiter.ts';
import { integratedLoudness, type Stereo } from './loudness.ts';
import { playOwnMusic } from './own-music.ts';
import { readWav } from './read-wav.ts';
import { truePeak } from './true-peak.ts';

/** What a mix is made of. Times are frames at `fps`. */
export interface MixRequest {
  voice: readonly VoiceClip[];
  music: Music | null;
  /** Sounds of gestures; left out, there are none. */
  sounds?: readonly SoundEvent[] | undefined;
  totalFrames: number;
  fps: number;
}

/** The mix that a storyboard asks for; `totalFrames` is the length of its picture. */
export function mixRequestOf(storyboard: Storyboard, totalFrames: number): MixRequest {
  const { voice, music, sounds, fps } = storyboard;
  return { voice, music, sounds, totalFrames, fps };
}

/** Where loops are kept between runs, and how to stop. */
export interface MixOptions {
  cacheDir?: string;
  signal?: AbortSignal | undefined;
}

/** A finished stereo mix at 48 kHz. */
export interface Mix extends Stereo {
  sampleCount: number;
  /** LUFS; null where the mix is silent (no voice and no music). */
  loudness: number | null;
  /** dBTP; null where the mix is silent. */
  truePeakDb: number | null;
}

/** Music begins with its first beat, after a first AAC packet of silence; it goes out under the last picture. */
const silentSamples = 1024;
const fadeInSamples = musicLeadSamples - silentSamples;
/** Where the first beat comes later, a bar's last notes lead in to it: they ring already, and swell in. */
const leadInSamples = audioRate / 10;
const fadeOutSamples = audioRate * 1.6;

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
 * Throws `not_found` and `unreadable_material` for voice and music files, `cancelled`.
 */
export async function mixAudio(request: MixRequest, options: MixOptions = {}): Promise<Mix> {
  const sampleCount = samplesOf(request.totalFrames, request.fps);
  const voice = await layVoice(request, sampleCount);
  const music = request.music === null ? null : await playMusic(request.music, sampleCount, options);
  if (options.signal?.aborted) {
    throw new ClipoError('cancelled', 'the sound mix was cancelled');
  }
  const bed = layBed(voice, music, request.music?.gainDb ?? 0, sampleCount);
  const reference = loudnessOf(voice) ?? (music === null ? null : integratedLoudness(bed));
  if (reference !== null) {
    addEffects(bed, request.sounds ?? [], { fps: request.fps, reference });
  }
  const mix = master(bed);
  // After mastering: the limiter's gain must not lift it.
  if (music === null && mix.loudness !== null) {
    addRoomTone(mix);
  }
  return mix;
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

/** A piece or a file of the user's over the whole video, softly faded at both ends. */
async function playMusic(music: Music, sampleCount: number, { cacheDir, signal }: MixOptions): Promise<Stereo> {
  const sound =
    'track' in music
      ? await composeMusic({ ...music, sampleCount }, cacheDir)
      : await playOwnMusic(music.path, sampleCount, signal);
  const isLeadIn = 'track' in music && (music.firstBeatSample ?? musicLeadSamples) > musicLeadSamples;
  fade(sound.left, isLeadIn ? leadInSamples : fadeInSamples);
  fade(sound.right, isLeadIn ? leadInSamples : fadeInSamples);
  return sound;
}

/** Raised-cosine fades at both ends; in a short piece they take at most a quarter each. */
function fade(samples: Float32Array, riseSamples: number): void {
  const most = Math.floor(samples.length / 4);
  const [rise, fall] = [Math.min(riseSamples, most), Math.min(fadeOutSamples, most)];
  samples.fill(0, 0, silentSamples);
  for (let index = 0; index < rise && silentSamples + index < samples.length; index += 1) {
    const at = silentSamples + index;
    samples[at] = (samples[at] as number) * (0.5 - 0.5 * Math.cos((Math.PI * index) / rise));
  }
  for (let index = 0; index < fall; index += 1) {
    const at = samples.length - 1 - index;
    samples[at] = (samples[at] as number) * (0.5 - 0.5 * Math.cos((Math.PI * index) / fall));
  }
}

function loudnessOf(voice: Float32Array | null): number | null {
  return voice === null ? null : integratedLoudness({ left: voice, right: voice });
}

/** Voice and ducked music together, before mastering. */
function layBed(voice: Float32Array | null, music: Stereo | null, gainDb: number, sampleCount: number): Stereo {
  if (voice === null) {
    return music ?? { left: new Float32Array(sampleCount), right: new Float32Array(sampleCount) };
  }
  if (music === null) {
    return { left: voice.slice(), right: voice.slice() };
  }
  const gap = (loudnessOf(voice) ?? targetLoudness) - (integratedLoudness(music) ?? 0);
  const gain = 10 ** ((gap + gainDb) / 20);
  duck(music, voice);
  for (let index = 0; index < sampleCount; index += 1) {
    const spoken = voice[index] as number;
    music.left[index] = (music.left[index] as number) * gain + spoken;
    music.right[index] = (music.right[index] as number) * gain + spoken;
  }
  return music;
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
