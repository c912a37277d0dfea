import type { Deps } from '../../deps.ts';
import { openBell } from '../events/bell.ts';
import { selectUpdates, type UpdateRow } from './queries.ts';

/** Where no notification comes, it is looked for all the same. */
const lookEveryMs = 15_000;

/** Updates of a video's edits in order, for as long as somebody listens; undefined says only that it is alive. */
export async function* followEdits(
  { db, news }: Pick<Deps, 'db' | 'news'>,
  { teamId, videoId, afterId, signal }: { teamId: string; videoId: string; afterId: number; signal: AbortSignal },
): AsyncGenerator<UpdateRow | undefined> {
  const bell = openBell(signal);
  const leave = news.follow(teamId, bell.ring);
  try {
    let last = afterId;
    yield undefined;
    while (!signal.aborted) {
      const rows = await db.asTeam(teamId, (tx) => selectUpdates(tx, teamId, videoId, last));
      for (const row of rows) {
        last = row.id;
        yield row;
      }
      if (!(await bell.wait(lookEveryMs))) {
        yield undefined;
      }
    }
  } finally {
    leave();
  }
}
