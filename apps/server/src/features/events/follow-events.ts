import type { Deps } from '../../deps.ts';
import { openBell } from './bell.ts';
import { type EventRow, selectEventsAfter, selectLastEventId } from './queries.ts';

const rowsAtOnce = 200;
/** Where no notification comes, it is looked for all the same. */
const lookEveryMs = 15_000;

/** What is to be followed. */
export interface FollowedEvents {
  teamId: string;
  /** One batch; left out, everything of the team. */
  batchId?: string | undefined;
  /** Id of the last event that is known already. Left out, a batch is told from its beginning, a team from now on. */
  afterId?: number | undefined;
  signal: AbortSignal;
}

/** Events in order, none left out and none twice, for as long as somebody listens; undefined says only that it is alive. */
export async function* followEvents(
  { db, news }: Pick<Deps, 'db' | 'news'>,
  { teamId, batchId, afterId, signal }: FollowedEvents,
): AsyncGenerator<EventRow | undefined> {
  const bell = openBell(signal);
  const leave = news.follow(teamId, bell.ring);
  try {
    let last = afterId ?? (batchId === undefined ? await db.asTeam(teamId, (tx) => selectLastEventId(tx, teamId)) : 0);
    // Told at once that it is there: who waits for the first event knows that it will come.
    yield undefined;
    while (!signal.aborted) {
      const rows = await db.asTeam(teamId, (tx) =>
        selectEventsAfter(tx, teamId, { batchId, afterId: last, limit: rowsAtOnce }),
      );
      for (const row of rows) {
        last = row.id;
        yield row;
      }
      if (rows.length < rowsAtOnce && !(await bell.wait(lookEveryMs))) {
        yield undefined;
      }
    }
  } finally {
    leave();
  }
}
