import { ClipoError, type Speech, type SpeechMarkup, type SpeechRequest } from '@clipo/contract';
import type { DictionaryRules } from './front-end/dictionary-rules.ts';
import { type SpokenPart, speakOut } from './front-end/speak-out.ts';
import { cleanVoice } from './shape-voice.ts';
import { speakableLength } from './speakable-length.ts';
import { type ReferenceVoice, type TimedText, timedByCharacters, timeVoice } from './timed-voice.ts';
import type { ChosenVoice, VoiceSource } from './voice-source.ts';

/** A stretch of a text between two pauses that it asks for, as it is heard. */
export interface Segment extends TimedText {
  samples: Float64Array;
  /** Samples of silence before it. */
  pauseBefore: number;
  timesFrom: Speech['timesFrom'];
}

/** Who says it, and how. */
export interface Saying {
  source: VoiceSource;
  reference: VoiceSource;
  request: SpeechRequest;
  chosen: ChosenVoice;
  rules: DictionaryRules | undefined;
}

/** Of the time that a text takes the draft voice: a voice beyond them is not saying it. */
const lengthShares = { least: 0.25, most: 5 } as const;

/**
 * Says a text stretch by stretch between its pauses. A pause at an end of the text is silence that would be cut, so it is
 * none. Offsets in parts are those of the text without marks.
 * @throws ClipoError invalid_input where nothing can be said, voice_failed, cancelled
 */
export async function saySegments(
  { text, pauses }: SpeechMarkup,
  saying: Saying,
  signal: AbortSignal,
): Promise<Segment[]> {
  const cuts = [{ at: 0, ms: 0 }, ...pauses];
  const stretches = cuts.map(({ at, ms }, index) => {
    const parts = speakOut(text.slice(at, cuts[index + 1]?.at ?? text.length), saying.request.language, saying.rules);
    return { ms, parts: parts.map((part) => later(part, at)) };
  });
  const segments: Segment[] = [];
  let waitMs = 0;
  for (const { ms, parts } of stretches) {
    waitMs += ms;
    if (parts.length > 0) {
      const pauseBefore = segments.length === 0 ? 0 : Math.round(waitMs * 48);
      segments.push({ ...(await sayParts(parts, saying, signal)), pauseBefore });
      waitMs = 0;
    }
  }
  if (segments.length === 0) {
    throw new ClipoError('invalid_input', `text: nothing in "${text.slice(0, 40)}" can be spoken`, {
      details: { field: 'text', problem: 'holds nothing that can be spoken' },
    });
  }
  return segments;
}

async function sayParts(
  parts: readonly SpokenPart[],
  { source, reference, request, chosen }: Saying,
  signal: AbortSignal,
): Promise<Omit<Segment, 'pauseBefore'>> {
  const { language, rate } = request;
  requireWords(parts, source);
  const raw = await source.say({ parts, language, voice: chosen.voice, rate }, signal);
  const clean = cleanVoice(raw.samples, raw.sampleRate, chosen.softening);
  if (clean.samples.length === 0) {
    const problem = 'the engine gave only silence';
    throw new ClipoError('voice_failed', `${source.id}: ${problem}`, { details: { engine: source.id, problem } });
  }
  checkLength(clean.samples.length / 48, parts, rate, source.id);
  const timed = await timeVoice(raw, clean, parts, () => sayReferences(parts, reference, request, signal));
  return { samples: clean.samples, ...timed };
}

/** An engine that takes no sounds needs another reading of each word that has some. */
function requireWords(parts: readonly SpokenPart[], { takesSounds, name }: VoiceSource): void {
  const word = parts.flatMap(({ sounded = [] }) => sounded).find(({ say }) => say === undefined);
  if (takesSounds !== true && word !== undefined) {
    const field = `words.${word.entry}.en`;
    const problem = `has IPA alone, which ${name} voices do not take; add "say" with a respelling`;
    throw new ClipoError('invalid_input', `dictionary: ${field}: ${problem}`, {
      details: { field, problem, rule: 'ipa_not_taken', engine: name },
    });
  }
}

/** A sound of another length than its text takes is not of that text: cut, or something else. */
function checkLength(ms: number, parts: readonly SpokenPart[], rate: number, engine: string): void {
  const expected = parts.reduce((sum, { text, language }) => sum + speakableLength(text, language, rate), 0);
  if (ms < expected * lengthShares.least || ms > expected * lengthShares.most + 2_000) {
    const [own, usual] = [(ms / 1_000).toFixed(1), (expected / 1_000).toFixed(1)];
    const problem = `the sound is ${own} s long, the text takes about ${usual} s`;
    throw new ClipoError('voice_failed', `${engine}: ${problem}`, {
      details: { engine, problem },
      isRetryable: true,
    });
  }
}

/** A high and a low voice of the draft engine, by their names after the language. */
const referenceKinds = ['female', 'male'] as const;

/** The same words from the engine that tells all times, in its voices that differ most. */
export async function sayReferences(
  parts: readonly SpokenPart[],
  reference: VoiceSource,
  { language, rate }: Pick<SpeechRequest, 'language' | 'rate'>,
  signal: AbortSignal,
): Promise<[ReferenceVoice, ...ReferenceVoice[]]> {
  const sayOne = async (kind: string): Promise<ReferenceVoice> => {
    const { voice, softening } = await reference.choose(`${language === 'en' ? 'en' : 'zh'}-${kind}`, language);
    const raw = await reference.say({ parts, language, voice, rate }, signal);
    const clean = cleanVoice(raw.samples, raw.sampleRate, softening);
    if (raw.marks.kind !== 'characters') {
      throw new ClipoError('internal', `${reference.id} tells no times`);
    }
    return { samples: clean.samples, ...timedByCharacters(raw.marks, clean, parts) };
  };
  const [first, ...others] = referenceKinds;
  return [await sayOne(first), ...(await Promise.all(others.map(sayOne)))];
}

function later(part: SpokenPart, offset: number): SpokenPart {
  return {
    ...part,
    pieces: part.pieces.map((piece) => ({
      ...piece,
      textStart: piece.textStart + offset,
      textEnd: piece.textEnd + offset,
    })),
  };
}
