import type { Speech, SpokenPhoneme } from '@clipo/contract';
import { alignTo } from './align/align-to.ts';
import { type Clock, clockThrough } from './align/clock.ts';
import { matchSounds } from './align/match-sounds.ts';
import type { SpokenPart } from './front-end/speak-out.ts';
import { findSpeech } from './recording/find-speech.ts';
import type { CleanVoice } from './shape-voice.ts';
import { inVoice } from './spoken-phonemes.ts';
import type { SampleTimes } from './spoken-words.ts';
import type { RawVoice, VoiceMarks } from './voice-source.ts';

/** When the characters and sounds of a text are heard in a clean voice, in its samples. */
export interface TimedText {
  parts: { part: SpokenPart; times: SampleTimes }[];
  phonemes: SpokenPhoneme[];
}

/** A voice whose own engine told all times: what others are aligned with. */
export interface ReferenceVoice extends TimedText {
  samples: Float64Array;
}

type Marks<Kind extends VoiceMarks['kind']> = Extract<VoiceMarks, { kind: Kind }>;

/**
 * When what is heard in a voice: by its engine's marks, completed by alignment with `references` of the same text, which
 * are made only where they are needed. Pure but for that.
 */
export async function timeVoice(
  raw: Pick<RawVoice, 'marks'>,
  clean: CleanVoice,
  parts: readonly SpokenPart[],
  references: () => Promise<[ReferenceVoice, ...ReferenceVoice[]]>,
): Promise<TimedText & { timesFrom: Speech['timesFrom'] }> {
  const { marks } = raw;
  const { samples } = clean;
  switch (marks.kind) {
    case 'characters':
      return { ...timedByCharacters(marks, clean, parts), timesFrom: 'engine' };
    case 'phonemes': {
      const [known] = await references();
      const phonemes = soundsOf(marks, clean);
      const clock = clockBySounds(known, phonemes, samples.length);
      return { parts: moved(known, clock).parts, phonemes, timesFrom: 'engine' };
    }
    case 'words': {
      const known = await references();
      const said = spokenStretch(samples);
      const anchors = anchorsOf(marks, clean, known[0]).map(({ reference, target }) => ({
        reference,
        target: Math.max(0, target - said.start),
      }));
      const { timed } = alignTo(known, said.samples, anchors);
      return { ...moved(timed, said.clock), timesFrom: 'engine' };
    }
    case 'none': {
      const all = await references();
      const said = spokenStretch(samples);
      const { timed, isSure, known } = alignTo(all, said.samples);
      if (isSure) {
        return { ...moved(timed, said.clock), timesFrom: 'aligned' };
      }
      const even = clockThrough([
        { reference: 0, target: said.start },
        { reference: known.samples.length, target: said.start + said.samples.length },
      ]);
      return { ...moved(known, even), timesFrom: 'estimated' };
    }
  }
}

/** In samples at 48 kHz: silence at an end that is longer is cut, and so much of it kept, since sounds can begin softly. */
const longSilence = 7_200;
const keptSilence = 3_840;

/**
 * The stretch of a voice in which something is said, and a clock from it to the whole. References begin with their first word:
 * breath or hiss before it in a voice would otherwise be taken for a part of that word.
 */
function spokenStretch(samples: Float64Array): { start: number; samples: Float64Array; clock: Clock } {
  const heard = findSpeech(samples);
  const [first, last] = 'fault' in heard ? [] : [heard.spans[0], heard.spans.at(-1)];
  const lead = first?.start ?? 0;
  const tail = samples.length - (last?.end ?? samples.length);
  const start = lead > longSilence ? lead - keptSilence : 0;
  const end = tail > longSilence ? samples.length - tail + keptSilence : samples.length;
  return { start, samples: samples.subarray(start, end), clock: (sample) => sample + start };
}

/** Times told in milliseconds of the raw voice, in samples of the clean one. */
export function timedByCharacters(
  marks: Marks<'characters'>,
  clean: CleanVoice,
  parts: readonly SpokenPart[],
): TimedText {
  const { span } = clockOfMarks(clean);
  return {
    parts: parts.map((part, index) => ({
      part,
      times: (marks.parts[index] ?? []).map((time) => (time === undefined ? undefined : span(time))),
    })),
    phonemes: soundsOf(marks, clean),
  };
}

/** The times of a reference as a clock moves them. */
export function moved(known: TimedText, clock: Clock): TimedText {
  const move = <T extends { startSample: number; endSample: number }>(time: T): T => ({
    ...time,
    startSample: clock(time.startSample),
    endSample: clock(time.endSample),
  });
  return {
    parts: known.parts.map(({ part, times }) => ({
      part,
      times: times.map((time) => (time === undefined ? undefined : move(time))),
    })),
    phonemes: known.phonemes.map(move),
  };
}

function clockOfMarks({ samples, cutStart }: CleanVoice) {
  const toSample = (ms: number) => Math.min(samples.length, Math.max(0, Math.round(ms * 48) - cutStart));
  return {
    span: ({ startMs, endMs }: { startMs: number; endMs: number }) => ({
      startSample: toSample(startMs),
      endSample: toSample(endMs),
    }),
  };
}

function soundsOf(marks: Pick<Marks<'phonemes'>, 'phonemes'>, clean: CleanVoice): SpokenPhoneme[] {
  const { span } = clockOfMarks(clean);
  const sounds = marks.phonemes.map(({ startMs, endMs, ...sound }) => ({ ...sound, ...span({ startMs, endMs }) }));
  return inVoice(sounds, clean.samples.length);
}

/** A clock that knows where sounds stand that both voices say. */
function clockBySounds(known: ReferenceVoice, phonemes: readonly SpokenPhoneme[], length: number): Clock {
  const pairs = matchSounds(
    known.phonemes.map(({ symbol }) => symbol),
    phonemes.map(({ symbol }) => symbol),
  );
  const places: { reference: number; target: number }[] = [];
  const add = (reference: number, target: number) => {
    const last = places.at(-1);
    if (last === undefined || (reference > last.reference && target >= last.target)) {
      places.push({ reference, target });
    }
  };
  for (const [from, to] of pairs) {
    const [own, other] = [known.phonemes[from], phonemes[to]];
    if (own !== undefined && other !== undefined) {
      add(own.startSample, other.startSample);
      // One sample earlier, so that a sound's end and the next one's start both stand where they follow on each other.
      add(own.endSample - 1, other.endSample);
    }
  }
  const [first] = places;
  // One voice is silent for longer before its first sound than the other: no word begins in that silence.
  const lead = Math.min(first?.reference ?? 0, first?.target ?? 0);
  const start = { reference: (first?.reference ?? 0) - lead, target: (first?.target ?? 0) - lead };
  add(known.samples.length, length);
  return clockThrough([
    ...(start.reference > 0 ? [{ reference: 0, target: 0 }] : []),
    ...(lead > 0 || first === undefined ? [start] : []),
    ...places,
  ]);
}

/** Where words that the engine timed stand in the reference. A word is found after the one before it, or left out. */
function anchorsOf(marks: Marks<'words'>, clean: CleanVoice, known: ReferenceVoice) {
  const { span } = clockOfMarks(clean);
  const text = known.parts.map(({ part }) => part.text).join(' ');
  const times = known.parts.flatMap(({ times: own }, index) => (index === 0 ? own : [undefined, ...own]));
  const lower = text.toLowerCase();
  // Words that the reference says as one (`of the`) were parted by their length: only the first begins where it is told.
  const isCertain = (sample: number) => known.phonemes.some(({ startSample }) => Math.abs(startSample - sample) < 240);
  let from = 0;
  return marks.words.flatMap((word) => {
    const wanted = word.text.trim().toLowerCase();
    const at = wanted === '' ? -1 : lower.indexOf(wanted, from);
    // A word far ahead is another of the same name: what was said between would be lost.
    if (at === -1 || at - from > 60) {
      return [];
    }
    from = at + wanted.length;
    const heard = times.slice(at, from).find((time) => time !== undefined);
    return heard === undefined || !isCertain(heard.startSample)
      ? []
      : [{ reference: heard.startSample, target: span(word).startSample }];
  });
}
