import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { dayInBeijing } from '../agreements/read-texts.ts';
import { operatorIdOf } from '../measures/operator-id.ts';
import { putEnteredYear, selectEnteredYears } from './queries.ts';
import { knowsYear } from './workdays.ts';

const days = z.array(z.iso.date()).max(60);
const NewYear = named(
  'NewCalendarYear',
  z.strictObject({
    restDays: days.min(5).describe('Days off beside Saturdays and Sundays'),
    workDays: days.describe('Saturdays and Sundays that are worked'),
    source: z.string().trim().min(2).max(200).describe('The notice of the State Council that says so'),
  }),
);
const Calendar = named(
  'WorkCalendar',
  z.strictObject({
    years: z.array(z.strictObject({ year: z.int(), isKnown: z.boolean(), source: z.string().nullable() })),
  }),
);
const params = z.strictObject({ year: z.coerce.number().int().min(2020).max(2100) });
const tag = 'Operation';

/** Adds the routes by which operators see for which years working days can be counted, and enter one. */
export function addCalendarRoutes(app: Api, { db }: Pick<Deps, 'db'>): void {
  addRoute(
    app,
    {
      id: 'getWorkCalendar',
      method: 'get',
      path: '/api/v1/calendar',
      tag,
      summary: 'For which years working days can be counted (operators)',
      scope: 'admin',
      answer: Calendar,
    },
    async ({ actor }) => {
      mustOperate(actor);
      const entered = await db.asSystem(selectEnteredYears);
      const now = Number(dayInBeijing(new Date()).slice(0, 4));
      return {
        years: [now, now + 1].map((year) => ({
          year,
          isKnown: knowsYear(year, entered),
          source: entered.find((one) => one.year === year)?.source ?? null,
        })),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'enterCalendarYear',
      method: 'put',
      path: '/api/v1/calendar/{year}',
      tag,
      summary: 'Enter the days off of a year as the State Council published them (operators)',
      scope: 'admin',
      params,
      body: NewYear,
      status: 204,
    },
    async ({ actor, params: { year }, body }) => {
      const enteredBy = operatorIdOf(actor);
      for (const [field, list] of [
        ['restDays', body.restDays],
        ['workDays', body.workDays],
      ] as const) {
        const wrong = list.find((day) => Number(day.slice(0, 4)) !== year);
        if (wrong !== undefined) {
          const problem = `${wrong} is not in ${year}`;
          throw new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
        }
      }
      await db.asSystem((tx) => putEnteredYear(tx, { year, ...body, enteredBy, createdAt: new Date() }));
      return undefined;
    },
  );
}
