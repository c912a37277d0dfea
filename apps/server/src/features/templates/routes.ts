import { shippedTemplate } from '@clipo/agent';
import { templateNames } from '@clipo/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { OperatorReason } from '../../http/reason.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { reviewerIdOf } from '../safety/decide-case.ts';
import { countByTemplate, countOwnTemplates, selectWithdrawn } from './queries.ts';
import { readmitTemplate, withdrawTemplate } from './withdraw-template.ts';

const bilingual = z.strictObject({ 'zh-CN': z.string(), en: z.string() });
const Kept = named(
  'KeptTemplates',
  z.strictObject({
    days: z.int().describe('The figures are of so many days'),
    items: z.array(
      z.strictObject({
        name: z.enum(templateNames),
        title: bilingual,
        purpose: bilingual,
        made: z.int().describe('Finished videos'),
        failed: z.int().describe('Videos that failed'),
        teams: z.int().describe('How many teams these are of'),
        withdrawn: z.strictObject({ at: z.iso.datetime(), why: z.string() }).nullable(),
      }),
    ),
    own: z
      .strictObject({ templates: z.int(), teams: z.int() })
      .describe('Templates that teams keep of their own, and how many teams do'),
  }),
);

const tag = 'Templates';
const shownDays = 28;
const dayMs = 86_400_000;

/** Adds the routes by which operators see what came of each template that ships, withdraw it and readmit it. */
export function addTemplateRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope' | 'settings'>): void {
  const path = '/api/v1/operate/templates';
  const one = {
    path: `${path}/{name}/withdrawal`,
    tag,
    scope: 'admin',
    params: z.strictObject({ name: z.enum(templateNames) }),
    body: OperatorReason,
    status: 204,
  } as const;
  addRoute(
    app,
    {
      id: 'listKeptTemplates',
      method: 'get',
      path,
      tag,
      summary: 'Every template that ships, what came of it in 28 days, and those of teams’ own (operators)',
      scope: 'admin',
      answer: Kept,
    },
    async ({ actor }) => {
      mustOperate(actor);
      const since = new Date(Date.now() - shownDays * dayMs);
      return deps.db.asSystem(async (tx) => {
        const withdrawn = await selectWithdrawn(tx);
        const figures = await countByTemplate(tx, since);
        const items = templateNames.map((name) => {
          const { title, purpose } = shippedTemplate(name);
          const { made = 0, failed = 0, teams = 0 } = figures.find((each) => each.name === name) ?? {};
          const row = withdrawn.find(({ template }) => template === name);
          return {
            ...{ name, title, purpose, made, failed, teams },
            withdrawn: row === undefined ? null : { at: row.createdAt.toISOString(), why: row.reason },
          };
        });
        return { days: shownDays, items, own: await countOwnTemplates(tx) };
      });
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'withdrawTemplate',
      method: 'put',
      summary: 'Withdraw it: nobody is offered it, at once; teams with recipes that name it are told (operators)',
    },
    async ({ actor, params: { name }, body: { reason } }) => {
      await withdrawTemplate(deps, { template: name, reason, by: reviewerIdOf(actor) });
      return undefined;
    },
  );
  addRoute(
    app,
    { ...one, id: 'readmitTemplate', method: 'delete', summary: 'Offer it again (operators)' },
    async ({ actor, params: { name } }) => {
      mustOperate(actor);
      await readmitTemplate(deps, name);
      return undefined;
    },
  );
}
