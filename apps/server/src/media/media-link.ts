import { createHmac, timingSafeEqual } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import { isMediaHash, type MediaHash } from './media-hash.ts';

/** What a signed link opens. */
export interface MediaLink {
  hash: MediaHash;
  /** Whose file it is: the rows that say whether it may be seen are that team's. */
  teamId: string;
  /** Id of the row that names the file, by which it is found at once. */
  of: string;
  /** Content type that is answered. */
  type: string;
  /** File name that a browser offers. */
  name: string;
  /** `inline` plays, `attachment` saves. */
  use: 'inline' | 'attachment';
  expiresAt: Date;
}

/**
 * A link's path and query, good until it expires without any key. Everything that it says is signed: nothing can be
 * changed, and nobody can make one who does not know the secret.
 */
export function signMediaLink(link: MediaLink, secret: string): string {
  const query = new URLSearchParams({
    team: link.teamId,
    of: link.of,
    type: link.type,
    name: link.name,
    use: link.use,
    expires: String(Math.floor(link.expiresAt.getTime() / 1000)),
  });
  signQuery(link.hash, query, secret);
  return `/media/${link.hash}?${query}`;
}

/** Reads a link back. @throws ClipoError `link_expired` where it is not ours, was changed, or its time is over */
export function readMediaLink(hash: string, query: URLSearchParams, secrets: readonly string[], now: Date): MediaLink {
  const isSigned = isSignedQuery(hash, query, secrets);
  const expires = Number(query.get('expires'));
  const use = query.get('use');
  if (
    !isSigned ||
    !isMediaHash(hash) ||
    !(expires * 1000 > now.getTime()) ||
    (use !== 'inline' && use !== 'attachment')
  ) {
    throw new ClipoError('link_expired', 'the link is not valid, or no longer');
  }
  return {
    hash,
    teamId: query.get('team') ?? '',
    of: query.get('of') ?? '',
    type: query.get('type') ?? 'application/octet-stream',
    name: query.get('name') ?? hash,
    use,
    expiresAt: new Date(expires * 1000),
  };
}

/** Signs all that a query says of a subject: nothing can be changed, added or left out any more. */
export function signQuery(subject: string, query: URLSearchParams, secret: string): void {
  query.set('signature', signatureOf(subject, query, secret));
}

/** Whether a query is as it was signed, with any of the secrets. */
export function isSignedQuery(subject: string, query: URLSearchParams, secrets: readonly string[]): boolean {
  const given = Buffer.from(query.get('signature') ?? '', 'base64url');
  const signed = new URLSearchParams(query);
  signed.delete('signature');
  return secrets.some((secret) => {
    const wanted = Buffer.from(signatureOf(subject, signed, secret), 'base64url');
    return given.byteLength === wanted.byteLength && timingSafeEqual(given, wanted);
  });
}

function signatureOf(hash: string, query: URLSearchParams, secret: string): string {
  // Sorted, so that a proxy that puts a query in order breaks no link.
  const sorted = new URLSearchParams(query);
  sorted.sort();
  return createHmac('sha256', secret).update(`media-link-1\n${hash}\n${sorted}`).digest('base64url');
}
