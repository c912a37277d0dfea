import type { Database } from './db/database.ts';
import type { Settings } from './env.ts';
import type { Log } from './log.ts';

/** What the service works with. A verb names the few that it needs: `Pick<Deps, 'db'>`. */
export interface Deps {
  db: Database;
  settings: Settings;
  log: Log;
}
