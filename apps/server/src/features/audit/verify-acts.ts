import type { AskRows } from '../../db/read-long.ts';
import { hashOfAct } from '../measures/record-act.ts';
import { cutsOf } from './queries-record.ts';

/** What is wrong with what an act says of itself: `changed`, `removed` though the record names it, or `inserted` past the record. */
export interface ActFault {
  kind: 'changed' | 'removed' | 'inserted';
  act: string;
}

/** Acts have three years; what is younger must be there. */
const keptFor = "interval '3 years' - interval '1 day'";
const atOnce = 5000;

interface Read {
  id: string;
  createdAt: Date;
  aboutId: string;
  act: string;
  by: string;
  ground: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  hash: string;
  isBound: boolean;
}

/** Reads again what acts say of themselves, why and before and after, against the record of acts that holds their hashes. */
export async function verifyActs(ask: AskRows, most: number): Promise<ActFault[]> {
  const [known] = await ask<{ is: boolean }>("select to_regclass('measure_acts') is not null as is");
  if (known?.is !== true) {
    return [];
  }
  const gone = await ask<{ id: string }>(
    `select e.object_id as id from audit_events e left join ${await cutsOf(ask)} cut on cut.team_id = e.team_id
      where e.team_id = '' and e.id > coalesce(cut.last_id, -1) and e.request_id like 'sha256:%'
      and e.created_at > now() - ${keptFor}
      and not exists (select 1 from measure_acts a where a.about_id = e.object_id and 'sha256:' || a.hash = e.request_id)
      order by e.id limit ${most}`,
  );
  const faults: ActFault[] = gone.map(({ id }) => ({ kind: 'removed', act: id }));
  // What is older than the record's own beginning was cut off with it.
  const [from] = await ask<{ at: Date | null }>("select min(created_at) as at from audit_events where team_id = ''");
  let after = '';
  for (let rows = await readAfter(ask, after); rows.length > 0; rows = await readAfter(ask, after)) {
    for (const row of rows) {
      const isOld = from?.at == null || row.createdAt < from.at;
      if (hashOfAct(row) !== row.hash) {
        faults.push({ kind: 'changed', act: row.aboutId });
      } else if (!row.isBound && !isOld) {
        faults.push({ kind: 'inserted', act: row.aboutId });
      }
    }
    after = rows.at(-1)?.id ?? '';
  }
  return faults.slice(0, most);
}

const readAfter = (ask: AskRows, id: string) =>
  ask<Read>(
    `select id, created_at as "createdAt", about_id as "aboutId", act, by, ground, before, after, hash,
      exists (select 1 from audit_events e where e.object_id = about_id and e.request_id = 'sha256:' || a.hash) as "isBound"
    from measure_acts a where id > $1 order by id limit ${atOnce}`,
    [id],
  );
