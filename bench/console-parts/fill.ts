import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Transaction } from '../../apps/server/src/db/database.ts';
import { newId } from '../../apps/server/src/db/new-id.ts';
import { type FiledCase, selectFiledCases } from '../../apps/server/src/features/cases/queries.ts';

/** What a service of some years holds, and what is looked for in it. */
export interface FilledConsole {
  rows: Record<string, number>;
  userId: string;
  teamId: string;
  /** A person and their team of whom there is much to tell. */
  busyUserId: string;
  busyTeamId: string;
  objectId: string;
  address: string;
  number: string;
  caseRow: FiledCase;
  /** The bare query of one case opens nothing. */
  unseal(): Promise<string>;
}

const dayMs = 86_400_000;
const atOnce = 10_000;
/** Videos of one batch. */
const batchSize = 50;

/** Fills the tables behind the console past their triggers: chains of hashes are measured elsewhere. */
export async function fillConsole(
  client: pg.Client,
  { url, key, share }: { url: string; key: string; share: number },
): Promise<FilledConsole> {
  const many = {
    people: 200_000,
    acts: 2_000_000,
    openCases: 10_000,
    closedCases: 20_000,
    videos: 100_000,
    spendings: 200_000,
    measures: 20_000,
    jobs: 20_000,
  };
  const rows = Object.fromEntries(
    Object.entries(many).map(([name, count]) => [name, Math.ceil(count / share)]),
  ) as typeof many;
  const ask = (sql: string, values: unknown[] = []) => client.query(sql, values);
  await ask("set clipo.team = '*'");
  // One that the service itself took in, so that all of it can be opened.
  const filed = await fetch(`${url}/api/v1/cases`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'question', name: 'A', contact: 'a@example.com', text: 'How?' }),
  });
  const { number } = (await filed.json()) as { number: string };
  const now = Date.now();
  const spread = (count: number, days: number) =>
    Array.from({ length: count }, (_, index) => now - Math.floor(((count - index) / count) * days * dayMs));
  let busyUserId = '';
  await inParts(spread(rows.people, 400), async (times) => {
    const ids = times.map((time) => newId('usr', time));
    busyUserId = ids.at(-1) ?? '';
    await ask(
      `insert into users (id, email, email_sealed, created_at)
        select id, id, 'x', to_timestamp(ms / 1000) from unnest($1::text[], $2::float8[]) as u(id, ms)`,
      [ids, times],
    );
    await ask(
      `insert into teams (id, name, created_at) select 'team_' || substr(id, 5), id, to_timestamp(ms / 1000)
        from unnest($1::text[], $2::float8[]) as u(id, ms)`,
      [ids, times],
    );
    await ask(
      `insert into members (team_id, user_id, role, created_at)
        select 'team_' || substr(id, 5), id, 'owner', to_timestamp(ms / 1000) from unnest($1::text[], $2::float8[]) as u(id, ms)`,
      [ids, times],
    );
    await ask(
      `insert into sign_in_attempts (way, is_good, target, user_id, address, user_agent, risk_score, created_at)
        select 'email-code', true, id, id, '10.0.0.1', 'x', case when random() < 0.02 then 60 else 0 end,
          to_timestamp(ms / 1000) from unnest($1::text[], $2::float8[]) as u(id, ms)`,
      [ids, times],
    );
  });
  await ask('alter table audit_events disable trigger user');
  // A fifth of all acts are of one large team; the others are spread evenly over 400 days.
  await ask(
    `insert into audit_events (team_id, created_at, actor_id, user_id, action, object_id, status, address, user_agent, request_id)
      select case when n % 5 = 0 then 'team_large' else 'team_' || (n % 50000) end,
        now() - interval '400 days' * (1 - n::float8 / $1), 'ses_' || (n % 100000), 'usr_' || (n % 100000),
        case when n % 100000 = 7 then 'DELETE /api/v1/webhooks/{id}' when n % 3 = 0 then 'POST /api/v1/batches'
          else 'POST /api/v1/conversations/{id}/messages' end,
        'obj_' || (n % 500000), case when n % 40 = 0 then 403 else 201 end, '10.' || (n % 200) || '.0.' || (n % 250), 'bench',
        'req_' || n from generate_series(1, $1) as n`,
    [rows.acts],
  );
  await ask('alter table audit_events enable trigger user');
  for (const state of ['open', 'closed'] as const) {
    const count = state === 'open' ? rows.openCases : rows.closedCases;
    await inParts(spread(count, state === 'open' ? 20 : 400), async (times) => {
      const ids = times.map((time) => newId('cas', time));
      await ask(
        `insert into cases (id, number, kind, state, source, language, secret_hash, channel, contact_sealed, contact_index,
            name_sealed, address, team_id, due_at, created_at)
          select id, id, (array['infringement', 'abuse', 'question', 'privacy'])[1 + (random() * 3)::int], $3, 'form', 'zh-CN',
            id, 'email', 'x', id, 'x', '10.0.0.1', 'team_' || (random() * 50000)::int,
            to_timestamp(ms / 1000) + interval '15 days', to_timestamp(ms / 1000)
          from unnest($1::text[], $2::float8[]) as u(id, ms)`,
        [ids, times, state],
      );
      await ask(
        `insert into case_events (case_id, kind, party, readers)
          select id, kind, 'sender', 'sender' from unnest($1::text[]) as id, unnest(array['received', 'said', 'said']) as kind`,
        [ids],
      );
    });
  }
  await inParts(spread(rows.videos, 60), async (times) => {
    const ids = times.map((time) => newId('vid', time));
    const firsts = ids.filter((_, index) => index % batchSize === 0);
    const batchOf = (index: number) => `bat_${ids[index - (index % batchSize)]?.slice(4)}`;
    await ask(
      `insert into batches (id, team_id, brief, products, files, status)
        select 'bat_' || substr(id, 5), 'team_large', jsonb_build_object('template',
          (array['clear', 'bold-promo', 'festival', 'how-to'])[1 + (random() * 3)::int]), '[]', '{}', 'done'
        from unnest($1::text[]) as id`,
      [firsts],
    );
    await ask(
      `insert into videos (id, team_id, batch_id, name, ordinal, status, product, creative, language, format, document,
          created_at, ended_at)
        select id, 'team_large', batch, id, ordinal, case when random() < 0.03 then 'failed' else 'done' end, 'P', 1, 'zh-CN',
          '9x16', '{}', to_timestamp(ms / 1000), to_timestamp(ms / 1000)
        from unnest($1::text[], $2::float8[], $3::text[], $4::int[]) as u(id, ms, batch, ordinal)`,
      [ids, times, ids.map((_, index) => batchOf(index)), ids.map((_, index) => index % batchSize)],
    );
  });
  const busyTeamId = `team_${busyUserId.slice(4)}`;
  await fillBusy(ask, rows, { userId: busyUserId, teamId: busyTeamId });
  await ask('vacuum analyze');
  await ask('reset clipo.team');
  await ask("begin; select set_config('clipo.team', '*', true)");
  const [caseRow] = await selectFiledCases(drizzle(client) as unknown as Transaction, {
    limit: 1,
    after: undefined,
    number,
  });
  await ask('commit');
  if (caseRow === undefined || key === '') {
    throw new Error('the service took in no case');
  }
  return {
    rows,
    userId: 'usr_4711',
    teamId: 'team_large',
    busyUserId,
    busyTeamId,
    objectId: 'obj_4711',
    address: '10.111.0.111',
    number,
    caseRow,
    unseal: async () => 'a@example.com',
  };
}

/** Spendings of the last sixty days, measures of a year, work that waits, and one team of which much is told. */
async function fillBusy(
  ask: (sql: string, values?: unknown[]) => Promise<unknown>,
  { spendings, measures, jobs }: { spendings: number; measures: number; jobs: number },
  { userId, teamId }: { userId: string; teamId: string },
): Promise<void> {
  const now = Date.now();
  const spread = (count: number, days: number) =>
    Array.from({ length: count }, (_, index) => now - Math.floor(((count - index) / count) * days * dayMs));
  await ask('alter table credit_transactions disable trigger user');
  await ask('alter table credit_entries disable trigger user');
  await inParts(spread(spendings, 60), async (times) => {
    const ids = times.map((time) => newId('ctx', time));
    const values = [ids, times, teamId];
    await ask(
      `insert into credit_transactions (id, team_id, kind, reference, created_at)
        select id, case when random() < 0.1 then $3 else 'team_large' end, case when random() < 0.2 then 'grant' else 'settle' end,
          id, to_timestamp(ms / 1000) from unnest($1::text[], $2::float8[]) as u(id, ms)`,
      values,
    );
    await ask(
      `insert into credit_entries (team_id, transaction_id, account, amount)
        select t.team_id, t.id, side, case side when 'spent' then 30 else -30 end
        from credit_transactions t cross join unnest(array['spent', 'held']) as side where t.id = any($1)`,
      [ids],
    );
  });
  await ask('alter table credit_transactions enable trigger user');
  await ask('alter table credit_entries enable trigger user');
  await inParts(spread(measures, 365), async (times) => {
    const ids = times.map((time) => newId('msr', time));
    await ask(
      `insert into measures (id, user_id, kind, reason, statement, ground, decided_by, state, created_at)
        select id, case when random() < 0.05 then $3 else id end, 'warning', 'breach', 's', 'g', 'key_bench',
          case when random() < 0.05 then 'open' else 'ended' end, to_timestamp(ms / 1000)
        from unnest($1::text[], $2::float8[]) as u(id, ms)`,
      [ids, times, userId],
    );
    await ask(
      `insert into measure_acts (id, about_id, user_id, act, by, ground, before, after, hash)
        select 'act_' || substr(id, 5), id, user_id, 'measure taken', 'key_bench', 'g', '{}', '{}', id from measures where id = any($1)`,
      [ids],
    );
  });
  await ask(
    `insert into pgboss.job (name, data, state, completed_on)
      select 'render-piece', jsonb_build_object('teamId', $2::text, 'turn', 0, 'hash', n::text),
        (case when n % 10 = 0 then 'failed' when n % 3 = 0 then 'completed' else 'created' end)::pgboss.job_state,
        case when n % 10 = 0 or n % 3 = 0 then now() end
      from generate_series(1, $1) as n`,
    [jobs, teamId],
  );
}

async function inParts(times: readonly number[], act: (part: number[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < times.length; at += atOnce) {
    await act(times.slice(at, at + atOnce));
  }
}
