import { ClipoError } from '@clipo/contract';
import { listCharacters } from '@clipo/presenter';
import { z } from 'zod';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertWords } from '../../guard/assert-allowed.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectMaterial } from '../materials/queries.ts';
import { openEngine } from './engine-of-row.ts';
import { NewOutsidePresenter, OutsidePresenter, PresenterOrder } from './engine-shapes.ts';
import {
  deletePresenter,
  type OrderRow,
  type OutsidePresenterRow,
  savePresenter,
  selectEngine,
  selectOpenBatchWith,
  selectOrders,
  selectPresenters,
} from './queries.ts';

const tag = 'Presenter engines';
const path = '/api/v1/outside-presenters';

type PresenterDeps = Pick<Deps, 'db' | 'settings'>;

/** Adds the routes of presenters whom outside engines perform, and of what was ordered from those. */
export function addOutsidePresenterRoutes(app: Api, deps: PresenterDeps): void {
  const { db } = deps;
  const one = { path: `${path}/{id}`, params: idParams('pre'), tag } as const;
  const found = (teamId: string, id: string) =>
    db.asTeam(teamId, async (tx) => foundOr((await selectPresenters(tx, teamId, { ids: [id] }))[0], 'presenter', id));
  addRoute(
    app,
    {
      id: 'listOutsidePresenters',
      method: 'get',
      path,
      tag,
      summary: 'Presenters of the team whom outside engines perform',
      scope: 'read',
      answer: named('OutsidePresenterList', z.strictObject({ items: z.array(OutsidePresenter) })),
    },
    async ({ actor: { teamId } }) => ({
      items: (await db.asTeam(teamId, (tx) => selectPresenters(tx, teamId))).map(({ presenter }) => view(presenter)),
    }),
  );
  addRoute(
    app,
    {
      id: 'addOutsidePresenter',
      method: 'post',
      path,
      tag,
      summary: 'Add a presenter whom an outside engine performs; a brief names it by its id',
      scope: 'write',
      body: NewOutsidePresenter,
      status: 201,
      answer: OutsidePresenter,
      errors: ['content_rejected'],
    },
    async ({ actor: { teamId }, body }) => keep(deps, { teamId, id: newId('pre'), body }),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'changeOutsidePresenter',
      method: 'put',
      summary: 'Change such a presenter, while no batch that names it is being made',
      scope: 'write',
      body: NewOutsidePresenter,
      answer: OutsidePresenter,
      errors: ['conflict', 'content_rejected'],
    },
    async ({ actor: { teamId }, params: { id }, body }) => {
      await found(teamId, id);
      await refuseInUse(deps, teamId, id);
      return keep(deps, { teamId, id, body });
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'deleteOutsidePresenter',
      method: 'delete',
      summary: 'Take such a presenter away, while no batch that names it is being made; what was made stays',
      scope: 'write',
      status: 204,
      errors: ['conflict'],
    },
    async ({ actor: { teamId }, params: { id } }) => {
      await refuseInUse(deps, teamId, id);
      foundOr(await db.asTeam(teamId, (tx) => deletePresenter(tx, teamId, id)), 'presenter', id);
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'listPresenterOrders',
      method: 'get',
      path: '/api/v1/presenter-orders',
      tag,
      summary: 'The newest 500 orders that outside engines were given, and what they cost, newest first',
      scope: 'read',
      query: z.strictObject({
        for: z.string().min(1).max(100).optional().describe('Only those first ordered for this batch or single file'),
      }),
      answer: named('PresenterOrderList', z.strictObject({ items: z.array(PresenterOrder) })),
    },
    async ({ actor: { teamId }, query }) => ({
      items: (await db.asTeam(teamId, (tx) => selectOrders(tx, teamId, query.for))).map(viewOrder),
    }),
  );
}

/** A batch is laid out anew whenever another machine goes on with it: who is in it must be who was planned. */
async function refuseInUse({ db }: PresenterDeps, teamId: string, id: string): Promise<void> {
  const batch = await db.asTeam(teamId, (tx) => selectOpenBatchWith(tx, teamId, id));
  if (batch !== undefined) {
    const problem = `batch ${batch} is being made with ${id}: wait for its end, or cancel it`;
    throw new ClipoError('conflict', problem, { details: { problem } });
  }
}

async function keep(
  { db, settings }: PresenterDeps,
  { teamId, id, body }: { teamId: string; id: string; body: z.output<typeof NewOutsidePresenter> },
): Promise<z.input<typeof OutsidePresenter>> {
  assertWords({ name: body.name });
  const { avatar = null, materialId = null, voice = null, ...rest } = body;
  if (!listCharacters().some((each) => each.id === body.standIn)) {
    const known = listCharacters().map((each) => each.id);
    throw invalid('standIn', `${body.standIn} is no drawn presenter: ${known.join(', ')}`);
  }
  return db.asTeam(teamId, async (tx) => {
    const engine = foundOr(await selectEngine(tx, teamId, body.engineId), 'engine', body.engineId);
    const { sources } = openEngine(engine, { key: 'unused', token: 'unused' }, settings).capabilities;
    const material =
      materialId === null ? undefined : foundOr(await selectMaterial(tx, materialId), 'material', materialId);
    const kind = material === undefined ? 'avatar' : material.mediaType.startsWith('video/') ? 'footage' : 'portrait';
    if (!sources.includes(kind)) {
      const field = materialId === null ? 'avatar' : 'materialId';
      throw invalid(field, `${engine.name} animates ${sources.join(', ')}, and this is: ${kind}`);
    }
    await savePresenter(tx, { id, teamId, avatar, materialId, voice, ...rest });
    const [row] = await selectPresenters(tx, teamId, { ids: [id] });
    return view(foundOr(row, 'presenter', id).presenter);
  });
}

function invalid(field: string, problem: string): ClipoError {
  return new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
}

function view({ teamId: _team, updatedAt: _changed, createdAt, ...row }: OutsidePresenterRow) {
  return { ...row, createdAt: createdAt.toISOString() };
}

function viewOrder({ id, orderedFor, engine, state, spokenMs, createdAt, updatedAt }: OrderRow) {
  return {
    ...{ id, orderedFor, engine, phase: state.phase, seconds: spokenMs / 1000 },
    costCents: state.costCents ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
