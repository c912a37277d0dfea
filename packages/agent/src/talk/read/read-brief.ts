import type { Brief } from '@clipo/contract';
import { readChinese } from './read-chinese.ts';
import { readEnglish } from './read-english.ts';
import { readMoney } from './read-money.ts';
import { readSettings } from './read-settings.ts';
import { openSaid } from './said-text.ts';

/** What a text says of a brief: only what it says, and no guesses. */
export interface ReadBrief {
  product?: string;
  brand?: string;
  points?: string[];
  price?: { amount: string; currency: string };
  /** The price before, in the currency of the price. */
  original?: string;
  audience?: string;
  tone?: string;
  channels?: Brief['channels'][number]['platform'][];
  count?: number;
  seconds?: number;
  languages?: Brief['languages'];
  formats?: Brief['formats'];
  mustSay?: string[];
  mustNotSay?: string[];
  presenter?: boolean;
  music?: boolean;
  /** Half size first. */
  isDraft?: boolean;
  link?: string;
}

/** Longest text that is read: beyond it nobody tells a brief, somebody pastes a page. */
const mostLetters = 4000;

/**
 * Reads what a seller says of a brief in plain Chinese or English. Pure, and deaf to orders: whatever a text says, it
 * comes out as words and figures of a brief.
 * @param asked what was asked for, where a bare answer stands for it: "随行杯" is a product once one was asked for
 */
export function readBrief(text: string, asked?: 'product' | 'points' | 'price' | 'audience'): ReadBrief {
  const plain = text
    .normalize('NFC')
    .replaceAll(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  const said = openSaid(plain.slice(0, mostLetters).trim());
  const read: ReadBrief = {};
  readSettings(said, read);
  readMoney(said, read, asked === 'price');
  if (/\p{Script=Han}/u.test(plain)) {
    readChinese(said, read, asked);
  } else {
    readEnglish(said, read, asked);
  }
  return read;
}
