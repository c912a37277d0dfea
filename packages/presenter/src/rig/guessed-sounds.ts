import type { PresenterPhoneme, PresenterWord } from '@clipo/contract';

/**
 * Sounds for words of which only the time is known: a consonant and an open vowel for every syllable, evenly over the
 * word, so that who speaks is seen to speak. Lips are never shut on a guess.
 */
export function guessedSounds(words: readonly PresenterWord[]): PresenterPhoneme[] {
  return words.flatMap(({ text, startSample, endSample }) => {
    const syllables = syllablesOf(text);
    const length = (endSample - startSample) / syllables;
    return Array.from({ length: syllables }, (_, index): PresenterPhoneme[] => {
      const start = startSample + index * length;
      const vowel = vowels[(index + text.length) % vowels.length] ?? 'a';
      return [
        { symbol: 't', startSample: Math.round(start), endSample: Math.round(start + length * 0.35) },
        { symbol: vowel, startSample: Math.round(start + length * 0.35), endSample: Math.round(start + length) },
      ];
    }).flat();
  });
}

const vowels = ['a', 'ɛ', 'ə', 'ɔ'];

/** A Chinese character is a syllable; of other words, every group of vowels is one. */
function syllablesOf(text: string): number {
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const groups = text.match(/[aeiouyà-ÿ]+|\d/giu)?.length ?? 0;
  return Math.max(1, characters + groups);
}
