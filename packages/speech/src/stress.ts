import type { SpokenWord } from '@clipo/contract';

/** How much louder a marked word is, in dB, and how long it takes to get there, in samples. */
const stressDb = 3.5;
const easeSamples = 1_440;

/** Whether a word lies in one of the stretches that a text marks. */
export function isMarked(
  word: Pick<SpokenWord, 'textStart' | 'textEnd'>,
  stresses: readonly { start: number; end: number }[],
): boolean {
  return stresses.some(({ start, end }) => start < word.textEnd && end > word.textStart);
}

/** Makes marked words louder than the rest, the same for every engine: none of them agrees with another on how to ask. */
export function raiseStressed(
  samples: Float64Array,
  words: readonly SpokenWord[],
  stresses: readonly { start: number; end: number }[],
): Float64Array {
  const marked = words.filter((word) => isMarked(word, stresses));
  if (marked.length === 0) {
    return samples;
  }
  const raised = samples.slice();
  const gain = new Float64Array(samples.length);
  for (const { startSample, endSample } of marked) {
    for (
      let at = Math.max(0, startSample - easeSamples);
      at < Math.min(gain.length, endSample + easeSamples);
      at += 1
    ) {
      const inside = Math.min(
        1,
        (at - startSample + easeSamples) / easeSamples,
        (endSample + easeSamples - at) / easeSamples,
      );
      gain[at] = Math.max(gain[at] as number, inside);
    }
  }
  return raised.map((value, index) => value * 10 ** ((stressDb * (gain[index] as number)) / 20));
}
