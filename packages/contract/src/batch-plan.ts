import { z } from 'zod';

/** The axes of a batch in the order in which they are spent. */
export const axisNames = ['hook', 'body', 'cta', 'shots', 'style', 'presenter', 'voice', 'template', 'music'] as const;
export const AxisName = z.enum(axisNames);
export type AxisName = z.infer<typeof AxisName>;

/** full: every combination; one-factor: one thing changed from a baseline; pairwise: every pair of choices once. */
export const PlanKind = z.enum(['full', 'one-factor', 'pairwise']);
export type PlanKind = z.infer<typeof PlanKind>;

const choices = z.number().int().min(1).max(200);
/** Number of choices on each axis. */
export const Axes = z.strictObject({
  hook: choices.optional(),
  body: choices.optional(),
  cta: choices.optional(),
  shots: choices.optional(),
  style: choices.optional(),
  presenter: choices.optional(),
  voice: choices.optional(),
  template: choices.optional(),
  music: choices.optional(),
});
export type Axes = z.infer<typeof Axes>;

const choiceIndex = z.number().int().min(1);
/** Choices (from 1) that must not meet in one video: `{"hook": 2, "cta": 1}`. */
export const Exclusion = z
  .strictObject({
    hook: choiceIndex.optional(),
    body: choiceIndex.optional(),
    cta: choiceIndex.optional(),
    shots: choiceIndex.optional(),
    style: choiceIndex.optional(),
    presenter: choiceIndex.optional(),
    voice: choiceIndex.optional(),
    template: choiceIndex.optional(),
    music: choiceIndex.optional(),
  })
  .refine((value) => Object.values(value).filter((choice) => choice !== undefined).length >= 1, {
    message: 'names no axis',
  });
export type Exclusion = z.infer<typeof Exclusion>;

/** How often a single choice is used in a full plan: `{"axis": "hook", "choice": 3, "weight": 2, "most": 10}`. */
export const ChoiceUse = z.strictObject({
  axis: AxisName,
  choice: choiceIndex,
  weight: z.number().int().min(1).max(20).default(1).describe('Used so many times as often as a choice of weight 1'),
  most: z.number().int().min(0).max(1000).optional().describe('Creatives that may have it; 0 leaves it out'),
});
export type ChoiceUse = z.infer<typeof ChoiceUse>;

/** One cell of the matrix: the choice (from 1) on every axis. */
export const Cell = z.strictObject({
  hook: choiceIndex,
  body: choiceIndex,
  cta: choiceIndex,
  shots: choiceIndex,
  style: choiceIndex,
  presenter: choiceIndex.default(1),
  voice: choiceIndex.default(1),
  template: choiceIndex.default(1),
  music: choiceIndex.default(1),
});
export type Cell = z.infer<typeof Cell>;

export const BatchPlan = z.strictObject({
  kind: PlanKind,
  seed: z.number().int(),
  axes: Cell.describe('Number of choices on each axis'),
  cells: z.array(Cell).describe('The creatives, in order; no two share hook, body, cta, presenter and voice'),
});
export type BatchPlan = z.infer<typeof BatchPlan>;
