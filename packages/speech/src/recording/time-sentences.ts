import type { Language, SpokenPhoneme } from '@clipo/contract';
import { type SpokenPart, speakOut } from '../front-end/speak-out.ts';
import type { SampleTimes } from '../spoken-words.ts';
import { alignClauses } from './align-clauses.ts';
import type { SpeechSpan } from './find-speech.ts';
import { type Clause, characterWeight } from './read-clauses.ts';

/** A stretch of a text, half-open. */
export interface TextRange {
  start: number;
  end: number;
}

/** A stretch of a recording's text with the times, in samples of the recording, at which its characters are heard. */
export interface TimedSentence {
  range: TextRange;
  text: string;
  parts: { part: SpokenPart; times: SampleTimes }[];
  /** Its sounds; empty where they are not known. */
  phonemes: SpokenPhoneme[];
  start: number;
  end: number;
}

/**
 * When each of some stretches of a text, and each character of it, is heard: clauses are matched to stretches between
 * pauses, characters share theirs by how long they take to say. Estimates, good to a syllable or two. Ranges that hold
 * nothing to say are left out. Pure.
 */
export function timeSentences(
  ranges: readonly TextRange[],
  { text, language }: { text: string; language: Language },
  clauses: readonly Clause[],
  spans: readonly SpeechSpan[],
): TimedSentence[] {
  const sentences = ranges.map(({ start, end }) => {
    const own = text.slice(start, end);
    return {
      range: { start, end },
      text: own,
      parts: speakOut(own, language).map((part) => ({
        part,
        places: charactersOf(part, start),
        times: Array.from({ length: part.text.length }, (): SampleTimes[number] => undefined),
      })),
    };
  });
  const characters = sentences.flatMap(({ parts }) =>
    parts.flatMap(({ places, times }) => places.map((place) => ({ ...place, times }))),
  );
  for (const group of alignClauses(clauses, spans)) {
    const from = clauses[group.firstClause]?.start ?? 0;
    const to = clauses[group.endClause - 1]?.end ?? text.length;
    const within = characters.filter(({ textAt }) => textAt >= from && textAt < to);
    const clock = clockOf(spans.slice(group.firstSpan, group.endSpan));
    const whole = within.reduce((sum, { weight }) => sum + weight, 0);
    let before = 0;
    for (const { times, index, weight } of within) {
      times[index] = {
        startSample: clock.startAt(before / whole),
        endSample: clock.endAt((before + weight) / whole),
      };
      before += weight;
    }
  }
  return sentences.flatMap(({ range, text: own, parts }) => {
    const heard = parts.flatMap(({ times }) => times).filter((time) => time !== undefined);
    const [first, last] = [heard[0], heard.at(-1)];
    return first === undefined || last === undefined
      ? []
      : [
          {
            range,
            text: own,
            parts: parts.map(({ part, times }) => ({ part, times })),
            phonemes: [],
            start: first.startSample,
            end: last.endSample,
          },
        ];
  });
}

/** The characters of a part that are heard, with their places in the whole text. */
function charactersOf(part: SpokenPart, offset: number): { textAt: number; weight: number; index: number }[] {
  return part.pieces.flatMap((piece) =>
    Array.from({ length: piece.spokenEnd - piece.spokenStart }, (_, step) => ({
      textAt: offset + piece.textStart + (piece.isLiteral ? step : 0),
      weight: characterWeight(part.text[piece.spokenStart + step] ?? ''),
      index: piece.spokenStart + step,
    })).filter(({ weight }) => weight > 0),
  );
}

/** Turns shares of the time that is spoken in some spans into samples; pauses between them take no share. */
function clockOf(spans: readonly SpeechSpan[]) {
  const whole = spans.reduce((sum, { start, end }) => sum + end - start, 0);
  const at = (share: number, isEnd: boolean): number => {
    let rest = share * whole;
    for (const { start, end } of spans) {
      const length = end - start;
      // Half a sample forgives what adding shares lost.
      if (isEnd ? rest <= length + 0.5 : rest < length - 0.5) {
        return Math.round(start + Math.max(0, Math.min(length, rest)));
      }
      rest -= length;
    }
    return spans.at(-1)?.end ?? 0;
  };
  return { startAt: (share: number) => at(share, false), endAt: (share: number) => at(share, true) };
}
