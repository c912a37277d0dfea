import { readFile } from 'node:fs/promises';
import {
  ClipoError,
  readMarkup,
  type Speech,
  type SpeechEngine,
  type SpeechRequest,
  type SpokenPhoneme,
  type SpokenWord,
} from '@clipo/contract';
import { decodeWav } from './audio/decode-wav.ts';
import { encodeWav } from './audio/wav.ts';
import { speakOut } from './front-end/speak-out.ts';
import { limitWork } from './limit-work.ts';
import { sentencesOf } from './recording/read-clauses.ts';

/** A whole text as one sound: like `Speech`, for texts of any length that people write. */
export interface SpokenText
  extends Pick<Speech, 'sampleRate' | 'sampleCount' | 'timesFrom' | 'engine' | 'voiceLicence'> {
  wav: Uint8Array;
  words: SpokenWord[];
  phonemes: SpokenPhoneme[];
}

/** About half an hour: more is a book. */
const mostCharacters = 20_000;
/** A sentence beyond it is cut at its commas. */
const mostOfLine = 400;
/** Silence between sentences, in samples. */
const betweenSentences = 14_400;
const parallel = 4;

/**
 * Speaks a text of many sentences: each on its own, several at a time, from the cache where they are there, joined with a
 * breath between. Offsets are those of the whole text.
 * @throws ClipoError invalid_input (field text) where it is too long or nothing of it can be said; as `speak` does
 */
export async function speakText(
  speech: Pick<SpeechEngine, 'speak'>,
  request: SpeechRequest,
  signal: AbortSignal,
  onSpoken: (done: number, of: number) => void = () => undefined,
): Promise<SpokenText> {
  const { text } = request;
  if (text.length > mostCharacters) {
    const problem = `has ${text.length} characters; at most ${mostCharacters} are spoken at once`;
    throw new ClipoError('invalid_input', `text: ${problem}`, { details: { field: 'text', problem } });
  }
  const lines = linesOf(text).filter(
    // A sentence in a script that no voice here reads is left out; the rest is spoken.
    ({ start, end }) => speakOut(readMarkup(text.slice(start, end)).text, request.language).length > 0,
  );
  if (lines.length === 0) {
    const problem = 'holds nothing that can be spoken';
    throw new ClipoError('invalid_input', `text: ${problem}`, { details: { field: 'text', problem } });
  }
  const limited = limitWork(parallel);
  let done = 0;
  // The first that fails ends the others: the whole can't be had any more.
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const spoken = await Promise.all(
    lines.map(({ start, end }) =>
      limited(async () => {
        const said = await speech.speak({ ...request, text: text.slice(start, end) }, both);
        done += 1;
        onSpoken(done, lines.length);
        return { start, end, said, samples: decodeWav(await readFile(said.path)).samples };
      }, both),
    ),
  ).catch((cause: unknown) => {
    stop.abort();
    throw cause;
  });
  return joined(text, spoken);
}

/** A spoken text with other sounds before it (mono, 48 kHz, −1 … 1), a short silence after each; all its times are later by these. */
export function soundsBefore(spoken: SpokenText, sounds: readonly Float64Array[]): SpokenText {
  const parts = [...sounds, decodeWav(spoken.wav).samples];
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, betweenSentences * sounds.length));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length + betweenSentences;
  }
  const before = whole.length - spoken.sampleCount;
  const later = <T extends { startSample: number; endSample: number }>(time: T): T => ({
    ...time,
    startSample: time.startSample + before,
    endSample: time.endSample + before,
  });
  return {
    ...spoken,
    wav: encodeWav(whole, 48_000),
    sampleCount: whole.length,
    words: spoken.words.map(later),
    phonemes: spoken.phonemes.map(later),
  };
}

function joined(
  text: string,
  spoken: readonly { start: number; end: number; said: Speech; samples: Float64Array }[],
): SpokenText {
  const starts: number[] = [];
  let length = 0;
  for (const [index, { start, end, samples }] of spoken.entries()) {
    const before = spoken[index - 1];
    const asked = before === undefined ? 0 : pauseBetween(text.slice(before.start, before.end), text.slice(start, end));
    length += before === undefined ? 0 : Math.max(betweenSentences, asked);
    starts.push(length);
    length += samples.length;
  }
  const whole = new Float64Array(length);
  for (const [index, { samples }] of spoken.entries()) {
    whole.set(samples, starts[index] ?? 0);
  }
  const later = <T extends { startSample: number; endSample: number }>(time: T, index: number): T => ({
    ...time,
    startSample: time.startSample + (starts[index] ?? 0),
    endSample: time.endSample + (starts[index] ?? 0),
  });
  const sources = spoken.map(({ said }) => said.timesFrom);
  const first = (spoken[0] as (typeof spoken)[number]).said;
  return {
    wav: encodeWav(whole, 48_000),
    sampleRate: 48_000,
    sampleCount: whole.length,
    words: spoken.flatMap(({ start, said }, index) =>
      said.words.map((word) => ({
        ...later(word, index),
        textStart: word.textStart + start,
        textEnd: word.textEnd + start,
      })),
    ),
    phonemes: spoken.flatMap(({ said }, index) => said.phonemes.map((sound) => later(sound, index))),
    timesFrom: (['estimated', 'aligned'] as const).find((from) => sources.includes(from)) ?? 'engine',
    engine: first.engine,
    voiceLicence: first.voiceLicence,
  };
}

/** The pauses that are asked for where two sentences meet, in samples: each alone would be silence at an end. */
function pauseBetween(before: string, after: string): number {
  const [left, right] = [readMarkup(before), readMarkup(after)];
  const hasNothing = (part: string) => !/[\p{L}\p{N}]/u.test(part);
  const ms = [
    ...left.pauses.filter(({ at }) => hasNothing(left.text.slice(at))),
    ...right.pauses.filter(({ at }) => hasNothing(right.text.slice(0, at))),
  ].reduce((sum, pause) => sum + pause.ms, 0);
  return Math.round(ms * 48);
}

/** Sentences that hold something to say; those that are too long are cut at commas or spaces, else anywhere. */
function linesOf(text: string): { start: number; end: number }[] {
  return sentencesOf(text).flatMap(({ start, end }) => {
    const cuts: { start: number; end: number }[] = [];
    let from = start;
    while (end - from > mostOfLine) {
      const window = text.slice(from, from + mostOfLine);
      const comma = Math.max(...['，', ',', '；', ';', '、', '：'].map((mark) => window.lastIndexOf(mark))) + 1;
      const space = window.lastIndexOf(' ') + 1;
      const length = comma > 0 ? comma : space > 0 ? space : mostOfLine;
      cuts.push({ start: from, end: from + length });
      from += length;
    }
    return [...cuts, { start: from, end }].filter((cut) => /[\p{L}\p{N}]/u.test(text.slice(cut.start, cut.end)));
  });
}
