import { join } from 'node:path';
import { type PartChoice, respeakParts, type SpokenPart, writeParts } from '@clipo/agent';
import {
  type BatchPlan,
  type Cell,
  ClipoError,
  type Language,
  type PreparedMaterial,
  type SpeechEngine,
  type Template,
} from '@clipo/contract';
import { type Casting, lentPhonemes, voicesFor, voicesOf } from './casting.ts';
import { recordingParts } from './own-voice.ts';
import type { MakeDeps, MakeInput, MakeProduct } from './types.ts';

/** The lines of a product in a language, spoken by everybody who speaks them in the batch. */
export interface SpokenBatch {
  /** All choices of the words axes, in the voice that they were written for. */
  parts: readonly SpokenPart[];
  /** The parts of a cell, each in the voice of who speaks it. */
  partsOfCell(cell: Cell): PartChoice;
  warnings: string[];
}

export type PartsOf = (entry: MakeProduct, language: Language, plan: BatchPlan) => Promise<SpokenBatch>;

export interface PartsDeps extends Pick<MakeDeps, 'signal' | 'env'> {
  speech: SpeechEngine;
  cacheDir: string;
  byFile: ReadonlyMap<string, PreparedMaterial>;
  castings: readonly Casting[];
  /** The angles that lines are written for. */
  angles: Template['angles'];
}

/**
 * Writes the lines for the first voice of a batch and lets the others say the same; what was written or spoken once is
 * not done again, whatever plans are tried.
 */
export function openParts(input: MakeInput, deps: PartsDeps): PartsOf {
  const write = openWriting(input, deps);
  const { brief } = input;
  const spoken = new Map<string, Promise<SpokenPart[]>>();
  return async (entry, language, plan) => {
    const first = voiceOf(brief, deps.castings, { presenter: 1, voice: 1 }, language).speaker;
    const { parts, warnings } = await write(entry, language, plan.axes, first);
    const isSpoken = typeof brief.voice === 'string' || Array.isArray(brief.voice);
    const byVoice = new Map<string, readonly SpokenPart[]>([[first, parts]]);
    for (const voice of voicesIn(plan, brief, deps.castings, language)) {
      // A recording is one voice, whoever is seen.
      if (voice !== first && isSpoken) {
        const key = JSON.stringify([entry.product.id, language, plan.axes.hook, plan.axes.body, plan.axes.cta, voice]);
        const again =
          spoken.get(key) ?? respeakParts(parts, { speak: deps.speech.speak, voice, signal: deps.signal }, language);
        spoken.set(key, again);
        byVoice.set(voice, await again);
      }
    }
    return {
      parts,
      warnings,
      partsOfCell(cell) {
        const { speaker, other } = voiceOf(brief, deps.castings, cell, language);
        const by = (voice: string) => byVoice.get(voice) ?? parts;
        return [
          partOf(by(other ?? speaker), 'hook', cell.hook),
          partOf(by(speaker), 'body', cell.body),
          partOf(by(speaker), 'cta', cell.cta),
        ];
      },
    };
  };
}

function partOf(parts: readonly SpokenPart[], axis: SpokenPart['axis'], choice: number): SpokenPart {
  const part = parts.filter((candidate) => candidate.axis === axis)[choice - 1];
  if (part === undefined) {
    throw new ClipoError('internal', `no ${axis} ${choice}`);
  }
  return part;
}

function voiceOf(
  brief: MakeInput['brief'],
  castings: readonly Casting[],
  { presenter, voice }: Pick<Cell, 'presenter' | 'voice'>,
  language: Language,
): ReturnType<typeof voicesFor> {
  const casting = castings[presenter - 1] ?? nobody;
  return voicesFor(voicesOf(brief)[voice - 1] ?? 'default', casting, language);
}

const nobody: Casting = { choice: null, cast: undefined, voices: { speaker: undefined, other: undefined } };

function voicesIn(
  { cells }: BatchPlan,
  brief: MakeInput['brief'],
  castings: readonly Casting[],
  language: Language,
): Set<string> {
  return new Set(
    cells.flatMap((cell) => {
      const { speaker, other } = voiceOf(brief, castings, cell, language);
      return other === undefined ? [speaker] : [speaker, other];
    }),
  );
}

type Writing = (entry: MakeProduct, language: Language, axes: Cell, voice: string) => ReturnType<typeof writeParts>;

/** Writes and speaks the lines of a product in a language; the same number of choices is written only once. */
function openWriting(input: MakeInput, deps: PartsDeps): Writing {
  const { brief } = input;
  const { voice: recording } = brief;
  if (typeof recording !== 'string' && !Array.isArray(recording)) {
    const folder = { cacheDir: join(deps.cacheDir, 'voice'), signal: deps.signal };
    const isSeen = deps.castings.some(({ cast }) => cast !== undefined);
    let recorded: ReturnType<typeof writeParts> | undefined;
    return () => {
      recorded ??= recordingParts(input, deps.byFile.get(recording.file), folder).then(async ({ parts, warnings }) => ({
        parts: isSeen ? await withPhonemes(parts, deps) : parts,
        warnings,
      }));
      return recorded;
    };
  }
  const written = new Map<string, ReturnType<typeof writeParts>>();
  // What the products before it say, so that each takes other words. `composeBatch` asks for them one after another.
  const saidInBatch = new Map<string, Map<string, number>>();
  return ({ product }, language, axesNeeded, voice) => {
    const key = JSON.stringify([product.id, language, axesNeeded.hook, axesNeeded.body, axesNeeded.cta]);
    const known = written.get(key);
    if (known !== undefined) {
      return known;
    }
    const run = JSON.stringify([language, axesNeeded.hook, axesNeeded.body, axesNeeded.cta]);
    const batchUses = saidInBatch.get(run) ?? new Map<string, number>();
    saidInBatch.set(run, batchUses);
    const parts = writeParts(
      {
        speak: (request, signal) => deps.speech.speak(request, signal),
        signal: deps.signal,
        voice,
        modelKey: brief.model === undefined ? undefined : deps.env.variable(brief.model.keyFrom),
      },
      { brief, product, language, axesNeeded, seed: brief.seed, angles: deps.angles, batchUses },
    );
    written.set(key, parts);
    return parts;
  };
}

/** Where a recording's sounds could not be found, a built-in voice says the same text, and lips follow it at the recording's pace. */
async function withPhonemes(parts: readonly SpokenPart[], deps: PartsDeps): Promise<SpokenPart[]> {
  return Promise.all(
    parts.map(async (part) => ({
      ...part,
      lines: await Promise.all(
        part.lines.map(async (line) => {
          if (line.speech.phonemes.length > 0) {
            return line;
          }
          const request = { text: line.text, language: part.language, voice: 'default', rate: 1 };
          const told = await deps.speech.speak(request, deps.signal);
          return { ...line, speech: { ...line.speech, phonemes: lentPhonemes(told, line.speech) } };
        }),
      ),
    })),
  );
}
