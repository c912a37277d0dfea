import { checkText, Finding, outcomeOf } from '@clipo/safety';
import { z } from 'zod';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';

const TextsToCheck = named(
  'TextsToCheck',
  z.strictObject({ texts: z.array(z.string().max(200_000)).min(1).max(1000) }),
);
const CheckedTexts = named(
  'CheckedTexts',
  z.strictObject({
    outcome: z.enum(['pass', 'review', 'block']),
    findings: z.array(z.strictObject({ at: z.int().describe('Which text, from 0'), finding: Finding })),
  }),
);

/** Adds the check of texts that are not kept here: what `clipo check` says, by the service's rules. */
export function addCheckRoutes(app: Api): void {
  addRoute(
    app,
    {
      id: 'checkTexts',
      method: 'post',
      path: '/api/v1/checks',
      tag: 'Checks',
      summary: 'Whether texts may be published as they are; nothing of them is kept',
      scope: 'read',
      body: TextsToCheck,
      answer: CheckedTexts,
    },
    async ({ body }) => {
      const findings = body.texts.flatMap((text, at) => checkText(text).map((finding) => ({ at, finding })));
      return { outcome: outcomeOf(findings.map(({ finding }) => finding)), findings };
    },
  );
}
