import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { isSignedQuery, signQuery } from '../../media/media-link.ts';
import { linkSecrets } from '../media/media-link-for.ts';

/** Long enough for a slow line to begin; a download that has begun goes on. */
const linkHours = 12;

/** What a link to a package opens. */
export interface PackageLink {
  teamId: string;
  id: string;
  /** Number of the channel within the delivery; undefined: all of them. */
  channel?: number | undefined;
}

/** A signed path to a package, good for some hours without a key. */
export function packageLinkFor({ secrets }: Pick<Deps, 'secrets'>, { teamId, id, channel }: PackageLink): string {
  const expires = Math.floor(Date.now() / 60_000) * 60 + linkHours * 3600;
  const query = new URLSearchParams({ team: teamId, expires: String(expires) });
  if (channel !== undefined) {
    query.set('channel', String(channel));
  }
  signQuery(subjectOf(id), query, linkSecrets(secrets)[0] as string);
  return `/media/packages/${id}?${query}`;
}

/** Reads a link back. @throws ClipoError `link_expired` */
export function readPackageLink({ secrets }: Pick<Deps, 'secrets'>, id: string, query: URLSearchParams): PackageLink {
  const isOurs = isSignedQuery(subjectOf(id), query, linkSecrets(secrets));
  if (!isOurs || !(Number(query.get('expires')) * 1000 > Date.now())) {
    throw new ClipoError('link_expired', 'the link is not valid, or no longer');
  }
  const channel = query.get('channel');
  return { teamId: query.get('team') ?? '', id, channel: channel === null ? undefined : Number(channel) };
}

function subjectOf(id: string): string {
  return `package-1\n${id}`;
}
