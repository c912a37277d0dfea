import type { Deps } from '../../deps.ts';
import { dropBytes } from './end-upload.ts';
import { takeExpiredUploads } from './queries.ts';

/** Takes away uploads whose day is over, with what has arrived of them. @returns how many */
export async function dropExpiredUploads(deps: Pick<Deps, 'db' | 'uploads'>, now = new Date()): Promise<number> {
  const expired = await deps.db.asSystem((tx) => takeExpiredUploads(tx, now));
  for (const upload of expired) {
    await dropBytes(deps, upload);
  }
  return expired.length;
}
