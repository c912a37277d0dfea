import { type Brief, ClipoError, type ModelChoice } from '@clipo/contract';
import type { ModelMessage } from 'ai';
import { type WordAxis, wordAxes } from '../matrix/exclusions.ts';
import type { Draft } from '../script/line-places.ts';
import { askModel, type ModelAnswer } from './ask-model.ts';
import type { DraftScript } from './draft-schema.ts';
import { type ModelLimits, modelLimits } from './limits.ts';
import { promptFor } from './prompt.ts';
import { readAnswer } from './read-answer.ts';

export interface ModelDeps {
  modelKey?: string | undefined;
  modelLimits?: ModelLimits | undefined;
  /** Where translations are kept: the same text is asked for, and paid for, once. */
  translations?: TranslationStore | undefined;
  signal?: AbortSignal | undefined;
}

/** Keeps texts by a key. What it gives back is checked again, as an answer of the model is. */
export interface TranslationStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string): Promise<void>;
}

/** A model's lines, as far as they came, and what the user should know of it. */
export interface ModelDraft {
  script: DraftScript;
  warnings: string[];
}

/**
 * Has the model write the choices that are needed. A malformed answer is mended where it can be, else asked for again
 * with what is wrong, within the limits; whatever fails, the parts that are usable come back with a warning, and the
 * built-in planner writes the rest. Only a cancel throws.
 * @throws ClipoError `cancelled`
 */
export async function draftWithModel(
  deps: ModelDeps,
  model: ModelChoice,
  draft: Draft,
  brief: Pick<Brief, 'audience' | 'tone'>,
  needed: Record<WordAxis, number>,
): Promise<ModelDraft> {
  const limits = deps.modelLimits ?? modelLimits;
  const messages: ModelMessage[] = promptFor(draft, brief, needed);
  let best: DraftScript = { hook: [], body: [], cta: [] };
  let problem: string | undefined;
  for (let round = 0; round <= limits.repairs; round++) {
    let answer: ModelAnswer;
    try {
      answer = await askModel(model, deps.modelKey, messages, limits, deps.signal);
    } catch (error) {
      if (error instanceof ClipoError && error.code === 'model_failed') {
        problem = String(error.details.problem ?? error.message);
        break;
      }
      throw error;
    }
    const read = await readAnswer(answer.text);
    problem = problemOf(answer) ?? read.problem;
    best = partsIn(read.script) > partsIn(best) ? read.script : best;
    if (read.problem === undefined || answer.ended === 'refused' || answer.ended === 'too-slow') {
      break;
    }
    messages.push(
      // A giant answer is not sent back: its beginning is enough to see what was meant.
      { role: 'assistant', content: answer.text.slice(0, 4000) || '…' },
      {
        role: 'user',
        content: `That can't be used: ${read.problem}. Answer again with the whole JSON object and nothing else.`,
      },
    );
  }
  return {
    script: best,
    warnings:
      problem === undefined ? [] : [`model ${model.name}: ${problem}; the built-in planner wrote what is missing`],
  };
}

function partsIn(script: DraftScript): number {
  return wordAxes.reduce((sum, axis) => sum + script[axis].length, 0);
}

function problemOf({ ended }: ModelAnswer): string | undefined {
  switch (ended) {
    case 'whole':
      return undefined;
    case 'cut':
      return 'its answer was cut off';
    case 'too-long':
      return 'its answer was too long';
    case 'too-slow':
      return 'it took too long';
    case 'refused':
      return 'it refused to answer';
  }
}
