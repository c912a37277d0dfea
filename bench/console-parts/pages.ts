import type { Transaction } from '../../apps/server/src/db/database.ts';
import { selectFiledCases } from '../../apps/server/src/features/cases/queries.ts';
import { wholeView } from '../../apps/server/src/features/cases/shapes.ts';
import { lastDays } from '../../apps/server/src/features/console/last-days.ts';
import {
  countAll,
  countCases,
  countPeopleByDay,
  countRisky,
  countVideosByDay,
  searchAudit,
  sumSpentByDay,
} from '../../apps/server/src/features/console/queries.ts';
import {
  selectHistoryOfPerson,
  selectHistoryOfTeam,
  selectTeamLines,
} from '../../apps/server/src/features/console/queries-history.ts';
import { countKinds, selectJobs } from '../../apps/server/src/features/console/queries-jobs.ts';
import { selectMeasures } from '../../apps/server/src/features/measures/queries.ts';
import { selectAllAnnouncements } from '../../apps/server/src/features/notices/queries.ts';
import { selectRisky } from '../../apps/server/src/features/people/queries.ts';
import { sizeTables } from '../../apps/server/src/features/retention/queries.ts';
import { countWaiting } from '../../apps/server/src/features/safety/queries-cases.ts';
import {
  countByTemplate,
  countOwnTemplates,
  selectWithdrawn,
} from '../../apps/server/src/features/templates/queries.ts';
import { countJobs } from '../../apps/server/src/work/queries.ts';
import type { FilledConsole } from './fill.ts';

/** A page of the console: what it asks the API for, and the queries behind that. */
export interface ConsolePage {
  name: string;
  path: string;
  query(tx: Transaction, filled: FilledConsole): Promise<unknown>;
}

const dayMs = 86_400_000;
const limit = 50;

export function pagesOf(filled: FilledConsole): ConsolePage[] {
  const { userId, teamId, busyUserId, busyTeamId, objectId, address, number, caseRow, unseal } = filled;
  const now = new Date();
  const soon = new Date(now.getTime() + 2 * dayMs);
  const from = new Date(now.getTime() - 101 * dayMs);
  const to = new Date(now.getTime() - 100 * dayMs);
  const audit = (name: string, query: string, filter: Omit<Parameters<typeof searchAudit>[1], 'limit'>) => ({
    name: `audit: ${name}`,
    path: `/api/v1/operate/audit?limit=${limit}${query}`,
    query: (tx: Transaction) => searchAudit(tx, { limit, ...filter }),
  });
  const cases = (
    name: string,
    query: string,
    filter: Omit<Parameters<typeof selectFiledCases>[1], 'limit' | 'after'>,
  ) => ({
    name: `cases: ${name}`,
    path: `/api/v1/operate/cases?limit=${limit}${query}`,
    query: (tx: Transaction) => selectFiledCases(tx, { limit, after: undefined, ...filter }),
  });
  const teams = (name: string, query: string, search: string | undefined) => ({
    name: `teams: ${name}`,
    path: `/api/v1/operate/teams?limit=${limit}${query}`,
    query: (tx: Transaction) => selectTeamLines(tx, { limit, after: undefined, search }),
  });
  const action = 'DELETE /api/v1/webhooks/{id}';
  const days = `&from=${from.toISOString()}&to=${to.toISOString()}`;
  return [
    {
      name: 'overview',
      path: '/api/v1/operate/overview',
      async query(tx) {
        const days = lastDays(now, 14);
        await countVideosByDay(tx, days);
        await sumSpentByDay(tx, days);
        await countPeopleByDay(tx, days);
        await countWaiting(tx);
        await countJobs(tx);
        await countCases(tx, { now, soon });
        await countRisky(tx, new Date(now.getTime() - dayMs), 50);
        await countAll(tx);
      },
    },
    audit('newest', '', {}),
    audit('of a person', `&userId=${userId}`, { userId }),
    audit('of a large team', `&teamId=${teamId}`, { teamId }),
    audit('of a thing', `&objectId=${objectId}`, { objectId }),
    audit('from an address', `&address=${address}`, { address }),
    audit('a rare act', `&action=${encodeURIComponent(action)}`, { action }),
    audit('refused', '&refused=1', { isRefused: true }),
    audit('a day long ago', days, { from, to }),
    audit('refused, of a large team, a day long ago', `&teamId=${teamId}&refused=1${days}`, {
      ...{ teamId, from, to },
      isRefused: true,
    }),
    cases('open', '&state=any-open', { state: 'any-open' }),
    cases('late', '&state=any-open&overdue=1', { state: 'any-open', dueBefore: now }),
    cases('open notices', '&state=any-open&kind=infringement', { state: 'any-open', kind: 'infringement' }),
    cases('by number', `&number=${number}`, { number }),
    {
      name: 'one case',
      path: `/api/v1/operate/cases/${caseRow.id}`,
      query: (tx) => wholeView(tx, { envelope: { unseal } as never }, caseRow),
    },
    {
      name: 'risky sign-ins',
      path: `/api/v1/people/risks?limit=${limit}&least=50`,
      query: (tx) => selectRisky(tx, { limit, after: undefined, least: 50 }),
    },
    teams('newest', '', undefined),
    teams('by name', '&search=usr_01', 'usr_01'),
    teams('by a name that nobody has', '&search=zz', 'zz'),
    {
      name: 'a large team',
      path: `/api/v1/operate/teams/${busyTeamId}`,
      async query(tx) {
        await selectTeamLines(tx, { limit: 1, after: undefined, search: busyTeamId });
        await selectHistoryOfTeam(tx, busyTeamId, 100);
      },
    },
    {
      name: 'history of a person',
      path: `/api/v1/people/${busyUserId}/history`,
      query: (tx) => selectHistoryOfPerson(tx, busyUserId, 100),
    },
    {
      name: 'jobs: waiting',
      path: '/api/v1/operate/jobs?state=waiting',
      async query(tx) {
        await countKinds(tx);
        await selectJobs(tx, { state: 'waiting', name: undefined, limit: 50 });
      },
    },
    { name: 'retention', path: '/api/v1/operate/retention', query: sizeTables },
    {
      name: 'measures',
      path: `/api/v1/measures?limit=${limit}`,
      query: (tx) =>
        selectMeasures(tx, { limit, after: undefined, state: undefined, kind: undefined, userId: undefined }),
    },
    {
      name: 'measures in force',
      path: `/api/v1/measures?limit=${limit}&state=open`,
      query: (tx) => selectMeasures(tx, { limit, after: undefined, state: 'open', kind: undefined, userId: undefined }),
    },
    {
      name: 'templates',
      path: '/api/v1/operate/templates',
      async query(tx) {
        await selectWithdrawn(tx);
        await countByTemplate(tx, new Date(now.getTime() - 28 * dayMs));
        await countOwnTemplates(tx);
      },
    },
    {
      name: 'announcements',
      path: '/api/v1/operate/announcements',
      query: (tx) => selectAllAnnouncements(tx, 100),
    },
  ];
}
