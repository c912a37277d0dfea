import { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import { appealStates, appealSubjects } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { personOf } from '../accounts/me-routes.ts';
import { selectSession } from '../accounts/queries.ts';
import { operatorIdOf } from '../measures/operator-id.ts';
import { personShown } from '../measures/operator-routes.ts';
import { ofThePerson } from '../measures/own-routes.ts';
import { selectMeasure } from '../measures/queries.ts';
import { recordAct } from '../measures/record-act.ts';
import { decideAppeal } from './decide-appeal.ts';
import { openAppeal } from './open-appeal.ts';
import { type AppealRow, selectAppeal, selectAppeals, selectAppealsOf, updateAppeal } from './queries.ts';

const time = z.iso.datetime();
const Shared = {
  id: z.string(),
  createdAt: time,
  subject: z.enum(appealSubjects),
  subjectId: z.string(),
  text: z.string(),
  state: z.enum(appealStates),
  dueAt: time.describe('End of the 15th working day after it came, in Beijing'),
  isDueKnown: z.boolean().describe('False where the calendar of a year is not known: it is the earliest end then'),
  reasons: z.string().nullable(),
  decidedAt: time.nullable(),
};
const OwnAppeal = named('OwnAppeal', z.strictObject(Shared));
const OwnAppeals = named('OwnAppeals', z.strictObject({ items: z.array(OwnAppeal) }));
const Appeal = named(
  'Appeal',
  z.strictObject({
    ...Shared,
    userId: z.string(),
    name: z.string(),
    contact: z.string(),
    provenBy: z.string(),
    provenAt: time,
    identity: z.strictObject({ name: z.string(), document: z.string() }),
    against: z.string().describe('What the measure says'),
    mayDecide: z.boolean().describe('Not who decided what it is against'),
    decidedBy: z.string().nullable(),
  }),
);
const AppealPage = named('AppealPage', pageOf(Appeal));
const NewAppealBody = named(
  'NewAppeal',
  z.strictObject({
    subject: z.enum(appealSubjects),
    subjectId: z.string().min(1).max(60),
    text: z.string().trim().min(5).max(5000),
    identity: z.strictObject({
      name: z.string().trim().min(1).max(100).describe('As on the document'),
      document: z.string().trim().min(4).max(60).describe('Its kind and number'),
    }),
  }),
);
const Decision = named(
  'AppealDecision',
  z.strictObject({
    outcome: z.enum(['upheld', 'rejected']),
    reasons: z.string().trim().min(5).max(5000).describe('The person is told'),
  }),
);
const Query = PageQuery.extend({ state: z.enum(appealStates).default('open') });
const tag = 'Appeals';

/** Adds the routes by which people appeal, and operators decide. */
export function addAppealRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope' | 'settings'>): void {
  const { db, envelope } = deps;
  const full = async (tx: Transaction, row: AppealRow, by: string): Promise<z.input<typeof Appeal>> => {
    const measure = row.subject === 'measure' ? await selectMeasure(tx, row.subjectId) : undefined;
    const { userId, provenBy, decidedBy } = row;
    return {
      ...shared(row),
      userId,
      ...(await personShown(tx, deps, userId)),
      provenBy,
      provenAt: row.provenAt.toISOString(),
      identity: JSON.parse(await envelope.unseal(row.identitySealed, 'appeals.identity')) as {
        name: string;
        document: string;
      },
      against: measure?.statement ?? '',
      mayDecide: row.state === 'open' && measure?.decidedBy !== by,
      decidedBy,
    };
  };
  addRoute(
    app,
    {
      ...ofThePerson,
      id: 'listOwnAppeals',
      method: 'get',
      path: '/api/v1/me/appeals',
      tag,
      summary: 'The person’s appeals, newest first',
      answer: OwnAppeals,
    },
    async ({ actor }) => ({
      items: (await db.asSystem((tx) => selectAppealsOf(tx, personOf(actor).userId))).map(shared),
    }),
  );
  addRoute(
    app,
    {
      ...ofThePerson,
      id: 'appealMeasure',
      method: 'post',
      path: '/api/v1/me/appeals',
      tag,
      summary: 'Appeal against a measure or a deletion, once, freshly proven; decided within 15 working days',
      fresh: true,
      body: NewAppealBody,
      status: 201,
      answer: OwnAppeal,
      errors: ['no_such_thing', 'conflict'],
    },
    async ({ actor, body }) => {
      const person = personOf(actor);
      const found = await db.asSystem((tx) => selectSession(tx, person.sessionId));
      return shared(await openAppeal(deps, person, found?.session.way ?? '', body));
    },
  );
  addRoute(
    app,
    {
      ...ofThePerson,
      id: 'withdrawAppeal',
      method: 'delete',
      path: '/api/v1/me/appeals/{id}',
      tag,
      summary: 'Withdraw an appeal that is not decided yet',
      params: idParams('apl'),
      status: 204,
    },
    async ({ actor, params: { id } }) => {
      const { userId } = personOf(actor);
      await db.asSystem(async (tx) => {
        const row = await selectAppeal(tx, id, true);
        foundOr(row?.userId === userId && row.state === 'open' ? row : undefined, 'appeal', id);
        const now = new Date();
        await updateAppeal(tx, id, { state: 'withdrawn', decidedAt: now });
        const said = { aboutId: id, userId, act: 'appeal withdrawn', by: userId, ground: 'the person withdraws' };
        await recordAct(tx, said, now);
      });
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'listAppeals',
      method: 'get',
      path: '/api/v1/appeals',
      tag,
      summary: 'Appeals of everybody (operators)',
      scope: 'admin',
      query: Query,
      answer: AppealPage,
    },
    async ({ actor, query }) => {
      const by = operatorIdOf(actor);
      const wanted = { limit: query.limit, after: afterOf(query), state: query.state };
      return db.asSystem(async (tx) => {
        const page = cutPage(await selectAppeals(tx, wanted), query, (row) => row);
        return { ...page, items: await Promise.all(page.items.map((row) => full(tx, row, by))) };
      });
    },
  );
  addRoute(
    app,
    {
      id: 'decideAppeal',
      method: 'post',
      path: '/api/v1/appeals/{id}/decision',
      tag,
      summary: 'Decide an appeal, with reasons; the result is carried out at once (operators, freshly proven)',
      scope: 'admin',
      fresh: true,
      params: idParams('apl'),
      body: Decision,
      answer: Appeal,
      errors: ['conflict'],
    },
    async ({ actor, params: { id }, body }) => {
      const by = operatorIdOf(actor);
      const row = await decideAppeal(deps, { id, by, ...body });
      return db.asSystem((tx) => full(tx, row, by));
    },
  );
}

function shared(row: AppealRow): z.input<typeof OwnAppeal> {
  const { id, subject, subjectId, text, state, isDueKnown, reasons } = row;
  return {
    id,
    createdAt: row.createdAt.toISOString(),
    subject,
    subjectId,
    text,
    state,
    dueAt: row.dueAt.toISOString(),
    isDueKnown,
    reasons,
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}
