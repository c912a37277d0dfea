import { pinyin } from 'pinyin-pro';
import type { Squeezed } from '../fold/squeeze.ts';

const han = /\p{Script=Han}/u;
const readings = new Map<string, string>();

/** How a Han character is read, without its tone: 赌 → `du`. */
export function soundOf(character: string): string {
  let sound = readings.get(character);
  if (sound === undefined) {
    sound = pinyin(character, { toneType: 'none' }).toLowerCase().replace('ü', 'v');
    readings.set(character, sound);
  }
  return sound;
}

const tones = new Map<string, string>();

/** Whether two Han characters are read alike, tone and all: 堵 and 赌 are, 眼 and 烟 are not. */
export function soundAlike(one: string, other: string): boolean {
  return toneOf(one) === toneOf(other) && soundOf(one) === soundOf(other);
}

function toneOf(character: string): string {
  let tone = tones.get(character);
  if (tone === undefined) {
    tone = pinyin(character, { pattern: 'num' });
    tones.set(character, tone);
  }
  return tone;
}

/** One syllable of a text, and the characters of the squeezed text that it comes from. */
export interface Syllable {
  sound: string;
  start: number;
  end: number;
  isLatin: boolean;
}

/** A text by syllables: Han characters by their reading, pinyin by its syllables. Other words are no syllable: ''. */
export function syllablesOf({ text, gaps }: Squeezed, known: ReadonlySet<string>): Syllable[] {
  const syllables: Syllable[] = [];
  for (let place = 0; place < text.length; ) {
    const character = text[place] ?? '';
    if (!/[a-z]/.test(character)) {
      syllables.push({
        sound: han.test(character) ? soundOf(character) : '',
        start: place,
        end: place + 1,
        isLatin: false,
      });
      place += 1;
      continue;
    }
    let end = place + 1;
    while (end < text.length && /[a-z]/.test(text[end] ?? '') && (gaps[end] ?? 0) === 0) {
      end += 1;
    }
    const cut = cutPinyin(text.slice(place, end), known);
    for (const sound of cut ?? ['']) {
      const length = cut === undefined ? end - place : sound.length;
      syllables.push({ sound, start: place, end: place + length, isLatin: true });
      place += length;
    }
  }
  return syllables;
}

const longestRun = 40;

/** Cuts letters into known syllables; undefined where they are none. */
function cutPinyin(run: string, known: ReadonlySet<string>): string[] | undefined {
  if (run.length > longestRun) {
    return undefined;
  }
  const ways: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= run.length; end += 1) {
    for (let length = Math.min(6, end); length > 0 && ways[end] === undefined; length -= 1) {
      const before = ways[end - length];
      const sound = run.slice(end - length, end);
      if (before !== undefined && known.has(sound)) {
        ways[end] = [...before, sound];
      }
    }
  }
  return ways[run.length];
}
