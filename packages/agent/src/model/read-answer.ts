import { parsePartialJson } from 'ai';
import { wordAxes } from '../matrix/exclusions.ts';
import { DraftPart, type DraftScript } from './draft-schema.ts';

/** What an answer held, and what was wrong with it in words that a model can act on. */
export interface ReadAnswer {
  script: DraftScript;
  problem: string | undefined;
}

/**
 * Reads a model's answer: the JSON object in it, even fenced, talked around or cut off. Parts that fit the schema are
 * kept, the others are left out. Never throws.
 */
export async function readAnswer(answer: string): Promise<ReadAnswer> {
  const script: DraftScript = { hook: [], body: [], cta: [] };
  const start = answer.indexOf('{');
  if (start < 0) {
    return { script, problem: 'the answer held no JSON object' };
  }
  const end = answer.lastIndexOf('}');
  const whole = await parsePartialJson(end > start ? answer.slice(start, end + 1) : undefined);
  const { value, state } = whole.state === 'successful-parse' ? whole : await parsePartialJson(answer.slice(start));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { script, problem: 'the answer was not a JSON object' };
  }
  let dropped = 0;
  for (const axis of wordAxes) {
    const parts: unknown = (value as Record<string, unknown>)[axis];
    for (const part of Array.isArray(parts) ? parts.slice(0, 400) : []) {
      const parsed = DraftPart.safeParse(part);
      if (parsed.success) {
        script[axis].push(parsed.data);
      } else {
        dropped++;
      }
    }
  }
  const missing = wordAxes.filter((axis) => script[axis].length === 0);
  return { script, problem: problemOf(missing, dropped, state) };
}

function problemOf(missing: readonly string[], dropped: number, state: string): string | undefined {
  if (missing.length > 0) {
    return `the answer had no usable "${missing.join('", "')}"`;
  }
  if (dropped > 0) {
    return `${dropped} parts did not fit the schema`;
  }
  return state === 'successful-parse' ? undefined : 'the JSON was broken or cut off';
}
