import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { operatorIdOf } from '../measures/operator-id.ts';
import { fileInventory, tableInventory } from '../privacy/inventory.ts';
import { inChinese } from '../privacy/inventory-chinese.ts';
import { selectSweeps, sizeTables } from './queries.ts';
import { terms } from './queries-terms.ts';
import { findEnded, sweepEnded } from './sweep-ended.ts';

const time = z.iso.datetime();
const path = '/api/v1/operate/retention';
const tag = 'Operation';
const shownSweeps = 20;

const Retention = named(
  'Retention',
  z.strictObject({
    items: z.array(
      z.strictObject({
        where: z.string(),
        isTable: z.boolean(),
        holds: z.string(),
        ground: z.enum(['law', 'contract', 'consent', 'safety', 'none']),
        term: z.string(),
        isPersonal: z.boolean(),
        isSwept: z
          .boolean()
          .describe('The daily sweep takes away what has had its term; else it goes with what it is of'),
        rows: z.int().nullable().describe('About so many, as the database last counted'),
        bytes: z.int().nullable(),
      }),
    ),
  }),
);
const EndedTerms = named(
  'EndedTerms',
  z.strictObject({
    items: z
      .array(z.strictObject({ where: z.string(), rows: z.int(), held: z.int().describe('Kept by a legal hold alone') }))
      .describe('What a sweep would take away now'),
    sweeps: z
      .array(z.strictObject({ at: time, by: z.string(), where: z.string(), rows: z.int() }))
      .describe('What sweeps took lately, the newest first'),
  }),
);
const Sweep = named('Sweep', z.strictObject({ items: z.array(z.strictObject({ where: z.string(), rows: z.int() })) }));

/** Adds what operators see of what is kept where and how long, and the sweep of what has had its term. */
export function addRetentionRoutes(app: Api, deps: Pick<Deps, 'db' | 'settings'>): void {
  const { db } = deps;
  addRoute(
    app,
    {
      id: 'getRetention',
      method: 'get',
      path,
      tag,
      summary: 'What is kept where, why and how long, and how much of it there is (operators)',
      scope: 'admin',
      answer: Retention,
    },
    async ({ actor, c }) => {
      mustOperate(actor);
      const sizes = await db.asSystem(sizeTables);
      const isChinese = c.get('language') === 'zh-CN';
      return {
        items: Object.entries({ ...tableInventory, ...fileInventory }).map(([where, kept]) => {
          const size = sizes.get(where);
          const said = isChinese ? inChinese(where, kept) : undefined;
          const isTable = where in tableInventory;
          const term = terms[where];
          const isSwept = term !== undefined && term.go !== 'otherwise';
          return { where, isTable, ...kept, ...said, isSwept, rows: size?.rows ?? null, bytes: size?.bytes ?? null };
        }),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'listEndedTerms',
      method: 'get',
      path: `${path}/ended`,
      tag,
      summary:
        'Which rows have had their legal term: what a sweep would take away now, and what holds keep (operators)',
      scope: 'admin',
      answer: EndedTerms,
    },
    async ({ actor }) => {
      mustOperate(actor);
      return { items: await findEnded(deps), sweeps: await db.asSystem((tx) => selectSweeps(tx, shownSweeps)) };
    },
  );
  addRoute(
    app,
    {
      id: 'sweepEndedTerms',
      method: 'post',
      path: `${path}/sweeps`,
      tag,
      summary: 'Take away now what has had its legal term; it happens by itself once a day (operators, freshly proven)',
      scope: 'admin',
      fresh: true,
      answer: Sweep,
    },
    async ({ actor }) => ({ items: await sweepEnded(deps, operatorIdOf(actor)) }),
  );
}
