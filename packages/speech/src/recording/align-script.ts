import type { Language } from '@clipo/contract';
import { alignTo, reversed } from '../align/align-to.ts';
import { outOfPauses } from '../align/out-of-pauses.ts';
import { speakOut } from '../front-end/speak-out.ts';
import { sayReferences } from '../say-segments.ts';
import { spokenWords } from '../spoken-words.ts';
import type { ReferenceVoice, TimedText } from '../timed-voice.ts';
import type { VoiceSource } from '../voice-source.ts';
import { findSpeech, type SpeechSpan } from './find-speech.ts';
import { matchScript, type ScriptMatch } from './match-script.ts';
import { type SpeechOnly, speechOnly } from './speech-only.ts';
import type { TextRange, TimedSentence } from './time-sentences.ts';

/** Where a recording and its script part; times are those of the recording. */
export type OffScript =
  | { kind: 'skipped'; text: string; atMs: number }
  | { kind: 'added'; startMs: number; endMs: number };

/** A script as it is found in a recording. */
export interface AlignedScript {
  sentences: TimedSentence[];
  offScript: OffScript[];
  /** Stretches of the recording, in samples, that are nothing of the script. */
  added: SpeechSpan[];
}

/** A script that runs backwards has the same sounds: a recording of it is at least this much nearer to the forward one. */
const mostOfBackwards = 0.96;
/** A recording that leaves out or adds more than this is of another text. */
const mostOff = 0.5;
/** Shorter stretches are sounds that somebody drops or draws out, in milliseconds. */
const leastAddedMs = 300;
/** A word is left out where this share of it is. */
const skippedShare = 0.6;
const silence = 14_400;

/**
 * Finds the sentences of a script in a recording: words, sounds, what is left out and what is said besides. The draft
 * voice says the script at the recording's pace, and both are matched without their pauses. Undefined where the match
 * is no better than chance.
 * @throws ClipoError `voice_failed`, `cancelled`
 */
export async function alignScript(
  { text, language, samples }: { text: string; language: Language; samples: Float64Array },
  { ranges, spans, rate }: { ranges: readonly TextRange[]; spans: readonly SpeechSpan[]; rate: number },
  reference: VoiceSource,
  signal: AbortSignal,
): Promise<AlignedScript | undefined> {
  const parts = ranges.map(({ start, end }) => speakOut(text.slice(start, end), language));
  const voices = await Promise.all(parts.map((own) => sayReferences(own, reference, { language, rate }, signal)));
  const heard = speechOnly(samples, spans);
  const [nearest] = [0, 1]
    .map((kind) => {
      const known = voices.map((own) => own[kind] ?? own[0]);
      const script = scriptOf(known);
      return { known, ...script, match: matchScript(script.only.features, heard.features) };
    })
    .sort((a, b) => a.match.cost - b.match.cost);
  if (nearest === undefined) {
    return undefined;
  }
  const { known, starts, only, match } = nearest;
  const backwards = matchScript(reversed(only.features), heard.features);
  const off = (own: ScriptMatch['skipped'], whole: number) =>
    own.reduce((sum, { start, end }) => sum + end - start, 0) / whole;
  const isOther = off(match.skipped, only.features.count) > mostOff || off(match.added, heard.features.count) > mostOff;
  if (match.cost > mostOfBackwards * backwards.cost || isOther) {
    return undefined;
  }
  const clock = clockOf(match, only, heard);
  const clear = outOfPauses(spans);
  const offScript: OffScript[] = [];
  const sentences = ranges.flatMap((range, index) => {
    const own = text.slice(range.start, range.end);
    const voice = known[index] as ReferenceVoice;
    const from = starts[index] as number;
    const words = spokenWords(own, language, voice.parts, voice.samples.length);
    const skipped = words.filter(
      (word) => clock.skippedIn(word.startSample + from, word.endSample + from) >= skippedShare,
    );
    let before: number | undefined;
    for (const word of skipped) {
      const at = words.indexOf(word);
      const last = offScript.at(-1);
      const said = own.slice(words[at]?.textStart, word.textEnd);
      if (last?.kind === 'skipped' && before !== undefined && at === before + 1) {
        last.text = `${last.text}${own.slice(words[before]?.textEnd, word.textStart)}${said}`;
      } else {
        offScript.push({ kind: 'skipped', text: said, atMs: Math.round(clock.start(word.startSample + from) / 48) });
      }
      before = at;
    }
    const isSaid = ({ startSample, endSample }: { startSample: number; endSample: number }) =>
      !skipped.some((word) => startSample < word.endSample && endSample > word.startSample);
    const moved = movedTo(voice, isSaid, (time) => {
      const startSample = clock.start(time.startSample + from);
      return clear({ ...time, startSample, endSample: Math.max(startSample, clock.end(time.endSample + from)) });
    });
    const times = moved.parts.flatMap((part) => part.times).filter((time) => time !== undefined);
    const [first, last] = [times[0], times.at(-1)];
    return first === undefined || last === undefined
      ? []
      : [{ range, text: own, ...moved, start: first.startSample, end: Math.max(last.endSample, first.startSample) }];
  });
  const added = match.added
    .map(({ start, end }) => ({ start: heard.outward(start * heard.hop), end: heard.outward(end * heard.hop - 1) }))
    .filter(({ start, end }) => end - start >= leastAddedMs * 48);
  offScript.push(
    ...added.map(
      ({ start, end }): OffScript => ({
        kind: 'added',
        startMs: Math.round(start / 48),
        endMs: Math.round(end / 48),
      }),
    ),
  );
  const nearer = sentences.map((sentence, index) => {
    const voice = voices[ranges.indexOf(sentence.range)];
    const isOff =
      added.some(({ start, end }) => start < sentence.end && end > sentence.start) ||
      sentence.parts.some(({ times, part }) => isLeftOut(part.text, times));
    const room = { after: sentences[index - 1]?.end ?? 0, before: sentences[index + 1]?.start ?? samples.length };
    return voice === undefined || isOff
      ? sentence
      : alignedAlone(sentence, voice, stretchOf(sentence, room, spans), samples);
  });
  return { sentences: nearer, offScript: offScript.sort((a, b) => placeOf(a) - placeOf(b)), added };
}

/** Whether a letter of a part has no time: it was not said. */
function isLeftOut(text: string, times: TimedSentence['parts'][number]['times']): boolean {
  return times.some((time, index) => time === undefined && /\p{L}/u.test(text[index] ?? ''));
}

/** Soft sounds at the ends of a stretch that its energy does not tell. */
const margin = 2_400;
/** Who reads pauses this long between sentences, about where the match puts their border. */
const border = { leastPause: 7_200, reach: 28_800 } as const;

/**
 * The stretch of a recording that is a sentence's alone: from one pause to another. The match of the whole script is a word or
 * so off at times, and a short first word is easily taken for noise before the second one; pauses are plainly heard.
 */
function stretchOf(
  { start, end }: SpeechSpan,
  { after, before }: { after: number; before: number },
  spans: readonly SpeechSpan[],
): SpeechSpan {
  const left = pauseNear((after + start) / 2, spans);
  const right = pauseNear((before + end) / 2, spans);
  return {
    start: Math.max(0, (left?.end ?? Math.max(after, start)) - margin),
    end: (right?.start ?? Math.min(before, end)) + margin,
  };
}

/** The longest pause about a place; the ends of the recording count as pauses. */
function pauseNear(place: number, spans: readonly SpeechSpan[]): SpeechSpan | undefined {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined || place <= first.start) {
    return first && { start: 0, end: first.start };
  }
  if (place >= last.end) {
    return { start: last.end, end: Number.MAX_SAFE_INTEGER };
  }
  const pauses = spans.slice(1).flatMap(({ start }, index): SpeechSpan[] => {
    const pause = { start: spans[index]?.end ?? start, end: start };
    const isNear = pause.start - border.reach < place && pause.end + border.reach > place;
    return isNear && pause.end - pause.start >= border.leastPause ? [pause] : [];
  });
  return pauses.sort((a, b) => b.end - b.start - (a.end - a.start))[0];
}

/**
 * A sentence that is said as it is written, found anew in its own stretch of the recording: there its pauses are looked at too,
 * and its sounds are levelled against each other alone, so that words stand nearer to where they are heard. Where that finds
 * nothing sure, it stays as it was.
 */
function alignedAlone(
  sentence: TimedSentence,
  voice: readonly ReferenceVoice[],
  { start: from, end: to }: SpeechSpan,
  samples: Float64Array,
): TimedSentence {
  const [first, ...others] = voice;
  if (first === undefined || to <= from) {
    return sentence;
  }
  const { timed, isSure } = alignTo([first, ...others], samples.subarray(from, to));
  if (!isSure) {
    return sentence;
  }
  const later = <T extends { startSample: number; endSample: number }>(time: T): T => ({
    ...time,
    startSample: time.startSample + from,
    endSample: time.endSample + from,
  });
  const parts = timed.parts.map(({ part, times }) => ({
    part,
    times: times.map((time) => (time === undefined ? undefined : later(time))),
  }));
  const heard = parts.flatMap(({ times }) => times).filter((time) => time !== undefined);
  const [begin, end] = [heard[0], heard.at(-1)];
  return begin === undefined || end === undefined
    ? sentence
    : { ...sentence, parts, phonemes: timed.phonemes.map(later), start: begin.startSample, end: end.endSample };
}

function placeOf(off: OffScript): number {
  return off.kind === 'skipped' ? off.atMs : off.startMs;
}

/** The sentences one after another, with where each begins. */
function scriptOf(known: readonly ReferenceVoice[]): { only: SpeechOnly; starts: number[] } {
  const starts: number[] = [];
  let length = 0;
  for (const { samples } of known) {
    starts.push(length);
    length += samples.length + silence;
  }
  const whole = new Float64Array(length);
  for (const [index, { samples }] of known.entries()) {
    whole.set(samples, starts[index]);
  }
  const heard = findSpeech(whole);
  return { only: speechOnly(whole, 'fault' in heard ? [{ start: 0, end: length }] : heard.spans), starts };
}

/** From samples of the script's voice to samples of the recording. What is left out stands where it would be said. */
function clockOf({ pairs, skipped }: ScriptMatch, script: SpeechOnly, heard: SpeechOnly) {
  const frameAt = (sample: number) => Math.round(script.inward(sample) / script.hop);
  const [first, last] = [pairs[0]?.heard ?? 0, pairs.at(-1)?.heard ?? 0];
  return {
    start(sample: number): number {
      const frame = frameAt(sample);
      return heard.outward((pairs.find((pair) => pair.script >= frame)?.heard ?? last) * heard.hop);
    },
    end(sample: number): number {
      const frame = frameAt(sample);
      return heard.outward(((pairs.findLast((pair) => pair.script < frame)?.heard ?? first) + 1) * heard.hop - 1) + 1;
    },
    /** The share of a stretch that is left out. */
    skippedIn(from: number, to: number): number {
      const [start, end] = [frameAt(from), Math.max(frameAt(from) + 1, frameAt(to))];
      const out = skipped.reduce(
        (sum, own) => sum + Math.max(0, Math.min(end, own.end) - Math.max(start, own.start)),
        0,
      );
      return out / (end - start);
    },
  };
}

function movedTo(
  { parts, phonemes }: TimedText,
  isSaid: (time: { startSample: number; endSample: number }) => boolean,
  move: <T extends { startSample: number; endSample: number }>(time: T) => T,
): TimedText {
  const sounds = phonemes.filter(isSaid).map(move);
  return {
    parts: parts.map(({ part, times }) => ({
      part,
      times: times.map((time) => (time === undefined || !isSaid(time) ? undefined : move(time))),
    })),
    // Frames are steps of 10 ms and more: a hole of two between sounds is none.
    phonemes: sounds.map((sound, index) => {
      const next = sounds[index + 1]?.startSample ?? Number.POSITIVE_INFINITY;
      return next > sound.endSample && next - sound.endSample <= 960 ? { ...sound, endSample: next } : sound;
    }),
  };
}
