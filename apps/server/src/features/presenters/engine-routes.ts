import { ClipoError } from '@clipo/contract';
import { checkAddress, publicOnly } from '@clipo/guarded-fetch';
import { z } from 'zod';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertWords } from '../../guard/assert-allowed.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type Api, addRoute } from '../../http/route.ts';
import {
  capabilitiesOf,
  type EngineKeys,
  hostsOf,
  keysOf,
  keysPlace,
  lackOf,
  openEngine,
  recipientOf,
} from './engine-of-row.ts';
import { Engine, EngineTrial, NewEngine } from './engine-shapes.ts';
import { deleteEngine, type EngineRow, saveEngine, selectEngine, selectEngines, selectPresenters } from './queries.ts';
import { tryEngine } from './try-engine.ts';

const tag = 'Presenter engines';
const path = '/api/v1/presenter-engines';

type EngineDeps = Pick<Deps, 'db' | 'settings' | 'envelope'>;

/** Adds the routes of outside engines that animate presenters, each with a team's own keys. */
export function addEngineRoutes(app: Api, deps: EngineDeps): void {
  const { db, settings } = deps;
  const one = { path: `${path}/{id}`, params: idParams('eng'), tag } as const;
  const found = (teamId: string, id: string) =>
    db.asTeam(teamId, async (tx) => foundOr(await selectEngine(tx, teamId, id), 'engine', id));
  addRoute(
    app,
    {
      id: 'listPresenterEngines',
      method: 'get',
      path,
      tag,
      summary: 'Outside engines that animate presenters for the team',
      scope: 'read',
      answer: named('PresenterEngineList', z.strictObject({ items: z.array(Engine) })),
    },
    async ({ actor: { teamId } }) => {
      const rows = await db.asTeam(teamId, (tx) => selectEngines(tx, teamId));
      return { items: await Promise.all(rows.map((row) => view(deps, row))) };
    },
  );
  addRoute(
    app,
    {
      id: 'addPresenterEngine',
      method: 'post',
      path,
      tag,
      summary: 'Add an outside engine; its keys are sealed and never shown again',
      scope: 'admin',
      body: NewEngine,
      status: 201,
      answer: Engine,
      errors: ['url_refused', 'fetch_failed', 'content_rejected'],
    },
    async ({ actor: { teamId }, body }) => view(deps, await keep(deps, { teamId, body, before: undefined })),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'changePresenterEngine',
      method: 'put',
      summary:
        'Change an engine. A key goes to the address that it was given for: with another address it is given anew',
      scope: 'admin',
      body: NewEngine,
      answer: Engine,
      errors: ['url_refused', 'fetch_failed', 'content_rejected'],
    },
    async ({ actor: { teamId }, params, body }) =>
      view(deps, await keep(deps, { teamId, body, before: await found(teamId, params.id) })),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'tryPresenterEngine',
      method: 'post',
      path: `${path}/{id}/try`,
      summary: 'Ask an engine for a job that is none: whether it is reached, and takes the key. Nothing is ordered',
      scope: 'admin',
      answer: EngineTrial,
    },
    async ({ actor: { teamId }, params, c }) => {
      const row = await found(teamId, params.id);
      return tryEngine(openEngine(row, await keysOf(deps, row), settings), c.req.raw.signal);
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'deletePresenterEngine',
      method: 'delete',
      summary: 'Take an engine away, with its keys; no presenter may be of it any more',
      scope: 'admin',
      status: 204,
      errors: ['conflict'],
    },
    async ({ actor: { teamId }, params: { id } }) => {
      await db.asTeam(teamId, async (tx) => {
        const [first] = await selectPresenters(tx, teamId, { engineId: id });
        if (first !== undefined) {
          const problem = `presenter ${first.presenter.id} (${first.presenter.name}) is of this engine: take it away first`;
          throw new ClipoError('conflict', problem, { details: { problem } });
        }
        foundOr(await deleteEngine(tx, teamId, id), 'engine', id);
      });
      return undefined;
    },
  );
}

async function keep(
  deps: EngineDeps,
  { teamId, body, before }: { teamId: string; body: z.output<typeof NewEngine>; before: EngineRow | undefined },
): Promise<EngineRow> {
  const { name, engine } = body;
  assertWords({ name });
  const address = 'baseUrl' in engine ? engine.baseUrl : undefined;
  if (address !== undefined && !hostsOf(deps.settings).includes(new URL(address).host)) {
    await checkAddress(address, publicOnly);
  }
  const isSame = before?.settings.kind === engine.kind && before.settings.baseUrl === address;
  const kept: EngineKeys = isSame && before !== undefined ? await keysOf(deps, before) : {};
  const keys: EngineKeys = {
    key: body.key === undefined ? kept.key : (body.key ?? undefined),
    token: body.token === undefined ? kept.token : (body.token ?? undefined),
  };
  const keysSealed =
    keys.key === undefined && keys.token === undefined
      ? null
      : await deps.envelope.seal(JSON.stringify(keys), keysPlace);
  const row = { id: before?.id ?? newId('eng'), teamId, name, settings: engine, keysSealed };
  refuseWithoutKeys(row, keys, deps);
  return deps.db.asTeam(teamId, (tx) => saveEngine(tx, row));
}

/** @throws ClipoError `invalid_input` naming the key that an engine can't do without */
function refuseWithoutKeys(
  row: Pick<EngineRow, 'id' | 'settings'> & Partial<EngineRow>,
  keys: EngineKeys,
  { settings }: EngineDeps,
): void {
  const { kind } = row.settings;
  const needed =
    kind === 'tencent' ? (['key', 'token'] as const) : kind === 'clipo' || kind === 'duix' ? [] : (['key'] as const);
  const field = needed.find((each) => keys[each] === undefined);
  if (field !== undefined) {
    const problem = `${kind} is not reached without it`;
    throw new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
  }
  openEngine(row as EngineRow, keys, settings);
}

async function view(deps: EngineDeps, row: EngineRow): Promise<z.input<typeof Engine>> {
  const keys = await keysOf(deps, row);
  const capabilities = capabilitiesOf(row, deps.settings);
  return {
    id: row.id,
    name: row.name,
    kind: row.settings.kind,
    engine: { ...row.settings },
    hasKey: keys.key !== undefined,
    hasToken: keys.token !== undefined,
    recipient: recipientOf(row),
    animates: [...capabilities.sources],
    isAbroad: capabilities.isAbroad,
    currency: capabilities.currency,
    licence: capabilities.licence,
    lacks: lackOf(row, deps.settings)?.details.problem?.toString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
