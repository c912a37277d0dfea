import type { Language } from '@clipo/contract';

/** Characters or syllables a second of the built-in voice, measured. */
const hanPerSecond = 4.2;
const syllablesPerSecond = 3.9;
const pauseMs = { long: 260, short: 140 };

/**
 * About how long a text takes to say, in milliseconds: enough to choose which lines are worth speaking. What counts is
 * always the measured length of the real voice.
 */
export function estimateSpeech(text: string, language: Language): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const signs = text.match(/[℃℉%°$¥€£]/gu)?.length ?? 0;
  const numbers = text.match(/\d+(?:\.\d+)?/g) ?? [];
  const words = text.match(/\p{Script=Latin}+/gu) ?? [];
  const inner = text.replace(/[\p{P}\s]+$/u, '');
  const pauses =
    (inner.match(/[。.!?！？;；](?=\D|$)/gu)?.length ?? 0) * pauseMs.long +
    (inner.match(/[，,、:：—](?=\D|$)/gu)?.length ?? 0) * pauseMs.short;
  const latin = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const perSecond = language === 'zh-CN' ? hanPerSecond : syllablesPerSecond;
  const digits = numbers.reduce(
    (sum, number) => sum + (language === 'zh-CN' ? numeralHan(number) : numeralSyllables(number)),
    0,
  );
  const units = han + latin + digits + signs * (language === 'zh-CN' ? 2 : 3);
  return Math.round((units / perSecond) * 1000 + pauses);
}

function syllablesOf(word: string): number {
  if (word.length > 1 && word === word.toUpperCase()) {
    return word.length;
  }
  const groups = word
    .toLowerCase()
    .replace(/(?:e|es|ed)$/, '')
    .match(/[aeiouy]+/g);
  return Math.max(1, groups?.length ?? 1);
}

/** 268 is 二百六十八: digits and the places between them. */
function numeralHan(number: string): number {
  const [whole = '', fraction = ''] = number.split('.');
  const spoken = [...whole].filter((digit) => digit !== '0').length + Math.max(0, whole.replace(/0+$/, '').length - 1);
  return Math.max(1, spoken) + (fraction === '' ? 0 : fraction.length + 1);
}

function numeralSyllables(number: string): number {
  const digits = number.replace('.', '');
  return Math.max(1, Math.round(digits.length * 1.7)) + (number.includes('.') ? 1 : 0) + (digits.length >= 3 ? 2 : 0);
}
