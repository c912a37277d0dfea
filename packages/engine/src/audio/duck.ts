import { audioRate } from './audio-track.ts';

/** How far the music goes down under the voice, in decibels. */
const duckDb = -11;
const hopSamples = audioRate / 100;
/** A hop speaks where it is at most this far below the loudest 10 ms of the voice. */
const speechRangeDb = -32;
/** Gaps between words up to this long do not bring the music back. */
const holdHops = 30;
/** The music is down when the first sound comes: it starts to fall this much ahead. */
const aheadHops = 6;
const attackMs = 60;
const releaseMs = 350;

/**
 * Turns music down, in place, wherever the voice speaks. The voice is known beforehand, so the music gives way just
 * before a line begins; between words it stays down, after the last one it comes back softly.
 */
export function duck(music: { left: Float32Array; right: Float32Array }, voice: Float32Array): void {
  const gains = duckGains(voice);
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

/** Gain of the music at the start of each 10 ms. */
function duckGains(voice: Float32Array): Float64Array {
  const speaks = speakingHops(voice);
  const down = new Uint8Array(speaks.length);
  speaks.forEach((isSpeaking, hop) => {
    if (isSpeaking === 1) {
      down.fill(1, Math.max(0, hop - aheadHops), Math.min(down.length, hop + holdHops));
    }
  });
  const low = 10 ** (duckDb / 20);
  const gains = new Float64Array(speaks.length);
  const hopMs = (hopSamples / audioRate) * 1000;
  // Three time constants are 95 % of the way.
  const fall = 1 - Math.exp((-3 * hopMs) / attackMs);
  const rise = 1 - Math.exp((-3 * hopMs) / releaseMs);
  let gain = down[0] === 1 ? low : 1;
  for (let hop = 0; hop < gains.length; hop += 1) {
    const wanted = down[hop] === 1 ? low : 1;
    gain += (wanted - gain) * (wanted < gain ? fall : rise);
    gains[hop] = gain;
  }
  return gains;
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
