import { converse, talkLimits } from '@clipo/agent';
import { checkAddress } from '@clipo/guarded-fetch';
import { knownError, lineOf, sayErrorIn } from '@clipo/messages';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { fetchThrough, letsModelRead, modelFor } from './model-for.ts';
import { deleteTeamModel, saveTeamModel, selectTeamModel } from './queries-models.ts';

const tag = 'Conversations';
const path = '/api/v1/team-model';
const cents = z.int().min(0).max(1_000_000_00).describe('Price of a million tokens, in hundredths of the currency');
const Price = z.strictObject({ currency: z.string().regex(/^[A-Z]{3}$/), in: cents, out: cents });
const baseUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .describe('OpenAI-compatible, such as `https://api.deepseek.com/v1`');
const name = z.string().trim().min(1).max(200);
const key = z.string().trim().min(1).max(500);
const TeamModel = named(
  'TeamModel',
  z.strictObject({
    source: z.enum(['team', 'server', 'none']).describe('Whose model leads; none: the built-in planner'),
    baseUrl: z.string().nullable().describe('Of a team’s own model'),
    name: z.string().nullable(),
    hasKey: z.boolean(),
    price: Price.nullable(),
    isAllowed: z.boolean().describe('Whether who asks lets the provider have their words (consent third-party-model)'),
  }),
);
const NewTeamModel = named(
  'NewTeamModel',
  z.strictObject({
    baseUrl,
    name,
    key: key.nullable().optional().describe('Left out, the key that is kept stays; null takes it away'),
    price: Price.optional(),
  }),
);
const ModelTrial = named('ModelTrial', z.strictObject({ baseUrl, name, key: key.optional() }));
const TrialResult = named(
  'ModelTrialResult',
  z.strictObject({ isReached: z.boolean(), ms: z.int(), problem: z.string().nullable() }),
);

type ModelDeps = Pick<Deps, 'db' | 'settings' | 'envelope' | 'addresses'>;

/** Adds the routes of the model that leads a team's conversations. */
export function addModelRoutes(app: Api, deps: ModelDeps): void {
  addRoute(
    app,
    {
      id: 'getTeamModel',
      method: 'get',
      path,
      tag,
      summary: 'Which model leads conversations',
      scope: 'read',
      answer: TeamModel,
    },
    async ({ actor }) => view(deps, actor),
  );
  addRoute(
    app,
    {
      id: 'saveTeamModel',
      method: 'put',
      path,
      tag,
      summary: 'Set a model of the team’s own; its key is sealed and never shown again',
      scope: 'admin',
      body: NewTeamModel,
      answer: TeamModel,
      errors: ['url_refused', 'fetch_failed'],
    },
    async ({ actor, body }) => {
      const { teamId } = actor;
      await checkAddress(body.baseUrl, deps.addresses);
      const before = await deps.db.asTeam(teamId, (tx) => selectTeamModel(tx, teamId));
      // A key goes to the address that it was given for, to no other.
      const kept = before?.baseUrl === body.baseUrl ? before.keySealed : null;
      const keySealed =
        body.key === undefined
          ? kept
          : body.key === null
            ? null
            : await deps.envelope.seal(body.key, 'team_models.key');
      const { price } = body;
      const prices = { currency: price?.currency ?? null, priceIn: price?.in ?? null, priceOut: price?.out ?? null };
      await deps.db.asTeam(teamId, (tx) =>
        saveTeamModel(tx, { teamId, baseUrl: body.baseUrl, name: body.name, keySealed, ...prices }),
      );
      return view(deps, actor);
    },
  );
  addRoute(
    app,
    {
      id: 'deleteTeamModel',
      method: 'delete',
      path,
      tag,
      summary: 'Take the team’s model away',
      scope: 'admin',
      status: 204,
    },
    async ({ actor: { teamId } }) => {
      await deps.db.asTeam(teamId, (tx) => deleteTeamModel(tx, teamId));
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'tryModel',
      method: 'post',
      path: `${path}/try`,
      tag,
      summary: 'Ask a model for a word, without keeping it',
      scope: 'admin',
      body: ModelTrial,
      answer: TrialResult,
      errors: ['url_refused', 'fetch_failed'],
    },
    async ({ actor: { teamId }, body, c }) => {
      await checkAddress(body.baseUrl, deps.addresses);
      const before = await deps.db.asTeam(teamId, (tx) => selectTeamModel(tx, teamId));
      const kept = before?.baseUrl === body.baseUrl ? before.keySealed : null;
      const own =
        body.key ??
        (kept === null || kept === undefined ? undefined : await deps.envelope.unseal(kept, 'team_models.key'));
      const began = performance.now();
      let said = '';
      const problem = await converse(
        { baseUrl: body.baseUrl, name: body.name, key: own, fetch: fetchThrough(deps.addresses) },
        { system: 'Answer with the one word OK.', messages: [{ role: 'user', content: 'OK?' }], tools: {} },
        {
          write: (text) => {
            said += text;
          },
          signal: c.req.raw.signal,
          limits: { ...talkLimits, answerMs: 20_000, retries: 0 },
        },
      ).then(
        () => (said.trim() === '' ? 'it said nothing' : null),
        (cause: unknown) => lineOf(knownError(cause), sayErrorIn(c.get('language'))),
      );
      return { isReached: problem === null, ms: Math.round(performance.now() - began), problem };
    },
  );
}

async function view(deps: ModelDeps, actor: Actor): Promise<z.input<typeof TeamModel>> {
  const leading = await modelFor(deps, actor.teamId);
  const isTeams = leading?.source === 'team';
  return {
    source: leading?.source ?? 'none',
    baseUrl: isTeams ? leading.model.baseUrl : null,
    name: leading?.model.name ?? null,
    hasKey: isTeams && leading.model.key !== undefined,
    price: leading?.price ?? null,
    isAllowed: await letsModelRead(deps, actor),
  };
}
