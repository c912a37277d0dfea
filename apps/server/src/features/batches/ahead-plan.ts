import { Cell, Language } from '@clipo/contract';
import { z } from 'zod';
import { named } from '../../http/document.ts';

const count = z.int().min(0);

/** What a batch would make, before it is started. */
export const AheadPlan = named(
  'AheadPlan',
  z.strictObject({
    creatives: count,
    videos: count,
    axes: Cell.describe('Number of choices on each axis'),
    most: z.strictObject({ hook: count, body: count, cta: count }).describe('Choices that the product gives at most'),
    parts: z
      .array(
        z.strictObject({
          id: z.string().describe('Such as H03'),
          axis: z.enum(['hook', 'body', 'cta']),
          angle: z.string().describe('What it plays on'),
          language: Language,
          lines: z.array(
            z.strictObject({
              section: z.string(),
              text: z.string(),
              source: z.string().optional(),
              isOwn: z.boolean().describe('Whether the brief gives it'),
            }),
          ),
        }),
      )
      .describe('Every choice of hooks, bodies and calls to action that the matrix uses, with what it says'),
    cells: z
      .array(z.strictObject({ creative: count, code: z.string(), choices: Cell }))
      .describe('The creatives in order; codes are of the first language and format'),
    difference: z
      .strictObject({ least: z.number(), mean: z.number() })
      .nullable()
      .describe('Of each video from its nearest, as planned; null where there is only one'),
    pieces: z.strictObject({ total: count, ready: count.describe('Drawn already, by earlier batches') }),
    seconds: count.describe('About how long it takes where nothing else is made'),
    credits: z.strictObject({
      each: count,
      total: count,
      available: z.int().nullable().describe('What the team can spend; null where nothing is charged'),
    }),
    warnings: z.array(z.string()),
  }),
);
export type AheadPlan = z.input<typeof AheadPlan>;
