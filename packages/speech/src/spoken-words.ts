import type { Language, SpokenPhoneme, SpokenWord } from '@clipo/contract';
import type { SpokenPart } from './front-end/speak-out.ts';
import { isMarked } from './stress.ts';

/** When the characters of a part's spoken text are heard, in samples of the finished voice. */
export type SampleTimes = readonly ({ startSample: number; endSample: number } | undefined)[];

interface Cell {
  textStart: number;
  textEnd: number;
  startSample: number;
  endSample: number;
}

/**
 * The words of the ORIGINAL text with their times: cut by the language's own word rules, never inside a form that is
 * read as one (`500ml`, `¥89.00`). Times never overlap and stay within the voice; a written word that makes no sound
 * is counted to its neighbour. Punctuation belongs to no word.
 */
export function spokenWords(
  text: string,
  language: Language,
  parts: readonly { part: SpokenPart; times: SampleTimes }[],
  sampleCount: number,
): SpokenWord[] {
  const heard = heardCharacters(text, parts);
  const cells: Cell[] = [];
  let orphanStart: number | undefined;
  for (const { start, end } of segmentsOf(text, language, parts)) {
    const within = heard.slice(start, end).filter((time) => time !== undefined);
    if (within.length > 0) {
      cells.push({
        textStart: orphanStart ?? start,
        textEnd: end,
        startSample: Math.min(...within.map((time) => time.startSample)),
        endSample: Math.max(...within.map((time) => time.endSample)),
      });
      orphanStart = undefined;
    } else if (/[\p{L}\p{N}]/u.test(text.slice(start, end))) {
      const last = cells.at(-1);
      if (last === undefined) {
        orphanStart ??= start;
      } else {
        last.textEnd = end;
      }
    }
  }
  return inOrder(cells, sampleCount).map((cell) => ({ text: text.slice(cell.textStart, cell.textEnd), ...cell }));
}

/** Tells the words that carry weight: marked ones, numbers, prices, quantities, in English those whose stress is heard. */
export function stressWords(
  words: readonly SpokenWord[],
  phonemes: readonly SpokenPhoneme[],
  { parts, stresses }: { parts: readonly SpokenPart[]; stresses: readonly { start: number; end: number }[] },
): SpokenWord[] {
  const amounts = parts.flatMap(({ pieces }) => pieces.filter(({ isLiteral }) => !isLiteral));
  return words.map((word) => {
    const isAmount =
      /\p{N}/u.test(word.text) &&
      amounts.some(({ textStart, textEnd }) => textStart < word.textEnd && textEnd > word.textStart);
    const isHeard = phonemes.some(
      ({ isStressed, startSample }) =>
        isStressed === true && startSample >= word.startSample && startSample < word.endSample,
    );
    return isAmount || isHeard || isMarked(word, stresses) ? { ...word, isStressed: true } : word;
  });
}

/** For each character of the original, when it is heard; all of a form that is read as one share its time. */
function heardCharacters(
  text: string,
  parts: readonly { part: SpokenPart; times: SampleTimes }[],
): ({ startSample: number; endSample: number } | undefined)[] {
  const heard: ({ startSample: number; endSample: number } | undefined)[] = Array.from(
    { length: text.length },
    () => undefined,
  );
  for (const { part, times } of parts) {
    for (const piece of part.pieces) {
      if (piece.isLiteral) {
        for (let offset = 0; offset < piece.spokenEnd - piece.spokenStart; offset++) {
          heard[piece.textStart + offset] = times[piece.spokenStart + offset];
        }
        continue;
      }
      const within = times.slice(piece.spokenStart, piece.spokenEnd).filter((time) => time !== undefined);
      const first = within[0];
      const last = within.at(-1);
      if (first !== undefined && last !== undefined) {
        heard.fill({ startSample: first.startSample, endSample: last.endSample }, piece.textStart, piece.textEnd);
      }
    }
  }
  return heard;
}

function segmentsOf(
  text: string,
  language: Language,
  parts: readonly { part: SpokenPart }[],
): { start: number; end: number }[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  const cuts = new Set([...segmenter.segment(text)].map((segment) => segment.index));
  for (const piece of parts.flatMap(({ part }) => part.pieces)) {
    if (!piece.isLiteral) {
      for (let at = piece.textStart + 1; at < piece.textEnd; at++) {
        cuts.delete(at);
      }
      if (isMark(text[piece.textEnd - 1]) && text[piece.textEnd - 1] !== undefined) {
        cuts.add(piece.textEnd);
      }
    }
  }
  const starts = [...cuts].sort((a, b) => a - b);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}

function isMark(character: string | undefined): boolean {
  return character !== undefined && !/[\p{L}\p{N}]/u.test(character);
}

function inOrder(cells: readonly Cell[], sampleCount: number): Cell[] {
  let from = 0;
  return cells.map((cell) => {
    const startSample = Math.min(Math.max(cell.startSample, from), sampleCount);
    const endSample = Math.min(Math.max(cell.endSample, startSample), sampleCount);
    from = endSample;
    return { ...cell, startSample, endSample };
  });
}
