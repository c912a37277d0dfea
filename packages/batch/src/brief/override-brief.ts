import { Brief, type PlanKind, parseInput } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import { z } from 'zod';

/** Options of the command line that take the place of a brief's keys, as typed. */
export interface BriefOptions {
  count?: string;
  formats?: string;
  plan?: string;
  seed?: string;
}

const plainNumber = /^-?\d+(\.\d+)?$/;

/**
 * The brief with the options of the command line in place of its own values.
 * @throws InputProblems that name the options
 */
export function overrideBrief(brief: Brief, options: BriefOptions): Brief {
  const values = {
    ...(options.count === undefined ? {} : { '--count': numberOf(options.count) }),
    ...(options.seed === undefined ? {} : { '--seed': numberOf(options.seed) }),
    ...(options.plan === undefined ? {} : { '--plan': options.plan }),
    ...(options.formats === undefined ? {} : { '--formats': listOf(options.formats) }),
  };
  const parsed = parseInput(OptionValues, values);
  const chosen = parsed['--formats'];
  if (chosen !== undefined && new Set(chosen).size < chosen.length) {
    const value = chosen.find((format, index) => chosen.indexOf(format) !== index) ?? '';
    throw inputFault('--formats', 'rule.listed_twice', { value });
  }
  const plan: PlanKind | undefined = parsed['--plan'];
  return {
    ...brief,
    count: parsed['--count'] ?? brief.count,
    seed: parsed['--seed'] ?? brief.seed,
    plan: plan ?? brief.plan,
    formats: chosen ?? brief.formats,
  };
}

const OptionValues = z.strictObject({
  '--count': Brief.shape.count.unwrap().optional(),
  '--seed': Brief.shape.seed.unwrap().optional(),
  '--plan': Brief.shape.plan.unwrap().optional(),
  '--formats': Brief.shape.formats.unwrap().optional(),
});

/** A number as typed (the schema tells that it must be a whole one); anything else stays a text, so that the schema says what it expects. */
function numberOf(text: string): number | string {
  return plainNumber.test(text) ? Number(text) : text;
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim().replace(':', 'x'))
    .filter((item) => item !== '');
}
