import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { emptyDueLots, lockBook, move, selectTeamsWithDueLots } from './queries.ts';

/** Lets credits of a team expire whose time is over. The book is locked. Each movement looks at this first. */
export async function expireDue(tx: Transaction, teamId: string, now: Date): Promise<void> {
  for (const { id, amount } of await emptyDueLots(tx, teamId, now)) {
    // A lot can fill again when a hold is released after its time, and then expires a second time.
    const reference = `${id}/${now.toISOString()}`;
    await move(tx, teamId, { kind: 'expire', reference, from: 'available', to: 'expired', amount });
  }
}

/** Lets all credits expire whose time is over, team by team, so that no team waits for another. For a nightly job. */
export async function expireCredits({ db }: Pick<Deps, 'db'>, now = new Date()): Promise<void> {
  for (const teamId of await db.asSystem((tx) => selectTeamsWithDueLots(tx, now))) {
    await db.asTeam(teamId, async (tx) => {
      await lockBook(tx, teamId);
      await expireDue(tx, teamId, now);
    });
  }
}
