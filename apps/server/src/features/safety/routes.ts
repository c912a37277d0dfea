import { cohensKappa } from '@clipo/safety';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { appealCase } from './appeal-case.ts';
import { decideCase, reviewerIdOf } from './decide-case.ts';
import {
  countAppeals,
  countWaiting,
  selectCase,
  selectCaseDecisions,
  selectGrounds,
  selectPairs,
  selectQueue,
  selectTeamCases,
  takeNextCase,
} from './queries-cases.ts';
import {
  Agreement,
  caseView,
  NewAppeal,
  NewDecision,
  NextCase,
  SafetyCase,
  SafetyQueue,
  TeamCase,
  TeamCases,
  teamCaseView,
} from './shapes.ts';

const tag = 'Safety';
/** So long a case is kept for the one who took it. */
const takenMinutes = 15;
const agreementDays = 90;
const Limit = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(50) });

type SafetyDeps = Pick<Deps, 'db' | 'envelope' | 'settings' | 'secrets' | 'queue'>;

/** Adds the routes of the review desk, and those by which a team sees what is held of it and appeals. */
export function addSafetyRoutes(app: Api, deps: SafetyDeps): void {
  addDesk(app, deps);
  addTeamSide(app, deps);
}

function addDesk(app: Api, deps: SafetyDeps): void {
  const one = { path: '/api/v1/safety/cases/{id}', tag, scope: 'admin', params: idParams('sfc') } as const;
  addRoute(
    app,
    {
      id: 'listSafetyCases',
      method: 'get',
      path: '/api/v1/safety/cases',
      tag,
      summary: 'What waits for a reviewer who has not decided on it: the gravest first, then the oldest (operators)',
      scope: 'admin',
      query: Limit,
      answer: SafetyQueue,
    },
    async ({ actor, query }) => {
      const reviewer = reviewerIdOf(actor);
      return deps.db.asSystem(async (tx) => ({
        items: (await selectQueue(tx, { reviewer, now: new Date(), limit: query.limit })).map((row) =>
          caseView(deps, row),
        ),
        waiting: await countWaiting(tx),
      }));
    },
  );
  addRoute(
    app,
    {
      id: 'takeSafetyCase',
      method: 'post',
      path: '/api/v1/safety/cases/next',
      tag,
      summary: 'Take the next case: it is kept for a quarter of an hour, and nobody else is given it (operators)',
      scope: 'admin',
      answer: NextCase,
    },
    async ({ actor }) => {
      const reviewer = reviewerIdOf(actor);
      const now = new Date();
      const until = new Date(now.getTime() + takenMinutes * 60_000);
      const row = await deps.db.asSystem((tx) => takeNextCase(tx, { reviewer, now, until }));
      return { next: row === undefined ? null : caseView(deps, row) };
    },
  );
  addRoute(
    app,
    { ...one, id: 'getSafetyCase', method: 'get', summary: 'One case (operators)', answer: SafetyCase },
    async ({ actor, params: { id } }) => {
      reviewerIdOf(actor);
      return deps.db.asSystem(async (tx) =>
        caseView(deps, foundOr(await selectCase(tx, id), 'case', id), await selectCaseDecisions(tx, id)),
      );
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'decideSafetyCase',
      method: 'post',
      path: `${one.path}/decisions`,
      summary: 'Decide; a grave case waits for a second reviewer, and a third where two differ (operators)',
      body: NewDecision,
      status: 201,
      answer: SafetyCase,
      errors: ['conflict'],
    },
    async ({ actor, params, body }) => caseView(deps, await decideCase(deps, actor, params.id, body)),
  );
  addRoute(
    app,
    {
      id: 'getReviewerAgreement',
      method: 'get',
      path: '/api/v1/safety/agreement',
      tag,
      summary: 'How far two reviewers agree on the same case, and how appeals ended (operators)',
      scope: 'admin',
      answer: Agreement,
    },
    async ({ actor }) => {
      reviewerIdOf(actor);
      const since = new Date(Date.now() - agreementDays * 86_400_000);
      return deps.db.asSystem(async (tx) => {
        const pairs = await selectPairs(tx, since);
        const agreed = pairs.filter(({ first, second }) => first === second).length;
        return { pairs: pairs.length, agreed, kappa: cohensKappa(pairs), ...(await countAppeals(tx)) };
      });
    },
  );
}

function addTeamSide(app: Api, deps: SafetyDeps): void {
  addRoute(
    app,
    {
      id: 'listHeld',
      method: 'get',
      path: '/api/v1/held',
      tag,
      summary: 'What of the team’s a reviewer looks at or looked at, newest first',
      scope: 'read',
      query: Limit,
      answer: TeamCases,
    },
    async ({ actor: { teamId }, query }) => {
      const rows = await deps.db.asTeam(teamId, (tx) => selectTeamCases(tx, teamId, query.limit));
      // Decisions are the service's; these are on cases of the team's own.
      const grounds = await deps.db.asSystem((tx) =>
        selectGrounds(
          tx,
          rows.map(({ id }) => id),
        ),
      );
      return { items: rows.map((row) => teamCaseView(row, grounds.get(row.id))) };
    },
  );
  addRoute(
    app,
    {
      id: 'appealHeld',
      method: 'post',
      path: '/api/v1/held/{id}/appeal',
      tag,
      summary: 'Object to a reviewer’s ruling, once: another one looks at it',
      scope: 'write',
      params: idParams('sfc'),
      body: NewAppeal,
      status: 201,
      answer: TeamCase,
      errors: ['conflict', 'content_rejected'],
    },
    async ({ actor, params: { id }, body }) => {
      const row = await appealCase(deps, actor, id, body.text);
      return teamCaseView(row, (await deps.db.asSystem((tx) => selectGrounds(tx, [id]))).get(id));
    },
  );
}
