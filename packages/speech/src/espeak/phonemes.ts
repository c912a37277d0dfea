import { type PhonemeSymbol, phonemeSymbols } from '@clipo/contract';
import type { TimedPhoneme } from '../voice-source.ts';
import type { ProgramEvent } from './protocol.ts';

/** The engine's names that are not IPA, or are several sounds in one. */
const named: Readonly<Record<string, readonly PhonemeSymbol[]>> = {
  th: ['tʰ'],
  kh: ['kʰ'],
  ph: ['pʰ'],
  tsh: ['tsʰ'],
  tɕh: ['tɕʰ'],
  's.': ['ʂ'],
  'ts.': ['ʈʂ'],
  'ts.h': ['ʈʂʰ'],
  'i.': ['ɨ'],
  i̪: ['ɨ'],
  'o-': ['ɤ'],
  ər: ['ɚ'],
  onɡ: ['ʊ', 'ŋ'],
  iɑ: ['j', 'ɑ'],
  iɛ: ['j', 'ɛ'],
  io: ['j', 'o'],
  iou: ['j', 'o', 'ʊ'],
  uo: ['w', 'o'],
  ua: ['w', 'a'],
  uə: ['w', 'ə'],
  uai: ['w', 'a', 'ɪ'],
  uei: ['w', 'e', 'ɪ'],
  yæ: ['ɥ', 'ɛ'],
  yɛ: ['ɥ', 'ɛ'],
  yə: ['ɥ', 'ə'],
  yi: ['y'],
  ai: ['a', 'ɪ'],
  ei: ['e', 'ɪ'],
  ɑu: ['ɑ', 'ʊ'],
  ou: ['o', 'ʊ'],
};
/** Signs of IPA that stand for one of ours. */
const kin: Readonly<Record<string, PhonemeSymbol>> = {
  ɐ: 'ə',
  ᵻ: 'ɪ',
  ɜ: 'ɚ',
  ɒ: 'ɔ',
  χ: 'x',
  r: 'ɹ',
  g: 'ɡ',
  ɫ: 'l',
  c: 'k',
  ç: 'ɕ',
  β: 'b',
  ɲ: 'n',
  ɣ: 'ɡ',
  ø: 'y',
  œ: 'y',
  ɯ: 'ɤ',
};
const symbols: ReadonlySet<string> = new Set(Object.values(phonemeSymbols).flat());
const longest = 3;

/** The sounds of one of the engine's phonemes, without its marks of stress, length and place; none for silence. */
export function symbolsOf(name: string): PhonemeSymbol[] {
  const plain = name.replace(/[ˈˌː]/gu, '');
  if (plain === '' || plain.startsWith('(')) {
    return [];
  }
  const known = named[plain];
  if (known !== undefined) {
    return [...known];
  }
  const found: PhonemeSymbol[] = [];
  for (let at = 0; at < plain.length; ) {
    const length =
      [longest, 2, 1].find((size) => at + size <= plain.length && symbols.has(plain.slice(at, at + size))) ?? 0;
    const sign = length > 0 ? (plain.slice(at, at + length) as PhonemeSymbol) : kin[plain[at] ?? ''];
    if (sign !== undefined) {
      found.push(sign);
    }
    at += Math.max(1, length);
  }
  return found;
}

const vowels: ReadonlySet<string> = new Set(phonemeSymbols.vowel);

/** Whether a sound is the core of a syllable. */
function isVowel(symbol: PhonemeSymbol): boolean {
  return vowels.has(symbol);
}

/**
 * The sounds of a part from its events. What the engine tells as one (a diphthong, a final) is parted: a vowel takes
 * more than a glide. A word's first sound begins with its word, which is where a stop closes.
 */
export function timedPhonemes(events: readonly ProgramEvent[], durationMs: number, hasStress: boolean): TimedPhoneme[] {
  const found: TimedPhoneme[] = [];
  let wordMs: number | undefined;
  for (const [index, event] of events.entries()) {
    if (event.kind === 'word') {
      wordMs = event.timeMs;
      continue;
    }
    const names = symbolsOf(event.name);
    if (names.length === 0) {
      continue;
    }
    const startMs = Math.min(wordMs ?? event.timeMs, event.timeMs);
    wordMs = undefined;
    const endMs = Math.max(startMs, events.slice(index + 1).find(isChange)?.timeMs ?? durationMs);
    const weights = names.map((symbol) => (isVowel(symbol) ? 1 : 0.6));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    let before = 0;
    for (const [order, symbol] of names.entries()) {
      const from = startMs + ((endMs - startMs) * before) / whole;
      before += weights[order] ?? 0;
      const to = startMs + ((endMs - startMs) * before) / whole;
      const isStressed = event.name.startsWith('ˈ') && isVowel(symbol);
      found.push({ symbol, startMs: from, endMs: to, ...(hasStress ? { isStressed } : {}) });
    }
  }
  return found;
}

/** A change of language makes no sound and ends none. */
function isChange(event: ProgramEvent): boolean {
  return !event.name.startsWith('(');
}
