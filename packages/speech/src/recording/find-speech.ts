/** A stretch of speech, in samples at 48 kHz (half-open). */
export interface SpeechSpan {
  start: number;
  end: number;
}

/** What `findSpeech` heard: where somebody speaks, or why it is no narration. */
export type HeardSpeech = { spans: SpeechSpan[] } | { fault: 'silent' | 'no_speech' };

const hopSamples = 480;
/** Quieter than this at its loudest, in dB under full scale, a recording is of a microphone that was off. */
const silentDb = -50;
/** Speech swings by syllables; what stays within so many decibels is a hum, noise or a tone. */
const leastSwingDb = 8;
/** A hop speaks where it is this far up from the quiet of the room to the voice, or this far under the voice. */
const thresholdShare = 0.35;
const speechRangeDb = 30;
/** Shorter gaps are stops within a word, shorter sounds are clicks. */
const leastPauseHops = 9;
const leastSoundHops = 5;
/** Less than this in all is a cough. */
const leastSpeechHops = 40;

/**
 * Finds the speech in a mono recording at 48 kHz by its energy: stretches louder than the room, parted by pauses of
 * 90 ms and more. Pure.
 */
export function findSpeech(samples: Float64Array): HeardSpeech {
  const levels = hopLevels(samples);
  const sorted = levels.toSorted();
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NEGATIVE_INFINITY;
  const [room, voice] = [at(0.1), at(0.95)];
  if (voice < silentDb) {
    return { fault: 'silent' };
  }
  if (voice - room < leastSwingDb) {
    return { fault: 'no_speech' };
  }
  const threshold = Math.max(room + (voice - room) * thresholdShare, voice - speechRangeDb);
  const spans: { first: number; end: number }[] = [];
  levels.forEach((level, hop) => {
    if (level < threshold) {
      return;
    }
    const last = spans.at(-1);
    if (last !== undefined && hop - last.end < leastPauseHops) {
      last.end = hop + 1;
    } else {
      spans.push({ first: hop, end: hop + 1 });
    }
  });
  const spoken = spans.filter(({ first, end }) => end - first >= leastSoundHops);
  const hops = spoken.reduce((sum, { first, end }) => sum + end - first, 0);
  return hops < leastSpeechHops
    ? { fault: 'no_speech' }
    : {
        spans: spoken.map(({ first, end }) => ({
          start: first * hopSamples,
          end: Math.min(samples.length, end * hopSamples),
        })),
      };
}

/** Power of each 10 ms in dB under full scale. */
function hopLevels(samples: Float64Array): Float64Array {
  const levels = new Float64Array(Math.ceil(samples.length / hopSamples));
  for (let hop = 0; hop < levels.length; hop += 1) {
    const end = Math.min(samples.length, (hop + 1) * hopSamples);
    let power = 0;
    for (let index = hop * hopSamples; index < end; index += 1) {
      power += (samples[index] as number) ** 2;
    }
    levels[hop] = 10 * Math.log10(power / (end - hop * hopSamples) + 1e-12);
  }
  return levels;
}
