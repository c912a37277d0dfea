import { createHash } from 'node:crypto';
import {
  ClipoError,
  type Dictionary,
  readMarkup,
  type Speech,
  type SpeechEngine,
  type SpeechMarkup,
  type SpeechRequest,
} from '@clipo/contract';
import { alignmentVersion } from './align/align-to.ts';
import { encodeWav } from './audio/wav.ts';
import { type DictionaryRules, dictionaryRules, entriesFor } from './front-end/dictionary-rules.ts';
import { frontEndVersion } from './front-end/speak-out.ts';
import { type Saying, type Segment, saySegments } from './say-segments.ts';
import { fadeEnds, finishVoice } from './shape-voice.ts';
import { shareWork } from './share-work.ts';
import { inVoice } from './spoken-phonemes.ts';
import { spokenWords, stressWords } from './spoken-words.ts';
import { raiseStressed } from './stress.ts';
import { readVoice, voiceKey, writeVoice } from './voice-cache.ts';
import type { ChosenVoice, VoiceSource } from './voice-source.ts';

/** What every engine shares. */
export interface EngineOptions {
  /** Absolute; voices are kept in it by the hash of all that decides how they sound. */
  cacheDir: string;
  /** Speaks what an engine without times of its own is aligned with. */
  reference: VoiceSource;
  dictionary?: Dictionary | undefined;
}

/**
 * Makes an engine of a source: checks the request, reads the text aloud by front end and dictionary, obeys its marks,
 * cleans and levels the sound, finds the times, and keeps all of it. Equal requests at the same time share one work.
 */
export function createEngine(source: VoiceSource, options: EngineOptions): SpeechEngine {
  const share = shareWork<Speech>();
  // Many lines are said by one dictionary: its rules are made once.
  const known = new WeakMap<Dictionary, DictionaryRules>();
  const rulesOf = (dictionary: Dictionary | undefined) => {
    if (dictionary === undefined) {
      return undefined;
    }
    const rules = known.get(dictionary) ?? dictionaryRules(dictionary);
    known.set(dictionary, rules);
    return rules;
  };
  rulesOf(options.dictionary);
  return {
    id: source.id,
    voices: source.voices,
    close: source.close,
    async speak(request, signal) {
      const { text, language, rate, dictionary = options.dictionary } = request;
      const rules = rulesOf(dictionary);
      const name = request.voice === 'default' ? '' : request.voice.slice(request.voice.indexOf(':') + 1);
      const isOwn = request.voice === 'default' || request.voice.split(':')[0] === source.name;
      const chosen = await source.choose(isOwn ? name : request.voice, language);
      checkRequest(request, source.mostCharacters);
      const entries = dictionary === undefined ? [] : entriesFor(dictionary, text);
      const key = voiceKey({
        engine: source.id,
        frontEnd: frontEndVersion,
        text,
        language,
        voice: chosen.voice,
        rate,
        alignment: alignmentVersion,
        ...source.facts,
        ...(entries.length === 0 ? {} : { dictionary: hashOf(entries) }),
      });
      return share(key, signal, async (shared) => {
        const cached = await readVoice(options.cacheDir, key);
        return cached ?? (await make({ request, chosen, key, rules }, shared));
      });
    },
  };

  async function make(work: Work, signal: AbortSignal): Promise<Speech> {
    const { request, chosen, key } = work;
    const markup = readMarkup(request.text);
    const saying: Saying = { source, reference: options.reference, request, chosen, rules: work.rules };
    const segments = await saySegments(markup, saying, signal);
    const joined = joinSegments(segments);
    const words = spokenWords(markup.text, request.language, joined.parts, joined.samples.length);
    const phonemes = inVoice(joined.phonemes, joined.samples.length);
    const weighty = stressWords(words, phonemes, {
      parts: joined.parts.map(({ part }) => part),
      stresses: markup.stresses,
    });
    const loud = raiseStressed(joined.samples, words, markup.stresses);
    const samples = finishVoice(loud);
    return writeVoice(
      options.cacheDir,
      {
        key,
        sampleRate: 48_000,
        sampleCount: samples.length,
        words: weighty.map((word) => asWritten(word, markup)),
        phonemes,
        timesFrom: joined.timesFrom,
        engine: source.id,
        voiceLicence: chosen.licence,
      },
      encodeWav(samples, 48_000),
    );
  }
}

interface Work {
  request: SpeechRequest;
  chosen: ChosenVoice;
  key: string;
  rules: DictionaryRules | undefined;
}

function checkRequest({ text, rate }: SpeechRequest, mostCharacters: number): void {
  if (!(rate >= 0.5 && rate <= 2)) {
    throw new ClipoError('invalid_input', `rate: ${rate} is not between 0.5 and 2`, {
      details: { field: 'rate', problem: 'must be between 0.5 and 2' },
    });
  }
  if (text.length > mostCharacters) {
    const problem = `has ${text.length} characters; a line may have ${mostCharacters}`;
    throw new ClipoError('invalid_input', `text: ${problem}`, { details: { field: 'text', problem } });
  }
}

/** Segments one after another with their pauses between. */
function joinSegments(segments: readonly Segment[]) {
  const lengths = segments.map(({ samples, pauseBefore }) => samples.length + pauseBefore);
  const whole = new Float64Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  const placed = segments.map((segment) => {
    at += segment.pauseBefore;
    const offset = at;
    whole.set(segments.length === 1 ? segment.samples : fadeEnds(segment.samples), offset);
    at += segment.samples.length;
    const later = <T extends { startSample: number; endSample: number }>(time: T): T => ({
      ...time,
      startSample: time.startSample + offset,
      endSample: time.endSample + offset,
    });
    return {
      parts: segment.parts.map(({ part, times }) => ({
        part,
        times: times.map((time) => (time === undefined ? undefined : later(time))),
      })),
      phonemes: segment.phonemes.map(later),
    };
  });
  const sources = segments.map(({ timesFrom }) => timesFrom);
  const worst = (['estimated', 'aligned'] as const).find((from) => sources.includes(from));
  return {
    samples: whole,
    parts: placed.flatMap(({ parts }) => parts),
    phonemes: placed.flatMap(({ phonemes }) => phonemes),
    timesFrom: worst ?? ('engine' as const),
  };
}

/** A word's place in the text as it was written, marks included. */
function asWritten<T extends { textStart: number; textEnd: number }>(word: T, { places }: SpeechMarkup): T {
  const start = places[word.textStart] ?? word.textStart;
  return { ...word, textStart: start, textEnd: (places[word.textEnd - 1] ?? start) + 1 };
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
