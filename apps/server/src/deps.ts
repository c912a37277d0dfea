import type { Database } from './db/database.ts';
import type { Settings } from './env.ts';
import type { Secrets } from './guard/secrets.ts';
import type { Log } from './log.ts';
import type { MediaStore } from './media/media-store.ts';

/** What the service works with. A verb names the few that it needs: `Pick<Deps, 'db'>`. */
export interface Deps {
  db: Database;
  /** Files by the hash of their content. */
  media: MediaStore;
  secrets: Secrets;
  settings: Settings;
  log: Log;
}
