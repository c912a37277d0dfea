import type { Language } from '@clipo/contract';
import { type SpokenPart, speakOut } from '../front-end/speak-out.ts';

/** A clause of a text, up to and with its marks. `weight` is how long it takes to say, in syllables of Chinese. */
export interface Clause {
  start: number;
  end: number;
  weight: number;
  isSentenceEnd: boolean;
}

const sentenceEnd = /[。！？!?…]+["”’」』）)]*|\.+["”’)]*(?=\s|$)|\n+/gu;
const clauseEnd = /[，,；;：:、—–](?!\d)["”’」』）)]*/gu;

/** The sentences of a text as places in it, without the space around them. A line break ends a sentence too. */
export function sentencesOf(text: string): { start: number; end: number }[] {
  return stretches(text, sentenceEnd, 0, text.length);
}

/** The clauses of a text in order, those that hold nothing to say left out. Pure. */
export function readClauses(text: string, language: Language): Clause[] {
  return sentencesOf(text).flatMap((sentence) => {
    const clauses = stretches(text, clauseEnd, sentence.start, sentence.end).flatMap(({ start, end }) => {
      const weight = speakOut(text.slice(start, end), language).reduce((sum, part) => sum + weightOf(part), 0);
      return weight === 0 ? [] : [{ start, end, weight, isSentenceEnd: false }];
    });
    const last = clauses.at(-1);
    if (last !== undefined) {
      last.isSentenceEnd = true;
    }
    return clauses;
  });
}

function weightOf({ text }: SpokenPart): number {
  return Array.from({ length: text.length }, (_, index) => characterWeight(text[index] ?? '')).reduce(
    (sum, weight) => sum + weight,
    0,
  );
}

/** How long a spoken character takes, in syllables of Chinese; marks and spaces take nothing. */
export function characterWeight(character: string): number {
  return /\p{Script=Han}/u.test(character) ? 1 : /\p{L}/u.test(character) ? 0.36 : 0;
}

function stretches(text: string, ends: RegExp, from: number, to: number): { start: number; end: number }[] {
  const cuts = [...text.slice(from, to).matchAll(ends)].map((match) => from + match.index + match[0].length);
  const bounds = [from, ...cuts, to];
  return bounds.slice(1).flatMap((bound, index) => {
    const whole = text.slice(bounds[index], bound);
    const start = (bounds[index] ?? from) + (whole.length - whole.trimStart().length);
    const end = start + whole.trim().length;
    return /[\p{L}\p{N}]/u.test(text.slice(start, end)) ? [{ start, end }] : [];
  });
}
