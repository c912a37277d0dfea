import { shippedRules } from '@clipo/safety';
import { z } from 'zod';
import { rulesInForce } from '../../check/rules-in-force.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { reviewerIdOf } from '../safety/decide-case.ts';
import { publishRules, withdrawRules } from './publish-rules.ts';
import {
  insertRuleSet,
  selectHeldByRule,
  selectHits,
  selectInForce,
  selectRuleSet,
  selectRuleSets,
} from './queries.ts';
import { NewRuleSet, RuleHits, RuleSet, RuleSets, RuleTrial, summaryView } from './shapes.ts';
import { tryRules } from './try-rules.ts';
import type { RuleWatch } from './watch-rules.ts';

const tag = 'Safety';
const Days = z.strictObject({ days: z.coerce.number().int().min(1).max(180).default(30) });

/** Adds the routes by which operators keep the lists of words: drafted by one, tried on a week, published by another. */
export function addRuleRoutes(app: Api, { db }: Pick<Deps, 'db'>, watch: RuleWatch): void {
  const one = { path: '/api/v1/safety/rules/{id}', tag, scope: 'admin', params: idParams('rls') } as const;
  addRoute(
    app,
    {
      id: 'listRuleSets',
      method: 'get',
      path: '/api/v1/safety/rules',
      tag,
      summary: 'Versions of the operators’ lists of words, newest first (operators)',
      scope: 'admin',
      answer: RuleSets,
    },
    async ({ actor }) => {
      reviewerIdOf(actor);
      await watch.look();
      return db.asSystem(async (tx) => {
        const current = await selectInForce(tx);
        return {
          shipped: shippedRules.version,
          inForce: rulesInForce().version,
          items: (await selectRuleSets(tx)).map((row) => summaryView(row, current?.id)),
        };
      });
    },
  );
  addRoute(
    app,
    { ...one, id: 'getRuleSet', method: 'get', summary: 'One version with its lists (operators)', answer: RuleSet },
    async ({ actor, params: { id } }) => {
      reviewerIdOf(actor);
      return db.asSystem(async (tx) => {
        const row = foundOr(await selectRuleSet(tx, id), 'rule set', id);
        return { ...summaryView(row, (await selectInForce(tx))?.id), lists: row.data };
      });
    },
  );
  addRoute(
    app,
    {
      id: 'draftRuleSet',
      method: 'post',
      path: '/api/v1/safety/rules',
      tag,
      summary: 'Draft a version: nothing is judged by it before another operator publishes it (operators)',
      scope: 'admin',
      body: NewRuleSet,
      status: 201,
      answer: RuleSet,
    },
    async ({ actor, body: { note, lists } }) => {
      const draftedBy = reviewerIdOf(actor);
      const row = await db.asSystem((tx) => insertRuleSet(tx, { id: newId('rls'), note, data: lists, draftedBy }));
      return { ...summaryView(row, undefined), lists: row.data };
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'tryRuleSet',
      method: 'post',
      path: `${one.path}/trial`,
      summary: 'What a version would judge otherwise of the last week’s contents; nothing changes (operators)',
      answer: RuleTrial,
    },
    async ({ actor, params: { id } }) => {
      reviewerIdOf(actor);
      await watch.look();
      const row = foundOr(await db.asSystem((tx) => selectRuleSet(tx, id)), 'rule set', id);
      return tryRules({ db }, row.data);
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'publishRuleSet',
      method: 'post',
      path: `${one.path}/publication`,
      summary: 'Put a version in force: a draft of somebody else’s, or again one that was (operators, freshly proven)',
      fresh: true,
      answer: RuleSet,
      errors: ['conflict'],
    },
    async ({ actor, params: { id } }) => {
      const row = await publishRules({ db }, { id, by: reviewerIdOf(actor) });
      watch.forget();
      await watch.look();
      return { ...summaryView(row, row.id), lists: row.data };
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'withdrawRuleSet',
      method: 'delete',
      summary: 'Withdraw a draft; it is kept, and can’t be published any more (operators)',
      status: 204,
      errors: ['conflict'],
    },
    async ({ actor, params: { id } }) => {
      reviewerIdOf(actor);
      await withdrawRules({ db }, id);
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'listRuleHits',
      method: 'get',
      path: '/api/v1/safety/hits',
      tag,
      summary: 'What each rule refused and held, and how often reviewers saw it otherwise (operators)',
      scope: 'admin',
      query: Days,
      answer: RuleHits,
    },
    async ({ actor, query: { days } }) => {
      reviewerIdOf(actor);
      const since = new Date(Date.now() - days * 86_400_000);
      return db.asSystem(async (tx) => {
        const refused = await selectHits(tx, since.toISOString().slice(0, 10));
        const held = new Map((await selectHeldByRule(tx, since)).map((row) => [row.rule, row]));
        const none = { held: 0, overturned: 0 };
        const known = refused.map((row) => ({ ...row, ...pick(held.get(row.rule) ?? none) }));
        const others = [...held.values()].filter(({ rule }) => !refused.some((row) => row.rule === rule));
        return {
          items: [...known, ...others.map((row) => ({ refused: 0, disguised: 0, teams: 0, ...row }))],
        };
      });
    },
  );
}

function pick({ held, overturned }: { held: number; overturned: number }) {
  return { held, overturned };
}
