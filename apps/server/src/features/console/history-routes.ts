import { z } from 'zod';
import { roles } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectUser } from '../accounts/queries.ts';
import { shownAs } from '../accounts/shown-as.ts';
import { peopleShown } from '../measures/operator-routes.ts';
import { selectMembers } from '../teams/queries.ts';
import {
  historyKinds,
  selectHistoryOfPerson,
  selectHistoryOfTeam,
  selectTeamLines,
  type TeamLine,
} from './queries-history.ts';

const time = z.iso.datetime();
const whole = z.int();
const Line = named(
  'TeamForOperators',
  z.strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['person', 'enterprise']),
    createdAt: time,
    members: whole,
    credits: whole.describe('What it can spend'),
    videos: whole.describe('10,000 at most are counted'),
    owner: z.strictObject({ userId: z.string(), name: z.string(), contact: z.string().describe('Masked') }).nullable(),
  }),
);
const LinePage = named('TeamForOperatorsPage', pageOf(Line));
const Past = z.strictObject({
  at: time,
  what: z.enum(historyKinds),
  id: z.string(),
  text: z.string(),
  by: z.string(),
});
const History = named('OperatedHistory', z.strictObject({ items: z.array(Past) }));
const WholeTeam = named(
  'WholeTeamForOperators',
  z.strictObject({
    team: Line,
    people: z.array(z.strictObject({ userId: z.string(), name: z.string(), contact: z.string(), role: z.enum(roles) })),
    history: z.array(Past),
  }),
);
const Search = PageQuery.extend({
  search: z.string().trim().min(1).max(100).optional().describe('An id, or how the name begins'),
});
const personParams = z.object({ userId: z.string().min(1).max(60) });
const shown = 100;
const tag = 'Operation';

/** Adds the routes by which operators see teams, and what happened to teams and people. */
export function addHistoryRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope'>): void {
  const { db } = deps;
  addRoute(
    app,
    {
      id: 'listAllTeams',
      method: 'get',
      path: '/api/v1/operate/teams',
      tag,
      summary: 'Teams, newest first, by id or how the name begins (operators)',
      scope: 'admin',
      query: Search,
      answer: LinePage,
    },
    async ({ actor, query }) => {
      mustOperate(actor);
      const wanted = { limit: query.limit, after: afterOf(query), search: query.search };
      return db.asSystem(async (tx) => {
        const { items, next } = cutPage(await selectTeamLines(tx, wanted), query, (row) => row);
        const named = await peopleShown(
          tx,
          deps,
          items.flatMap(({ ownerId }) => (ownerId === null ? [] : [ownerId])),
        );
        return { items: items.map((line) => lineView(line, named)), next };
      });
    },
  );
  addRoute(
    app,
    {
      id: 'getWholeTeam',
      method: 'get',
      path: '/api/v1/operate/teams/{id}',
      tag,
      summary: 'A team with its people and what happened to it, newest first (operators)',
      scope: 'admin',
      params: idParams('team'),
      answer: WholeTeam,
    },
    async ({ actor, params: { id } }) => {
      mustOperate(actor);
      return db.asSystem(async (tx) => {
        const [line] = await selectTeamLines(tx, { limit: 1, after: undefined, search: id });
        const found = foundOr(line, 'team', id);
        const named = await peopleShown(tx, deps, found.ownerId === null ? [] : [found.ownerId]);
        const team = lineView(found, named);
        const people: z.input<typeof WholeTeam>['people'] = [];
        for (const { user, member } of await selectMembers(tx, id)) {
          people.push({ userId: user.id, ...(await shownAs(deps, user)), role: member.role });
        }
        return { team, people, history: await selectHistoryOfTeam(tx, id, shown) };
      });
    },
  );
  addRoute(
    app,
    {
      id: 'getHistoryOfPerson',
      method: 'get',
      path: '/api/v1/people/{userId}/history',
      tag: 'People',
      summary:
        'What happened to a person: measures, consents, cases, orders, and what operators did, newest first (operators)',
      scope: 'admin',
      params: personParams,
      answer: History,
    },
    async ({ actor, params: { userId } }) => {
      mustOperate(actor);
      return db.asSystem(async (tx) => {
        foundOr(await selectUser(tx, userId), 'person', userId);
        return { items: await selectHistoryOfPerson(tx, userId, shown) };
      });
    },
  );
}

function lineView(
  { ownerId, ...line }: TeamLine,
  named: (userId: string) => { name: string; contact: string },
): z.input<typeof Line> {
  return { ...line, owner: ownerId === null ? null : { userId: ownerId, ...named(ownerId) } };
}
