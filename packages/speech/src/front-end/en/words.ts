import { oneOf, type Rule } from '../rule.ts';

const said: Readonly<Record<string, string>> = {
  'Wi-Fi': 'why fye',
  WiFi: 'why fye',
  wifi: 'why fye',
  'USB-C': 'U S B C',
  LED: 'L E D',
  DIY: 'D I Y',
  VIP: 'V I P',
  AI: 'A I',
  BPA: 'B P A',
  SKU: 'S K U',
  UV: 'U V',
  OK: 'okay',
  'w/': 'with',
  'w/o': 'without',
  'vs.': 'versus',
  vs: 'versus',
  'e.g.': 'for example',
  'i.e.': 'that is',
  'approx.': 'approximately',
  'incl.': 'including',
  'max.': 'maximum',
  'min.': 'minimum',
};
const symbols: Readonly<Record<string, string>> = { '&': 'and', '+': 'plus', '=': 'equals', '@': 'at' };

/** Short forms and symbols that are said in full. */
export const words: Rule[] = [
  {
    name: 'known short form',
    pattern: new RegExp(`(?<![\\p{L}\\d])(?:${oneOf(Object.keys(said))})(?![\\p{L}\\d])`, 'uy'),
    say: ([word]) => said[word],
  },
  {
    name: 'symbol with a name',
    pattern: /(?<=[\p{L}\d]\s?)[&+=@](?=\s?[\p{L}\d])/uy,
    say: ([symbol]) => symbols[symbol],
  },
];
