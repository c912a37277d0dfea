import { oneOf, type Rule } from '../rule.ts';
import { spell } from './codes.ts';

// What the engine's English would read as a word, or as something else than people say.
const said: Readonly<Record<string, string>> = {
  'Wi-Fi': 'why fye',
  WiFi: 'why fye',
  wifi: 'why fye',
  WIFI: 'why fye',
  'Type-C': 'type C',
  'USB-C': 'U S B C',
  iOS: 'i O S',
  App: 'A P P',
  APP: 'A P P',
  app: 'A P P',
  OK: 'O K',
  ok: 'O K',
  VIP: 'V I P',
  USB: 'U S B',
  LED: 'L E D',
  UV: 'U V',
  DIY: 'D I Y',
  AI: 'A I',
  BPA: 'B P A',
  ABS: 'A B S',
  PU: 'P U',
  EVA: 'E V A',
  SUS: 'S U S',
  SKU: 'S K U',
  OPPO: 'oppo',
  vivo: 'vivo',
};

const symbols: Readonly<Record<string, string>> = { '&': '和', '+': '加', '=': '等于', '%': '百分号' };

/** English in a Chinese sentence: known spellings, letters of short names one by one; and symbols with a name. */
export const words: Rule[] = [
  {
    name: 'known spelling',
    pattern: new RegExp(`(?<![A-Za-z])(?:${oneOf(Object.keys(said))})(?![A-Za-z])`, 'uy'),
    say: ([word]) => said[word],
  },
  {
    name: 'letters without a vowel',
    pattern: /(?<![A-Za-z])[BCDFGHJKLMNPQRSTVWXZ]{2,6}(?![A-Za-z])/uy,
    say: ([letters]) => spell(letters),
  },
  {
    name: 'symbol with a name',
    pattern: /(?<=[\p{L}\d]\s?)[&+=](?=\s?[\p{L}\d])/uy,
    say: ([symbol]) => symbols[symbol],
  },
];
