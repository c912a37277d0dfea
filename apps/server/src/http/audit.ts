import { ClipoError } from '@clipo/contract';
import { createMiddleware } from 'hono/factory';
import type { Deps } from '../deps.ts';
import { watchOperators } from '../features/audit/watch-operators.ts';
import { insertAudits, type NewAudit } from '../features/teams/queries.ts';
import type { ApiEnv } from './api-env.ts';
import { clientAddressBy, clientPortBy } from './client-address.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Writes down what people and keys change, and how it ended, refusals too. Reading leaves no entry.
 */
export function auditActs({ db, settings }: Pick<Deps, 'db' | 'settings'>) {
  const addressOf = clientAddressBy(settings);
  const portOf = clientPortBy(settings);
  const write = openAuditWriter(db);
  return createMiddleware<ApiEnv>(async (c, next) => {
    // What a handler throws has become an answer by the time that this goes on.
    await next();
    const actor = c.get('actor');
    if (reading.has(c.req.method) || actor === undefined) {
      return;
    }
    await write({
      teamId: actor.teamId,
      actorId: actor.keyId,
      // Who really does it: an operator who acts for somebody stands there by their own name.
      userId: actor.acting?.operatorId ?? actor.person?.userId ?? null,
      onBehalfOf: actor.acting === undefined ? null : (actor.person?.userId ?? null),
      port: portOf(c.req.raw),
      nameLevel: actor.person?.nameLevel ?? null,
      reason: c.error === undefined ? null : codeOf(c.error),
      action: `${c.req.method} ${c.get('route') ?? c.req.path.slice(0, 200)}`,
      objectId: objectOf(c.req.path, c.get('route')),
      status: c.res.status,
      address: addressOf(c.req.raw),
      userAgent: (c.req.header('user-agent') ?? '').slice(0, 300),
      requestId: c.get('requestId'),
    });
  });
}

/** Hands every request what writes down the acts of operators. */
export function operatorsWatchedBy(deps: Pick<Deps, 'db'>) {
  const watch = watchOperators(deps);
  return createMiddleware<ApiEnv>(async (c, next) => {
    c.set('operators', watch);
    await next();
  });
}

/**
 * Writes rows one transaction after the other, each with all that has come in the meantime. A team's rows form a chain, so
 * its writers follow one another, each until it is on the disk: alone, every act would wait for all the others' disks.
 */
function openAuditWriter(db: Deps['db']): (row: NewAudit) => Promise<void> {
  let next: { rows: NewAudit[]; written: Promise<void> } | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return (row) => {
    if (next === undefined) {
      const rows: NewAudit[] = [];
      const written = last.then(() => {
        next = undefined;
        return db.asSystem((tx) => insertAudits(tx, rows));
      });
      last = written.catch(() => undefined);
      next = { rows, written };
    }
    next.rows.push(row);
    return next.written;
  };
}

function codeOf(error: Error): string {
  return error instanceof ClipoError ? error.code : 'internal';
}

/** What the act is about: the first part of the path that the route leaves open. */
function objectOf(path: string, route: string | undefined): string | null {
  const at = (route ?? '').split('/').findIndex((part) => part.startsWith('{'));
  return at < 0 ? null : (path.split('/')[at]?.slice(0, 100) ?? null);
}
