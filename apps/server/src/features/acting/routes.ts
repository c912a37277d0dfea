import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { personOf } from '../accounts/me-routes.ts';
import { operatorIdOf } from '../measures/operator-id.ts';
import { personShown } from '../measures/operator-routes.ts';
import { selectTeam } from '../teams/queries.ts';
import { askToAct, consentToActing, endActing, startActing, stateOf } from './act-for.ts';
import { type ActingRow, selectActings } from './queries.ts';

const time = z.iso.datetime();
const Acting = named(
  'Acting',
  z.strictObject({
    id: z.string(),
    state: z.enum(['asked', 'consented', 'running', 'ended']),
    at: time,
    userId: z.string(),
    name: z.string(),
    contact: z.string().describe('Masked'),
    teamId: z.string(),
    team: z.string(),
    operatorId: z.string(),
    reason: z.string(),
    asksUntil: time,
    endsAt: time.nullable(),
  }),
);
const Actings = named('Actings', z.strictObject({ items: z.array(Acting) }));
const AskToAct = named(
  'AskToAct',
  z.strictObject({
    userId: z.string().min(1).max(60),
    teamId: z.string().min(1).max(60),
    reason: z.string().trim().min(5).max(500).describe('The person is told it'),
  }),
);
const path = '/api/v1/operate/actings';
const mine = '/api/v1/me/actings';
const tag = 'Operation';

/** Adds the routes by which operators act on somebody's behalf: with a reason, consent, an end, and a trace of each act. */
export function addActingRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope' | 'settings'>): void {
  const { db } = deps;
  const view = async (tx: Transaction, row: ActingRow): Promise<z.input<typeof Acting>> => {
    const { id, createdAt, userId, teamId, operatorId, reason, asksUntil, endsAt } = row;
    return {
      ...{ id, userId, teamId, operatorId, reason },
      ...(await personShown(tx, deps, userId)),
      team: (await selectTeam(tx, teamId))?.name ?? '',
      state: stateOf(row, new Date()),
      at: createdAt.toISOString(),
      asksUntil: asksUntil.toISOString(),
      endsAt: endsAt?.toISOString() ?? null,
    };
  };
  const list = (of: Parameters<typeof selectActings>[1]) =>
    db.asSystem(async (tx) => {
      const items: z.input<typeof Acting>[] = [];
      for (const row of await selectActings(tx, of)) {
        items.push(await view(tx, row));
      }
      return { items };
    });
  addRoute(
    app,
    {
      id: 'listActings',
      method: 'get',
      path,
      tag,
      summary: 'Who acted on whose behalf, why and when, newest first (operators)',
      scope: 'admin',
      answer: Actings,
    },
    async ({ actor }) => {
      operatorIdOf(actor);
      return list({});
    },
  );
  addRoute(
    app,
    {
      id: 'askToAct',
      method: 'post',
      path,
      tag,
      summary: 'Ask a person to let you act on their behalf in a team; they are told why (operators, freshly proven)',
      scope: 'admin',
      fresh: true,
      body: AskToAct,
      status: 201,
      answer: Acting,
      errors: ['no_such_thing'],
    },
    async ({ actor, body }) => {
      const by = operatorIdOf(actor);
      return db.asSystem(async (tx) => view(tx, await askToAct(tx, deps, { ...body, by })));
    },
  );
  addRoute(
    app,
    {
      id: 'startActing',
      method: 'post',
      path: `${path}/{id}/start`,
      tag,
      summary:
        'Begin, once the person consented: this session stands for them for half an hour (operators, freshly proven)',
      scope: 'admin',
      fresh: true,
      params: idParams('atg'),
      answer: Acting,
      errors: ['conflict'],
    },
    async ({ actor, params: { id } }) => {
      const by = operatorIdOf(actor);
      const { sessionId } = personOf(actor);
      return db.asSystem(async (tx) => view(tx, await startActing(tx, deps, { id, by, sessionId })));
    },
  );
  addRoute(
    app,
    {
      id: 'listMyActings',
      method: 'get',
      path: mine,
      tag: 'Security',
      summary: 'Who asks to act, acts or acted on one’s behalf, newest first',
      person: true,
      answer: Actings,
    },
    async ({ actor }) => list({ userId: personOf(actor).userId }),
  );
  addRoute(
    app,
    {
      id: 'consentToActing',
      method: 'post',
      path: `${mine}/{id}/consent`,
      tag: 'Security',
      summary: 'Let an operator act on one’s behalf, this once',
      person: true,
      params: idParams('atg'),
      answer: Acting,
      errors: ['conflict'],
    },
    async ({ actor, params: { id } }) => {
      const { userId } = personOf(actor);
      return db.asSystem(async (tx) => view(tx, await consentToActing(tx, { id, userId })));
    },
  );
  addRoute(
    app,
    {
      id: 'endMyActing',
      method: 'delete',
      path: `${mine}/{id}`,
      tag: 'Security',
      summary: 'Refuse it, or end it at once; who acts ends it here too',
      person: true,
      params: idParams('atg'),
      answer: Acting,
      errors: ['no_such_thing'],
    },
    async ({ actor, params: { id } }) => {
      const by = byOf(actor, id);
      return db.asSystem(async (tx) => view(tx, await endActing(tx, deps, { id, by })));
    },
  );
}

/** Who acts ends what they act in, and no other of the person's. */
function byOf(actor: Actor, id: string): string {
  if (actor.acting === undefined) {
    return personOf(actor).userId;
  }
  if (actor.acting.id !== id) {
    throw new ClipoError('no_such_thing', 'no such acting', { details: { kind: 'acting', id } });
  }
  return actor.acting.operatorId;
}
