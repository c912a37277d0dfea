import { z } from 'zod';
import { factorAudiences } from '../../db/schema/index.ts';
import type { Settings } from '../../env.ts';
import { named } from '../../http/document.ts';
import { enterpriseState, enterpriseStates } from './enterprise-state.ts';
import type { TeamRow } from './queries.ts';

const time = z.iso.datetime();
/** Credits of a month. */
export const limit = z.int().min(0).max(1_000_000_000);

export const Team = named(
  'Team',
  z.strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['person', 'enterprise']),
    seats: z.int(),
    verifiedAt: time.nullable(),
    enterpriseState: z.enum(enterpriseStates).describe('Of the enterprise that it says it is'),
    enterpriseReason: z.string().describe('Why it was declined'),
    allowsTraining: z.boolean(),
    allowsShowcase: z.boolean(),
    monthlyLimit: z.int().nullable().describe('Most credits that all work may spend in a month, that of keys too'),
    factorFor: z.enum(factorAudiences).describe('Of which members the team asks a second factor'),
    factorAtLeast: z.enum(factorAudiences).describe('Of which the service asks one in every team'),
  }),
);
export const ChangeTeam = named(
  'ChangeTeam',
  z.strictObject({
    name: z.string().trim().min(1).max(50).optional(),
    allowsTraining: z.boolean().optional(),
    allowsShowcase: z.boolean().optional(),
    monthlyLimit: limit
      .nullable()
      .optional()
      .describe('Most credits that all work may spend in a month; null: no limit'),
    factorFor: z
      .enum(factorAudiences)
      .optional()
      .describe('Of which members a second factor is asked: `spenders` are owners and editors; wants a fresh proof'),
  }),
);

/** A team as its members see it. */
export function viewTeam(
  team: TeamRow,
  { CLIPO_SECOND_FACTOR: factorAtLeast }: Pick<Settings, 'CLIPO_SECOND_FACTOR'>,
): z.infer<typeof Team> {
  const { id, name, kind, seats, verifiedAt, enterpriseReason } = team;
  const { allowsTraining, allowsShowcase, monthlyLimit, factorFor } = team;
  return {
    id,
    name,
    kind,
    seats,
    verifiedAt: verifiedAt?.toISOString() ?? null,
    enterpriseState: enterpriseState(team),
    enterpriseReason,
    allowsTraining,
    allowsShowcase,
    monthlyLimit,
    factorFor,
    factorAtLeast,
  };
}
