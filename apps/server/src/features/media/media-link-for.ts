import type { Deps } from '../../deps.ts';
import { type MediaLink, signMediaLink } from '../../media/media-link.ts';

const linkHours = 1;

/** A signed path to a file, good for an hour. */
export function mediaLinkFor({ secrets }: Pick<Deps, 'secrets'>, link: Omit<MediaLink, 'expiresAt'>): string {
  // Links made within the same minute are the same, so that browsers find what they have already.
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  const expiresAt = new Date(minute + linkHours * 3_600_000);
  return signMediaLink({ ...link, expiresAt }, linkSecrets(secrets)[0] as string);
}

/** The key that signs links, then the one before. */
export function linkSecrets(secrets: Deps['secrets']): string[] {
  return secrets.keysFor('media links').map((key) => key.toString('hex'));
}
