import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { openSecrets } from '../../guard/secrets.ts';
import { signMediaLink } from '../../media/media-link.ts';
import { linkSecrets } from '../media/media-link-for.ts';
import { noPublicAddress } from './public-address.ts';
import { insertLentFile } from './queries-lent.ts';

/** Longer than any engine may take for a speech: it may fetch the voice only when it comes to it. */
const lentHours = 2;

/**
 * Puts a file where an engine can fetch it without any key: behind a signed link of this service, good for two hours.
 * @param lentFor the batch or single file that is being made
 * @returns the whole address. Throws ClipoError `invalid_input` where the service has no address
 */
export async function lendFile(
  { db, media, settings }: Pick<Deps, 'db' | 'media' | 'settings'>,
  { teamId, lentFor }: { teamId: string; lentFor: string },
  file: string,
): Promise<string> {
  const { CLIPO_URL: base } = settings;
  if (base === undefined) {
    throw noPublicAddress('CLIPO_URL is not set');
  }
  const { hash, sizeBytes: bytes } = await media.putFile(file);
  const id = newId('lnt');
  const expiresAt = new Date(Date.now() + lentHours * 3_600_000);
  await db.asTeam(teamId, (tx) => insertLentFile(tx, { id, teamId, sha256: hash, bytes, lentFor, expiresAt }));
  const [secret = ''] = linkSecrets(await openSecrets(settings));
  const link = { hash, teamId, of: id, type: 'audio/wav', name: 'voice.wav', use: 'inline', expiresAt } as const;
  return new URL(signMediaLink(link, secret), base).href;
}
