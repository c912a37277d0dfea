import type { Database } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import { type Envelope, openEnvelope } from '../../guard/envelope.ts';
import type { Secrets } from '../../guard/secrets.ts';
import { dataKeyStore } from './queries-data-keys.ts';

/** What seals rows, with the keys that the database holds. Nothing is asked of it before it is needed. */
export function openTeamEnvelope(db: Pick<Database, 'asSystem'>, secrets: Pick<Secrets, 'keysFor'>): Envelope {
  return openEnvelope(dataKeyStore(db), secrets.keysFor('data keys'), () => newId('dek'));
}
