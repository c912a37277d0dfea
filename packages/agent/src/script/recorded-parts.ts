import { ClipoError, type Language, type Product, type Speech, textIn } from '@clipo/contract';
import { foldText } from './fold-text.ts';
import { type Section, sectionRole } from './slots.ts';
import type { SpokenLine, SpokenPart } from './spoken.ts';

/** A sentence of a recording with its voice; `startSample` is where it began there. */
export interface NarratedLine {
  text: string;
  startSample: number;
  speech: Speech;
}

/** After the last word a video may go on for this long, and must for this long. */
const mostRestMs = 4000;
const leastRestMs = 300;
/** Before the first word, as before every line (`timeLines`). */
const leadMs = 120;

/**
 * A recording as the one choice of each words axis: its first sentence is the hook, its last the call to action. Lines
 * keep the times that they have in the recording, and the last stands till the video ends. A sentence that states a
 * listed fact carries the fact's source.
 * @throws ClipoError `invalid_input` (field durationSeconds) where the recording is too long or too short for the video
 */
export function recordedParts(
  lines: readonly NarratedLine[],
  video: { durationSeconds: number; fps: number; language: Language; product: Product },
): SpokenPart[] {
  const { durationSeconds, fps, language, product } = video;
  const origin = lines[0]?.startSample ?? 0;
  // On whole frames, so that the parts' frames add up to the video's.
  const onFrame = (samples: number) => Math.round((Math.round((samples * fps) / 48_000) * 1000) / fps);
  const starts = lines.map(({ startSample }) => onFrame(startSample - origin));
  const last = lines.at(-1);
  const spokenMs = (starts.at(-1) ?? 0) + Math.ceil((last?.speech.sampleCount ?? 0) / 48) + leadMs;
  const totalMs = durationSeconds * 1000;
  if (spokenMs + leastRestMs > totalMs || spokenMs + mostRestMs < totalMs) {
    const fitting = Math.ceil((spokenMs + leastRestMs) / 1000);
    const problem = `is ${durationSeconds}, but the recording speaks for ${(spokenMs / 1000).toFixed(1)} s: set it to ${fitting}, or record it anew`;
    throw new ClipoError('invalid_input', `durationSeconds: ${problem}`, {
      details: { field: 'durationSeconds', problem },
    });
  }
  const spoken = lines.map(({ text, speech }, index): SpokenLine => {
    const section = sectionOf(text, index, lines.length, product);
    const source = sourceOf(text, product, language);
    return {
      role: sectionRole[section],
      section,
      text,
      ...(source === undefined ? {} : { source }),
      slotMs: (starts[index + 1] ?? totalMs) - (starts[index] ?? 0),
      speech,
      rate: 1,
    };
  });
  const part = (id: string, axis: SpokenPart['axis'], own: SpokenLine[]): SpokenPart => ({
    id,
    axis,
    angle: 'recording',
    language,
    lines: own,
  });
  return [
    part('H01', 'hook', spoken.slice(0, 1)),
    part('B01', 'body', spoken.slice(1, -1)),
    part('C01', 'cta', spoken.slice(-1)),
  ];
}

/** What a sentence does, as far as its place and words tell: it decides the look of its scene. */
function sectionOf(text: string, index: number, count: number, product: Product): Section {
  if (index === 0) {
    return 'hook';
  }
  if (index === count - 1) {
    return 'cta';
  }
  const amount = product.price?.amount.replace(/\.0+$/u, '');
  if (amount !== undefined && new RegExp(`(?<![\\d.])${amount.replace('.', '\\.')}(?![\\d])`, 'u').test(text)) {
    return 'price';
  }
  const isNamed = Object.values(typeof product.name === 'string' ? { any: product.name } : product.name).some((name) =>
    foldText(text).includes(foldText(name ?? '')),
  );
  return isNamed ? 'reveal' : index % 2 === 0 ? 'demo' : 'sell';
}

function sourceOf(text: string, product: Product, language: Language): string | undefined {
  const folded = foldText(text).replace(/[，。,.！!]/gu, '');
  const stated = product.facts.find((fact) =>
    folded.includes(foldText(textIn(fact.text, language).text).replace(/[，。,.！!]/gu, '')),
  );
  return stated && textIn(stated.source, language).text;
}
