import type { ActRow } from '../audit/queries-told.ts';
import type { AuditEventRow } from './queries.ts';

const columns = [
  'id',
  'time',
  'team',
  'actor',
  'user',
  'action',
  'object',
  'status',
  'address',
  'userAgent',
  'request',
  'port',
  'nameLevel',
  'reason',
  'onBehalfOf',
  'previous',
  'hash',
  'ground',
  'before',
  'after',
] as const;

/** What stands above the rows, with a byte order mark, or Excel takes Chinese for something else. */
export const auditCsvHead = `\uFEFF${columns.join(',')}\r\n`;

/** Acts for a spreadsheet, with their hashes. Cells that it would run as formulas are quoted. Pure. */
export function auditCsvRows(rows: readonly AuditEventRow[], told: ReadonlyMap<string, ActRow>): string {
  const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return rows
    .map((row) =>
      [
        String(row.id),
        row.createdAt.toISOString(),
        row.teamId,
        row.actorId,
        row.userId ?? '',
        row.action,
        row.objectId ?? '',
        String(row.status),
        row.address,
        row.userAgent,
        row.requestId,
        String(row.port ?? ''),
        row.nameLevel ?? '',
        row.reason ?? '',
        row.onBehalfOf ?? '',
        row.previous,
        row.hash,
        ...toldOf(told.get(row.requestId)),
      ]
        .map(cell)
        .join(','),
    )
    .map((line) => `${line}\r\n`)
    .join('');
}

const toldOf = (act: ActRow | undefined) =>
  act === undefined ? ['', '', ''] : [act.ground, JSON.stringify(act.before), JSON.stringify(act.after)];
