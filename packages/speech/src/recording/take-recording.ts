import { ClipoError, type Language, type Speech } from '@clipo/contract';
import { alignmentVersion } from '../align/align-to.ts';
import { encodeWav } from '../audio/wav.ts';
import { createEspeakSource } from '../espeak/source.ts';
import { frontEndVersion } from '../front-end/speak-out.ts';
import { normaliseLoudness } from '../loudness.ts';
import { inVoice } from '../spoken-phonemes.ts';
import { spokenWords, stressWords } from '../spoken-words.ts';
import { voiceKey, writeVoice } from '../voice-cache.ts';
import { type AlignedScript, alignScript, type OffScript } from './align-script.ts';
import { findSpeech, type SpeechSpan } from './find-speech.ts';
import { readClauses, sentencesOf } from './read-clauses.ts';
import { type TimedSentence, timeSentences } from './time-sentences.ts';

/** How lines are cut out of a recording; bumped when they come out otherwise. */
export const recordingEngineId = 'recording-3';

/** A recording of somebody who says a text. */
export interface Recording {
  /** Content hash of the file. */
  id: string;
  /** Its name, for messages. */
  file: string;
  /** Mono, 48 kHz, −1 … 1. */
  samples: Float64Array;
  text: string;
  language: Language;
  /** Under what licence the voice may be used. */
  licence: string;
}

/** A sentence, or a few short ones, cut out of a recording; `startSample` is where it began there. */
export interface RecordedLine {
  text: string;
  startSample: number;
  speech: Speech;
}

/** A recording as lines, and where it and its text part. */
export interface TakenRecording {
  lines: RecordedLine[];
  offScript: OffScript[];
}

/** What is kept of the pause before and after a line, at most half of it: breath and room, faded. */
const keptBefore = 3_840;
const keptAfter = 9_600;
const fadeSamples = 1_920;
/** A line that is over sooner goes with its neighbour, as long as three lines stay: none is too short to show. */
const leastLineSamples = 48_000;
const leastLines = 3;
/** Seconds that a syllable takes on average, and how far a speaker may be from that before the text is another one. */
const syllableSeconds = 0.21;
const slowest = 2.4;
const fastest = 0.42;

/**
 * Cuts a recording into the lines of its text, at the loudness of all voices, each with its words and sounds as they are
 * heard (`timesFrom: 'aligned'`, by the draft voice saying the same), and tells what was left out or said besides. Where
 * the alignment is no better than chance, words are timed as far as pauses and lengths tell, without sounds
 * (`'estimated'`), and nothing is told of the rest. A sentence that is not said makes no line. The lines are written into
 * `cacheDir`; equal recordings and texts give equal keys and samples.
 * @throws ClipoError `unreadable_material` (details file, problem) where it is silent or holds no speech;
 * `invalid_input` (field voice.text) where the text has fewer than three sentences or is plainly not what is said;
 * `voice_failed`, `cancelled`, `disk_full`, `output_unwritable`
 */
export async function takeRecording(
  recording: Recording,
  cacheDir: string,
  signal: AbortSignal,
): Promise<TakenRecording> {
  const { text, language, file, samples } = recording;
  const heard = findSpeech(samples);
  if ('fault' in heard) {
    const problem =
      heard.fault === 'silent'
        ? 'is silent: record it again, or check the microphone'
        : 'holds no speech that stands out: record the voice alone, nearer to the microphone';
    throw new ClipoError('unreadable_material', `${file}: ${problem}`, { details: { file, problem } });
  }
  const clauses = readClauses(text, language);
  if (clauses.filter(({ isSentenceEnd }) => isSentenceEnd).length < leastLines) {
    throw badText('needs at least three sentences: the first opens, the last calls to action, the rest lies between');
  }
  const said = heard.spans.reduce((sum, { start, end }) => sum + end - start, 0) / 48_000;
  const expected = clauses.reduce((sum, { weight }) => sum + weight, 0) * syllableSeconds;
  if (said > expected * slowest || said < expected * fastest) {
    const [own, wanted] = [said.toFixed(1), expected.toFixed(1)];
    throw badText(`takes about ${wanted} s to say, but the recording speaks for ${own} s: write what is said in it`);
  }
  const aligned = await alignRecording(recording, heard.spans, expected / said, signal);
  const sentences = joinShort(
    aligned?.sentences ?? timeSentences(sentencesOf(text), recording, clauses, heard.spans),
    text,
  );
  const timesFrom: Speech['timesFrom'] = aligned === undefined ? 'estimated' : 'aligned';
  const level = normaliseLoudness(samples);
  const lines: RecordedLine[] = [];
  for (const [index, sentence] of sentences.entries()) {
    const { from, to } = sliceOf(sentences, index, level.length);
    const cut = faded(level.slice(from, to), sentence.start - from, to - sentence.end);
    const key = voiceKey({
      engine: recordingEngineId,
      frontEnd: frontEndVersion,
      recording: recording.id,
      text,
      language,
      line: index,
      alignment: alignmentVersion,
    });
    const parts = shifted(sentence.parts, from);
    const phonemes = inVoice(sentence.phonemes.map(moved(-from)), cut.length);
    const words = spokenWords(sentence.text, language, parts, cut.length);
    const record = {
      key,
      sampleRate: 48_000 as const,
      sampleCount: cut.length,
      words: stressWords(words, phonemes, { parts: parts.map(({ part }) => part), stresses: [] }),
      phonemes,
      timesFrom,
      engine: recordingEngineId,
      voiceLicence: recording.licence,
    };
    lines.push({
      text: sentence.text,
      startSample: from,
      speech: await writeVoice(cacheDir, record, encodeWav(cut, 48_000)),
    });
  }
  return { lines, offScript: aligned?.offScript ?? [] };
}

/** The draft voice tells where everything is, if the recording is near enough to it. */
async function alignRecording(
  recording: Recording,
  spans: readonly SpeechSpan[],
  pace: number,
  signal: AbortSignal,
): Promise<AlignedScript | undefined> {
  const reference = createEspeakSource();
  try {
    const ranges = sentencesOf(recording.text);
    const rate = Math.min(1.6, Math.max(0.6, pace));
    const aligned = await alignScript(recording, { ranges, spans, rate }, reference, signal);
    // With fewer there is no opening, middle and end: the text stands as it is written.
    return aligned === undefined || aligned.sentences.length < leastLines
      ? undefined
      : { ...aligned, sentences: withAdded(aligned) };
  } finally {
    await reference.close();
  }
}

/** What is said besides the script between two sentences stays whole, with the one before it or, at the start, after it. */
function withAdded({ sentences, added }: AlignedScript): TimedSentence[] {
  const lines = sentences.map((sentence) => ({ ...sentence }));
  for (const { start, end } of added) {
    const before = lines.findLast((line) => line.start <= start);
    if (before !== undefined) {
      before.end = Math.max(before.end, end);
    } else if (lines[0] !== undefined) {
      lines[0].start = Math.min(lines[0].start, start);
    }
  }
  // A line ends before the next begins, whatever lies between them.
  return lines.map((line, index) => ({ ...line, end: Math.min(line.end, lines[index + 1]?.start ?? line.end) }));
}

/** The sentences as they are said; one that is over in a moment goes with the shorter of its neighbours. */
function joinShort(sentences: readonly TimedSentence[], text: string): TimedSentence[] {
  const lines = [...sentences];
  const length = (index: number) => {
    const line = lines[index];
    return line === undefined ? Number.POSITIVE_INFINITY : line.end - line.start;
  };
  while (lines.length > leastLines) {
    const short = lines.findIndex((_, index) => length(index) < leastLineSamples);
    const first = length(short - 1) < length(short + 1) ? short - 1 : short;
    const [one, other] = [lines[first], lines[first + 1]];
    if (short < 0 || one === undefined || other === undefined) {
      break;
    }
    lines.splice(first, 2, joined(one, other, text));
  }
  return lines;
}

function joined(one: TimedSentence, other: TimedSentence, text: string): TimedSentence {
  const range = { start: one.range.start, end: other.range.end };
  const offset = other.range.start - range.start;
  const later = other.parts.map(({ part, times }) => ({
    part: {
      ...part,
      pieces: part.pieces.map((piece) => ({
        ...piece,
        textStart: piece.textStart + offset,
        textEnd: piece.textEnd + offset,
      })),
    },
    times,
  }));
  return {
    range,
    text: text.slice(range.start, range.end),
    parts: [...one.parts, ...later],
    phonemes: [...one.phonemes, ...other.phonemes],
    start: one.start,
    end: other.end,
  };
}

function badText(problem: string): ClipoError {
  return new ClipoError('invalid_input', `voice.text: ${problem}`, { details: { field: 'voice.text', problem } });
}

/** Where a line is cut: in the pauses around it, at most half of each; where nobody paused, between the sentences. */
function sliceOf(sentences: readonly TimedSentence[], index: number, length: number): { from: number; to: number } {
  const own = sentences[index] as TimedSentence;
  const before = sentences[index - 1]?.end ?? 0;
  const after = sentences[index + 1]?.start ?? length;
  return {
    from: Math.max(0, own.start - Math.min(keptBefore, Math.floor((own.start - before) / 2))),
    to: Math.min(length, own.end + Math.min(keptAfter, Math.floor((after - own.end) / 2))),
  };
}

function faded(samples: Float64Array, before: number, after: number): Float64Array {
  const [rise, fall] = [Math.min(fadeSamples, before), Math.min(fadeSamples, after)];
  const ease = (share: number) => 0.5 - 0.5 * Math.cos(Math.PI * Math.max(0, Math.min(1, share)));
  return samples.map((value, index) => {
    const up = rise === 0 ? 1 : ease((index + 0.5) / rise);
    const down = fall === 0 ? 1 : ease((samples.length - index - 0.5) / fall);
    return value * up * down;
  });
}

function shifted(parts: TimedSentence['parts'], from: number): TimedSentence['parts'] {
  const move = moved(-from);
  return parts.map(({ part, times }) => ({
    part,
    times: times.map((time) => (time === undefined ? undefined : move(time))),
  }));
}

function moved(by: number): <T extends { startSample: number; endSample: number }>(time: T) => T {
  return (time) => ({ ...time, startSample: time.startSample + by, endSample: time.endSample + by });
}
