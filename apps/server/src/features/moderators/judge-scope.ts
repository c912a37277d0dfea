import { createHash } from 'node:crypto';
import { findOutsideScope } from '@clipo/safety';
import { z } from 'zod';
import type { Finding } from '../../check/verdict.ts';
import type { BatchRow } from '../batches/queries.ts';
import type { TeamRow } from '../teams/queries.ts';
import type { OutsideJudgement } from './ask-moderators.ts';

const Stated = z.looseObject({ businessScope: z.string() });

/** How the names of those who judge by a business scope begin. */
export const scopeJudge = 'scope-';

/** Where an enterprise's statement is sealed. */
const place = 'teams.enterprise';

/**
 * Whether the products of a batch are within the business scope of its team's verified enterprise. Who is no enterprise
 * has stated none: then nothing is asked. The scope's hash names the judge, so that another scope is judged anew.
 */
export async function judgeScope(
  { unseal }: { unseal(sealed: string, place: string): Promise<string> },
  team: Pick<TeamRow, 'enterpriseSealed' | 'verifiedAt'> | undefined,
  { products }: Pick<BatchRow, 'products'>,
): Promise<OutsideJudgement> {
  if (team?.verifiedAt == null || team.enterpriseSealed === null) {
    return { engines: [], findings: [] };
  }
  const { businessScope } = Stated.parse(JSON.parse(await unseal(team.enterpriseSealed, place)));
  const engine = `${scopeJudge}${createHash('sha256').update(businessScope).digest('hex').slice(0, 8)}`;
  const findings = products.flatMap(({ product }, index) => {
    const { name, category } = product;
    const texts = [
      ...Object.entries(typeof name === 'string' ? { name } : name).map(([key, text]) => [
        typeof name === 'string' ? 'name' : `name.${key}`,
        text,
      ]),
      ['category', category],
    ];
    const found = texts.flatMap(([key, text]): Finding[] => {
      const outside = typeof text === 'string' ? findOutsideScope(text, businessScope) : undefined;
      const field = `products[${index}].product.${key}`;
      return outside === undefined || typeof text !== 'string' ? [] : [findingOf(outside, { field, text, by: engine })];
    });
    return found.slice(0, 1);
  });
  return { engines: [engine], findings };
}

function findingOf(
  { start, end, why, suggestion }: NonNullable<ReturnType<typeof findOutsideScope>>,
  { field, text, by }: { field: string; text: string; by: string },
): Finding {
  const language = /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en';
  return {
    field,
    start,
    end,
    term: text.slice(start, end),
    rule: 'outside_scope',
    category: 'unlicensed',
    severity: 'review',
    why: why[language],
    suggestion: suggestion[language],
    rewrite: null,
    said: text,
    by,
  };
}
