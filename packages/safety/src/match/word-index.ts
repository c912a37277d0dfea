import AhoCorasick from 'modern-ahocorasick';
import { foldCharacters } from '../fold/fold-characters.ts';
import { mirrored, otherReadings, type Squeezed, squeeze, squeezeWord } from '../fold/squeeze.ts';
import { fits, type SoughtWord } from './fits.ts';
import { soundAlike, soundOf, syllablesOf } from './sounds.ts';

/** Where a word stands in the raw text, UTF-16 units. */
export interface Found<Tag> {
  tag: Tag;
  start: number;
  end: number;
}

/** A word to look for, and what it stands for. */
export interface Word<Tag> {
  word: string;
  tag: Tag;
  /** Also by sound, in pinyin and back to front. */
  sound: boolean;
  /** Also back to front, where it is long enough to mean nothing else that way. */
  mirror: boolean;
}

interface Entry<Tag> extends Word<Tag> {
  sought: SoughtWord;
}

/** Finds many words at once, however they are dressed up. */
export interface WordIndex<Tag> {
  find(raw: string): Found<Tag>[];
}

/** Reads a list once: what it makes is kept and used for every text. */
export function indexWords<Tag>(words: readonly Word<Tag>[]): WordIndex<Tag> {
  const entries = new Map<string, Entry<Tag>[]>();
  for (const word of words) {
    const { text, breaks } = squeezeWord(foldCharacters(word.word));
    const entry = { ...word, sought: { text, breaks, isLatin: /^[a-z\d]+$/.test(text) } };
    entries.set(text, [...(entries.get(text) ?? []), entry]);
  }
  const automaton = new AhoCorasick([...entries.keys()]);
  const bySound = indexSounds([...entries.values()].flat().filter(({ sound, sought }) => sound && !sought.isLatin));

  const findIn = (squeezed: Squeezed, isMirror: boolean): Found<Tag>[] =>
    automaton.search(squeezed.text).flatMap(({ pattern, start, end }) =>
      (entries.get(pattern) ?? [])
        .filter(({ sought, mirror }) => !isMirror || (mirror && sought.text.length >= (sought.isLatin ? 5 : 3)))
        .filter(({ sought }) => fits(squeezed, start, end, sought))
        .map(({ tag }) => ({ tag, ...placeOf(squeezed, start, end) })),
    );

  return {
    find(raw) {
      const units = foldCharacters(raw);
      const plain = squeeze(units);
      return [
        ...findIn(plain, false),
        ...otherReadings(units).flatMap((reading) => findIn(squeeze(reading), false)),
        ...findIn(mirrored(plain), true),
        ...bySound(plain),
      ];
    },
  };
}

function placeOf({ starts, ends }: Squeezed, start: number, end: number): { start: number; end: number } {
  const [first, last] = [starts[start] ?? 0, starts[end - 1] ?? 0];
  // Back to front, the last character stands first.
  return first <= last ? { start: first, end: ends[end - 1] ?? first } : { start: last, end: ends[start] ?? last };
}

/** Finds words by their syllables. Each distinct syllable is one character to the automaton. */
function indexSounds<Tag>(entries: readonly Entry<Tag>[]): (squeezed: Squeezed) => Found<Tag>[] {
  const codes = new Map<string, string>();
  const codeOf = (sound: string) => {
    const code = codes.get(sound) ?? String.fromCharCode(0xe000 + codes.size);
    codes.set(sound, code);
    return code;
  };
  const bySound = new Map<string, Entry<Tag>[]>();
  for (const entry of entries) {
    const sounds = [...entry.sought.text].map((character) => codeOf(soundOf(character))).join('');
    bySound.set(sounds, [...(bySound.get(sounds) ?? []), entry]);
  }
  const known = new Set(codes.keys());
  const automaton = new AhoCorasick([...bySound.keys()]);
  return (squeezed) => {
    const syllables = syllablesOf(squeezed, known);
    const coded = syllables.map(({ sound }) => codes.get(sound) ?? '\0').join('');
    return automaton.search(coded).flatMap(({ pattern, start, end }) => {
      const spoken = syllables.slice(start, end);
      const [first, last] = [spoken[0]?.start ?? 0, spoken.at(-1)?.end ?? 0];
      const isWhole =
        !(spoken[0]?.isLatin === true && syllables[start - 1]?.end === first && cutsRun(squeezed, first)) &&
        !(spoken.at(-1)?.isLatin === true && cutsRun(squeezed, last));
      return (bySound.get(pattern) ?? [])
        .filter(({ sought }) => {
          const same = spoken.filter(({ start: place }, index) => squeezed.text[place] === sought.text[index]).length;
          const letters = spoken.filter(({ isLatin }) => isLatin).length;
          const areTonesKept = spoken.every(
            ({ start: place, isLatin }, index) =>
              isLatin || soundAlike(squeezed.text[place] ?? '', sought.text[index] ?? ''),
          );
          return (
            isWhole && (areTonesKept || sought.text.length > mostToned) && isMeant(sought.text.length, same, letters)
          );
        })
        .map(({ tag }) => ({ tag, ...placeOf(squeezed, first, last) }));
    });
  };
}

/** Whether a run of letters goes on across a place. */
function cutsRun({ text, gaps }: Squeezed, place: number): boolean {
  return /[a-z]/.test(text[place - 1] ?? '') && /[a-z]/.test(text[place] ?? '') && gaps[place] === 0;
}

/** Up to so many characters a word is another one where a tone differs: 部分视频 is no 分尸, 运行服务 no 性服务. */
const mostToned = 3;

/** Short words sound like harmless ones: some of the characters must be the word's own, or written as pinyin. */
function isMeant(length: number, same: number, letters: number): boolean {
  if (same === length) {
    return false;
  }
  return length >= 4 || (length === 3 ? same + letters >= 1 : same + letters === 2 || (same === 1 && letters === 0));
}
