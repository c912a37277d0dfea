import { z } from 'zod';
import { caseKinds } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { countJobs } from '../../work/queries.ts';
import { countWaiting } from '../safety/queries-cases.ts';
import { lastDays } from './last-days.ts';
import {
  countAll,
  countCases,
  countPeopleByDay,
  countRisky,
  countVideosByDay,
  type DayCount,
  sumSpentByDay,
} from './queries.ts';

const dayMs = 86_400_000;
const shownDays = 14;
/** What ends in this time is near its deadline. */
const soonMs = 2 * dayMs;
/** From here on a sign-in takes a second step. */
const riskFrom = 50;

const many = z.int();
const Overview = named(
  'Overview',
  z.strictObject({
    days: z
      .array(
        z.strictObject({
          day: z.string().describe('In Beijing, as `YYYY-MM-DD`'),
          done: many,
          failed: many,
          spent: many.describe('Credits that work cost'),
          joined: many.describe('New people'),
        }),
      )
      .describe('The last fourteen days, the oldest first; days on which nothing happened too'),
    jobs: z.array(z.strictObject({ name: z.string(), waiting: many, running: many })),
    cases: z.array(
      z.strictObject({
        kind: z.enum(caseKinds),
        open: many,
        late: many.describe('Their time is over'),
        soon: many.describe('Their time ends within two days'),
      }),
    ),
    safety: many.describe('What waits for a reviewer'),
    risky: many.describe('Sign-ins of the last day that were likely somebody else’s'),
    people: many,
    teams: many,
  }),
);

/** Adds the figures that operators see first. */
export function addOverviewRoutes(app: Api, { db }: Pick<Deps, 'db'>): void {
  addRoute(
    app,
    {
      id: 'getOverview',
      method: 'get',
      path: '/api/v1/operate/overview',
      tag: 'Operation',
      summary: 'How the service does: videos, queue, failures, cost, safety, cases near their deadlines (operators)',
      scope: 'admin',
      answer: Overview,
    },
    async ({ actor }) => {
      mustOperate(actor);
      const now = new Date();
      const list = lastDays(now, shownDays);
      return db.asSystem(async (tx) => {
        const made = await countVideosByDay(tx, list);
        const done = dosesOf(made.filter(({ status }) => status === 'done'));
        const failed = dosesOf(made.filter(({ status }) => status === 'failed'));
        const spent = dosesOf(await sumSpentByDay(tx, list));
        const joined = dosesOf(await countPeopleByDay(tx, list));
        const waiting = await countWaiting(tx);
        return {
          days: list.map(({ day }) => ({
            day,
            done: done(day),
            failed: failed(day),
            spent: spent(day),
            joined: joined(day),
          })),
          jobs: await countJobs(tx),
          cases: await countCases(tx, { now, soon: new Date(now.getTime() + soonMs) }),
          safety: waiting.reduce((sum, one) => sum + one.many, 0),
          risky: await countRisky(tx, new Date(now.getTime() - dayMs), riskFrom),
          ...(await countAll(tx)),
        };
      });
    },
  );
}

function dosesOf(counts: readonly DayCount[]): (day: string) => number {
  const known = new Map(counts.map((one) => [one.day, one.many]));
  return (day) => known.get(day) ?? 0;
}
