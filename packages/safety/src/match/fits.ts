import { type Gap, gaps, type Squeezed } from '../fold/squeeze.ts';

/** A word of a list, as it is looked for. */
export interface SoughtWord {
  /** Letters and digits alone. */
  text: string;
  /** Where its own spaces are. */
  breaks: ReadonlySet<number>;
  isLatin: boolean;
}

const letter = /[a-z\d]/;
/** From so many letters on, a word that is broken by spaces is still that word and not the end and start of others. */
const longWord = 7;

/**
 * Whether letters that are those of a word also are that word: Latin words begin and end where words do; what stands
 * between the characters is a disguise and not the end of a sentence.
 */
export function fits({ text, gaps: between }: Squeezed, start: number, end: number, word: SoughtWord): boolean {
  if (!word.isLatin) {
    return areHanGapsFine(between, start, end);
  }
  if (!startsWord(text, between, start) || !endsWord(text, between, end)) {
    return false;
  }
  const length = end - start;
  let isSpelledOut = true;
  let isPlain = true;
  let areSpacesOnly = true;
  for (let index = 1; index < length; index += 1) {
    const gap = between[start + index] ?? gaps.none;
    if (gap === gaps.none) {
      isSpelledOut = false;
      if (word.breaks.has(index) && length < longWord) {
        return false;
      }
    } else if (word.breaks.has(index)) {
      if (gap === gaps.stop) {
        areSpacesOnly = false;
        isPlain = false;
      }
    } else {
      isPlain = false;
      areSpacesOnly &&= gap !== gaps.stop;
    }
  }
  if (isPlain || isSpelledOut) {
    return true;
  }
  const inner = between.slice(start + 1, end).filter((_, index) => !word.breaks.has(index + 1));
  return inner.every((gap) => gap <= gaps.mark) ? areSpacesOnly : length >= longWord && areSpacesOnly;
}

function areHanGapsFine(between: readonly Gap[], start: number, end: number): boolean {
  const inner = between.slice(start + 1, end);
  // 最，好像: a sentence may end between; where every character stands apart it does not.
  return !inner.includes(gaps.stop) || (inner.length >= 2 && !inner.includes(gaps.none));
}

function startsWord(text: string, between: readonly Gap[], start: number): boolean {
  return start === 0 || (between[start] ?? 0) > gaps.none || !letter.test(text[start - 1] ?? '');
}

function endsWord(text: string, between: readonly Gap[], end: number): boolean {
  const isEnd = (place: number) =>
    place >= text.length || (between[place] ?? 0) > gaps.none || !letter.test(text[place] ?? '');
  return isEnd(end) || (text[end] === 's' && isEnd(end + 1)) || (text.startsWith('es', end) && isEnd(end + 2));
}
