import type { Deps } from '../deps.ts';
import type { Looked } from './check.ts';
import { lookAtFile } from './look-at-file.ts';

/** A single file that was made of a team's order. */
export interface MadeToLookAt {
  path: string;
  type: string;
  /** At which moments it shows nothing but what a reviewer looked at and allowed: what a network sees in that is decided. */
  isDecided?: (atMs: number) => boolean;
}

/**
 * Looks at a file that was made before it is kept, as batches' films are: what it is made of was looked at alone, not as it
 * was cut and laid together.
 * @returns undefined where there is nothing to see, or who runs the service spares it
 * @throws ClipoError `unavailable` where nobody could look; `cancelled`
 */
export async function lookAtMade(
  { db, looker, settings }: Pick<Deps, 'db' | 'looker' | 'settings'>,
  { path, type, isDecided }: MadeToLookAt,
  signal: AbortSignal,
): Promise<Looked | undefined> {
  if (settings.CLIPO_LOOK_AT_FILMS === 'off' || !type.startsWith('video/')) {
    return undefined;
  }
  return lookAtFile({ db, looker }, { path, mediaType: type, ...(isDecided && { isDecided }) }, signal);
}
