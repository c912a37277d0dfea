import type { SpeechEngine } from '@clipo/contract';
import type { AddressGuard } from '@clipo/guarded-fetch';
import type { Looker } from '@clipo/safety/pictures';
import type { Database } from './db/database.ts';
import type { Settings } from './env.ts';
import type { Captcha } from './features/accounts/captcha.ts';
import type { AccountEngine } from './features/accounts/engine.ts';
import type { News } from './features/events/news.ts';
import type { Payments } from './features/payments/open-payments.ts';
import type { Envelope } from './guard/envelope.ts';
import type { Secrets } from './guard/secrets.ts';
import type { Log } from './log.ts';
import type { MediaStore } from './media/media-store.ts';
import type { PreviewMaker } from './media/preview-maker.ts';
import type { UploadDoor } from './media/upload-door.ts';
import type { Queue } from './work/queue.ts';

/** What the service works with. A verb names the few that it needs: `Pick<Deps, 'db'>`. */
export interface Deps {
  db: Database;
  /** Files by the hash of their content. */
  media: MediaStore;
  /** How large files come into it. */
  uploads: UploadDoor;
  /** What browsers are shown of a video while it is edited. */
  previews: PreviewMaker;
  /** Looks at pictures, in a thread of its own. */
  looker: Looker;
  secrets: Secrets;
  /** Seals personal data. */
  envelope: Envelope;
  /** Sessions and passwords. */
  accounts: AccountEngine;
  /** What stands before codes that are sent. */
  captcha: Captcha;
  /** Through whom credits can be paid. */
  payments: Payments;
  /** The queue of work; jobs are added in the transaction of the rows that they are about. */
  queue: Queue;
  news: News;
  /** All voices there are. */
  speech: SpeechEngine;
  settings: Settings;
  /** Folder of the studio's built pages; without one the root says that the service runs. */
  pages?: string;
  /** Which addresses that users give may be fetched: public ones. */
  addresses: AddressGuard;
  log: Log;
}
