import { audioRate } from './audio-track.ts';

/** How far the music goes down under the voice, in decibels. */
const depthDb = 11;
const hopSamples = audioRate / 100;
const hopMs = 10;
/** A hop speaks where it is at most this far below the loudest 10 ms of the voice. */
const speechRangeDb = -32;
/** Pauses shorter than this belong to the sentence: the music stays down. */
const leastGapMs = 500;
/** In a pause just long enough the music comes back by this much, in a long one wholly: no swell for a mere breath. */
const leastLiftDb = 5;
const wholeGapMs = 1_500;
/** The last sound of a line rings on this long before the music moves. */
const holdMs = 120;
const riseMs = 420;
/** The music is down when the next line begins: it falls over this time, and is there a little ahead. */
const fallMs = 220;
const aheadMs = 20;

/**
 * Turns music down, in place, wherever the voice speaks. The voice is known beforehand, so the music gives way just
 * before a line begins, stays down between words, and comes back in pauses the further the longer they are.
 */
export function duck(music: { left: Float32Array; right: Float32Array }, voice: Float32Array): void {
  const gains = duckDecibels(voice).map((decibels) => 10 ** (decibels / 20));
  for (let hop = 0; hop < gains.length; hop += 1) {
    const from = gains[hop] as number;
    const to = gains[Math.min(hop + 1, gains.length - 1)] as number;
    const start = hop * hopSamples;
    const end = Math.min(voice.length, start + hopSamples);
    for (let index = start; index < end; index += 1) {
      const gain = from + ((to - from) * (index - start)) / hopSamples;
      music.left[index] = (music.left[index] as number) * gain;
      music.right[index] = (music.right[index] as number) * gain;
    }
  }
}

/** Gain of the music in decibels at the start of each 10 ms of the voice. */
export function duckDecibels(voice: Float32Array): Float64Array {
  const hopCount = Math.ceil(voice.length / hopSamples);
  const spans = spokenSpans(voice);
  const gains = new Float64Array(hopCount);
  if (spans.length === 0) {
    return gains;
  }
  gains.fill(-depthDb);
  for (let gap = 0; gap <= spans.length; gap += 1) {
    const before = spans[gap - 1];
    const after = spans[gap];
    const from = before?.end ?? 0;
    const to = after?.start ?? hopCount;
    const isInner = before !== undefined && after !== undefined;
    const share = Math.max(0, Math.min(1, ((to - from) * hopMs - leastGapMs) / (wholeGapMs - leastGapMs)));
    const lift = isInner ? leastLiftDb + (depthDb - leastLiftDb) * share : depthDb;
    for (let hop = from; hop < to; hop += 1) {
      const rise = before === undefined ? 1 : ease(((hop - from) * hopMs - holdMs) / riseMs);
      const fall = after === undefined ? 1 : ease(((to - hop) * hopMs - aheadMs) / fallMs);
      gains[hop] = lift * rise * fall - depthDb;
    }
  }
  return gains;
}

/** From 0 to 1 without a corner at either end. */
function ease(share: number): number {
  return 0.5 - 0.5 * Math.cos(Math.PI * Math.max(0, Math.min(1, share)));
}

/** Stretches of speech in hops (half-open); pauses within a sentence do not part them. */
function spokenSpans(voice: Float32Array): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  speakingHops(voice).forEach((isSpeaking, hop) => {
    const last = spans.at(-1);
    if (isSpeaking === 0) {
      return;
    }
    if (last !== undefined && (hop - last.end) * hopMs < leastGapMs) {
      last.end = hop + 1;
    } else {
      spans.push({ start: hop, end: hop + 1 });
    }
  });
  return spans;
}

/** 1 for every 10 ms in which the voice is more than breath and room. */
function speakingHops(voice: Float32Array): Uint8Array {
  const powers = new Float64Array(Math.ceil(voice.length / hopSamples));
  let most = 0;
  for (let hop = 0; hop < powers.length; hop += 1) {
    let power = 0;
    const end = Math.min(voice.length, (hop + 1) * hopSamples);
    for (let index = hop * hopSamples; index < end; index += 1) {
      power += (voice[index] as number) ** 2;
    }
    powers[hop] = power;
    most = Math.max(most, power);
  }
  const threshold = most * 10 ** (speechRangeDb / 10);
  return Uint8Array.from(powers, (power) => (power > threshold && power > 0 ? 1 : 0));
}
