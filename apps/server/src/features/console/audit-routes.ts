import { z } from 'zod';
import { nameLevels } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { afterNumberOf, cutNumberPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { type ActRow, selectToldActs } from '../audit/queries-told.ts';
import { auditCsvHead, auditCsvRows } from './audit-csv.ts';
import { type AuditEventRow, type AuditFilter, searchAudit } from './queries.ts';

const time = z.iso.datetime();
const Act = named(
  'AuditedAct',
  z.strictObject({
    id: z.int(),
    at: time,
    teamId: z.string(),
    actorId: z.string().describe('The key or session'),
    userId: z.string().nullable(),
    action: z.string(),
    objectId: z.string().nullable(),
    status: z.int(),
    address: z.string(),
    userAgent: z.string(),
    requestId: z.string(),
    port: z.int().nullable(),
    nameLevel: z.enum(nameLevels).nullable().describe('How the name of who acted was made sure of; of keys null'),
    reason: z.string().nullable().describe('The code of the error, where it was refused or failed'),
    onBehalfOf: z.string().nullable().describe('For whom an operator acted'),
    hash: z.string(),
    told: z
      .strictObject({
        ground: z.string(),
        before: z.record(z.string(), z.unknown()),
        after: z.record(z.string(), z.unknown()),
      })
      .nullable()
      .describe('Of what operators and the service decide: why, and how what it is about stood before and after'),
  }),
);
const ActPage = named('AuditedActPage', pageOf(Act));
const said = z.string().trim().min(1).max(200).optional();
const filters = {
  teamId: said,
  userId: said,
  actorId: said,
  action: said.describe('The whole of it, such as `POST /api/v1/batches`'),
  objectId: said,
  address: said,
  refused: z.enum(['1']).optional().describe('Only what was refused or failed'),
  from: time.optional(),
  to: time.optional(),
};
const Search = PageQuery.extend(filters);
const Export = z.strictObject(filters);

/** One export holds no more; the next begins before its last act. */
const mostExported = 100_000;
const atOnce = 2000;

/** Adds the search through all that was done, and its export. */
export function addAuditRoutes(app: Api, { db }: Pick<Deps, 'db'>): void {
  addRoute(
    app,
    {
      id: 'searchAudit',
      method: 'get',
      path: '/api/v1/operate/audit',
      tag: 'Operation',
      summary: 'Acts of everybody, newest first, by who, what, where and when (operators)',
      scope: 'admin',
      query: Search,
      answer: ActPage,
    },
    async ({ actor, query }) => {
      mustOperate(actor);
      const filter = { ...filterOf(query), limit: query.limit, before: afterNumberOf(query) };
      return db.asSystem(async (tx) => {
        const rows = await searchAudit(tx, filter);
        const told = await selectToldActs(tx, rows);
        return cutNumberPage(rows, query, (row) => viewOf(row, told.get(row.requestId)));
      });
    },
  );
  addRoute(
    app,
    {
      id: 'exportAudit',
      method: 'get',
      path: '/api/v1/operate/audit.csv',
      tag: 'Operation',
      summary: 'The same as a table with its hashes, newest first; 100,000 acts at most (operators)',
      scope: 'admin',
      query: Export,
      rawAnswer: { types: ['text/csv'], description: 'UTF-8 with a byte order mark' },
    },
    async ({ actor, query }) => {
      mustOperate(actor);
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="audit.csv"',
        'cache-control': 'no-store',
      };
      return new Response(rowsOf(db, filterOf(query)), { headers });
    },
  );
}

/** Reads acts piece by piece, as fast as they are fetched. */
function rowsOf(db: Deps['db'], filter: Omit<AuditFilter, 'limit' | 'before'>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let before: number | undefined;
  let left = mostExported;
  return new ReadableStream({
    start: (out) => out.enqueue(encoder.encode(auditCsvHead)),
    async pull(out) {
      const limit = Math.min(atOnce, left);
      const { rows, told } = await db.asSystem(async (tx) => {
        const found = (await searchAudit(tx, { ...filter, limit, before })).slice(0, limit);
        return { rows: found, told: await selectToldActs(tx, found) };
      });
      out.enqueue(encoder.encode(auditCsvRows(rows, told)));
      left -= rows.length;
      before = rows.at(-1)?.id;
      if (rows.length < limit || left === 0) {
        out.close();
      }
    },
  });
}

function filterOf({ refused, from, to, ...same }: z.output<typeof Export>): Omit<AuditFilter, 'limit' | 'before'> {
  const { teamId, userId, actorId, action, objectId, address } = same;
  return {
    ...{ teamId, userId, actorId, action, objectId, address },
    isRefused: refused !== undefined,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}

function viewOf(row: AuditEventRow, told: ActRow | undefined): z.input<typeof Act> {
  const { id, createdAt, teamId, actorId, userId, action, objectId, status, address, userAgent, requestId, hash } = row;
  const { port, nameLevel, reason, onBehalfOf } = row;
  const at = createdAt.toISOString();
  return {
    id,
    at,
    teamId,
    actorId,
    userId,
    action,
    objectId,
    status,
    address,
    userAgent,
    requestId,
    port,
    nameLevel,
    reason,
    onBehalfOf,
    hash,
    told: told === undefined ? null : { ground: told.ground, before: told.before, after: told.after },
  };
}
