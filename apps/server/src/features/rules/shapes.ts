import { categories, TermFile } from '@clipo/safety';
import { z } from 'zod';
import { named } from '../../http/document.ts';
import type { RuleSetRow } from './queries.ts';
import { trialKinds } from './queries-contents.ts';

const time = z.iso.datetime();
const outcome = z.enum(['pass', 'review', 'block']);
const count = z.int();

/** Longer lists belong into the files that ship. */
const mostGroups = 200;
const Lists = z
  .array(TermFile)
  .max(categories.length * 4)
  .refine((files) => files.reduce((sum, { groups }) => sum + groups.length, 0) <= mostGroups, {
    error: `must not hold more than ${mostGroups} groups of terms`,
  })
  .refine((files) => JSON.stringify(files).length <= 500_000, { error: 'must not be larger than 500 KB' });

const About = {
  id: z.string(),
  number: count,
  createdAt: time,
  note: z.string(),
  draftedBy: z.string(),
  publishedBy: z.string().nullable(),
  publishedAt: time.nullable(),
  withdrawnAt: time.nullable(),
  isInForce: z.boolean(),
  terms: count.describe('Terms and pairs in it'),
};
export const RuleSetSummary = z.strictObject(About);
export const RuleSets = named(
  'RuleSets',
  z.strictObject({
    shipped: z.string().describe('Version of the lists that ship; those of operators come on top'),
    inForce: z.string().describe('Version that texts are judged by in this process'),
    items: z.array(RuleSetSummary),
  }),
);
export const RuleSet = named('RuleSet', z.strictObject({ ...About, lists: z.array(TermFile) }));
export const NewRuleSet = named(
  'NewRuleSet',
  z.strictObject({
    note: z.string().trim().min(3).max(300).describe('What changes, and why'),
    lists: Lists.describe('All lists of the version: it takes the place of the one before'),
  }),
);
export const RuleTrial = named(
  'RuleTrial',
  z.strictObject({
    looked: count.describe('Contents of the last week that were judged by both: at most 1,000 of each kind'),
    changed: count.describe('Of those, how many would be judged otherwise'),
    changes: z.array(
      z.strictObject({
        kind: z.enum(trialKinds),
        id: z.string(),
        teamId: z.string(),
        before: outcome,
        after: outcome,
        words: z.array(z.string()),
      }),
    ),
    rules: z.array(z.strictObject({ rule: z.string(), more: count, fewer: count })),
  }),
);
export const RuleHits = named(
  'RuleHits',
  z.strictObject({
    items: z.array(
      z.strictObject({
        rule: z.string(),
        category: z.string(),
        refused: count.describe('Requests that it refused'),
        disguised: count.describe('Of those, how many dressed the words up so as not to be found'),
        teams: count,
        held: count.describe('Files that waited for a reviewer by it'),
        overturned: count.describe('Of those, how many a reviewer allowed'),
      }),
    ),
  }),
);
export function summaryView(row: RuleSetRow, inForceId: string | undefined): z.input<typeof RuleSetSummary> {
  const { id, number, note, draftedBy, publishedBy, data } = row;
  return {
    id,
    number,
    createdAt: row.createdAt.toISOString(),
    note,
    draftedBy,
    publishedBy,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    isInForce: id === inForceId,
    terms: data.reduce(
      (sum, { groups, harmless }) =>
        sum + harmless.length + groups.reduce((all, group) => all + group.terms.length + group.pairs.length, 0),
      0,
    ),
  };
}
