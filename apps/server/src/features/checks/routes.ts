import { Finding, isProvable, outcomeOf } from '@clipo/safety';
import { z } from 'zod';
import { proofOf } from '../../check/lift-proven.ts';
import { rulesInForce } from '../../check/rules-in-force.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectKnownProofs } from '../claim-proofs/queries.ts';

const TextsToCheck = named(
  'TextsToCheck',
  z.strictObject({
    texts: z.array(z.string().max(200_000)).min(1).max(1000),
    skus: z.array(z.string().min(1).max(64)).max(500).default([]).describe('Products that they speak of'),
  }),
);
const CheckedTexts = named(
  'CheckedTexts',
  z.strictObject({
    outcome: z.enum(['pass', 'review', 'block']).describe('Without what was proven of each of the products'),
    findings: z.array(
      z.strictObject({
        at: z.int().describe('Which text, from 0'),
        finding: Finding,
        isProvable: z.boolean().describe('A proof would let it stand'),
        proof: z.string().nullable().describe('The proof that lets it stand'),
      }),
    ),
  }),
);

/** Adds the check of texts that are not kept here: what `clipo check` says, by the service's rules. */
export function addCheckRoutes(app: Api, { db }: Pick<Deps, 'db'>): void {
  addRoute(
    app,
    {
      id: 'checkTexts',
      method: 'post',
      path: '/api/v1/checks',
      tag: 'Checks',
      summary: 'Whether texts may be published as they are; nothing of them is kept, and it costs nothing',
      scope: 'read',
      body: TextsToCheck,
      answer: CheckedTexts,
    },
    async ({ actor: { teamId }, body: { texts, skus } }) => {
      const found = texts.flatMap((text, at) =>
        rulesInForce()
          .checkText(text)
          .map((finding) => ({ at, finding })),
      );
      const isAsking = skus.length > 0 && found.some(({ finding }) => isProvable(finding));
      const proofs = isAsking ? await db.asTeam(teamId, (tx) => selectKnownProofs(tx, teamId, skus)) : [];
      const findings = found.map(({ at, finding }) => {
        const provable = isProvable(finding);
        const { rule, text: term } = finding;
        return {
          at,
          finding,
          isProvable: provable,
          proof: (provable && proofOf(proofs, skus, { rule, term })) || null,
        };
      });
      const standing = findings.filter(({ proof }) => proof === null).map(({ finding }) => finding);
      return { outcome: outcomeOf(standing), findings };
    },
  );
}
