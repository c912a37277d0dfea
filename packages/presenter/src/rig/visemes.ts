/** What the mouth does for a sound. Each is 0 to 1, `wide` −1 (rounded) to 1 (spread). */
export interface MouthTarget {
  /** How far the jaw is down. */
  open: number;
  wide: number;
  /** How much the teeth are together and seen. */
  teeth: number;
  /** How far the tongue is raised. */
  tongue: number;
  /** How much the lower lip lies under the upper teeth. */
  bite: number;
  /** Whether the lips are shut. */
  closed: number;
}

const target = (open: number, wide: number, rest: Partial<MouthTarget> = {}): MouthTarget => ({
  open,
  wide,
  teeth: 0,
  tongue: 0,
  bite: 0,
  closed: 0,
  ...rest,
});

/** The shapes of the mouth, by name. */
export const visemes = {
  rest: target(0, 0),
  lips: target(0.02, 0, { closed: 1 }),
  bite: target(0.13, -0.12, { bite: 1 }),
  between: target(0.26, 0.15, { tongue: 1, teeth: 0.3 }),
  ridge: target(0.24, 0.2, { tongue: 0.75, teeth: 0.35 }),
  back: target(0.34, 0.1, { tongue: 0.3 }),
  hush: target(0.24, -0.42, { teeth: 1 }),
  hiss: target(0.18, 0.45, { teeth: 1 }),
  curl: target(0.28, -0.35, { tongue: 0.6 }),
  ah: target(0.98, 0.12),
  eh: target(0.62, 0.45),
  uh: target(0.5, 0.05),
  ee: target(0.32, 0.9, { teeth: 0.45 }),
  oh: target(0.66, -0.6),
  oo: target(0.3, -1),
} as const satisfies Record<string, MouthTarget>;
export type Viseme = keyof typeof visemes;

/** IPA letters of each shape, vowels and consonants, as espeak-ng writes Mandarin and English. */
const letters: Readonly<Record<Viseme, string>> = {
  rest: '',
  lips: 'pbmɱʙ',
  bite: 'fvʋ',
  between: 'θð',
  ridge: 'tdnlɾɫɬɳɲʈɖ',
  back: 'kgɡŋxhɣçɦχʎʔ',
  hush: 'ʃʒɕʑʂʐ',
  hiss: 'sz',
  curl: 'ɹrɻɚɝ',
  ah: 'aɑɐäæʌ',
  eh: 'eɛ',
  uh: 'əɜɘɤɨ',
  ee: 'iɪᵻj',
  oh: 'oɔɒ',
  oo: 'uʊwyɥʉøœɯ',
};
const shapeOf = new Map(
  Object.entries(letters).flatMap(([shape, all]) => [...all].map((letter) => [letter, shape as Viseme] as const)),
);
const vowels = new Set('aɑɐäæʌeɛəɜɘɤɨiɪᵻoɔɒuʊyʉøœɯɚɝ');
/** Two letters that are one sound. */
const affricates: Readonly<Record<string, Viseme>> = {
  ts: 'hiss',
  dz: 'hiss',
  tʃ: 'hush',
  dʒ: 'hush',
  tɕ: 'hush',
  dʑ: 'hush',
  tʂ: 'hush',
  ʈʂ: 'hush',
  dʐ: 'hush',
};

/** Part of a sound with one shape. `share` is its part of the sound's time. */
export interface VisemePart {
  viseme: Viseme;
  share: number;
}

/**
 * The shapes of a sound in order: one for most, two or three for diphthongs and for syllable ends such as `ɑŋ`. Tones,
 * stress and length marks are passed over; what is not known opens the mouth a little, silence gives none.
 */
export function visemesOf(symbol: string): VisemePart[] {
  const found: { viseme: Viseme; weight: number }[] = [];
  // What stands in brackets is no sound: espeak-ng marks a change of language so.
  const text = symbol
    .replace(/\(.*\)/g, '')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
  for (let at = 0; at < text.length; at++) {
    const pair = affricates[text.slice(at, at + 2)];
    const letter = text[at] ?? '';
    const viseme = pair ?? shapeOf.get(letter);
    if (viseme === undefined) {
      continue;
    }
    at += pair === undefined ? 0 : 1;
    const isVowel = pair === undefined && vowels.has(letter);
    // The first vowel of a diphthong is shorter than its glide; a consonant in the same sound is shorter than a vowel.
    found.push({ viseme, weight: isVowel ? (found.length === 0 ? 0.42 : 0.58) : 0.34 });
  }
  if (found.length === 0) {
    return /\p{L}/u.test(text) ? [{ viseme: 'uh', share: 1 }] : [];
  }
  const sum = found.reduce((total, { weight }) => total + weight, 0);
  return found.map(({ viseme, weight }) => ({ viseme, share: weight / sum }));
}
