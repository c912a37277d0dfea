import type { AddressGuard } from '@clipo/guarded-fetch';
import type { Database } from './db/database.ts';
import type { Settings } from './env.ts';
import type { Secrets } from './guard/secrets.ts';
import type { Log } from './log.ts';
import type { MediaStore } from './media/media-store.ts';
import type { UploadDoor } from './media/upload-door.ts';

/** What the service works with. A verb names the few that it needs: `Pick<Deps, 'db'>`. */
export interface Deps {
  db: Database;
  /** Files by the hash of their content. */
  media: MediaStore;
  /** How large files come into it. */
  uploads: UploadDoor;
  secrets: Secrets;
  settings: Settings;
  /** Which addresses that users give may be fetched: public ones. */
  addresses: AddressGuard;
  log: Log;
}
