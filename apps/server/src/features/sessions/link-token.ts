import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Deps } from '../../deps.ts';

/** What a link in a message does. */
type LinkUse = 'not-me' | 'guardian';

const purpose = 'links in messages';
/** See not-me.ts, which takes back what was added in this time. */
const notMeMs = 7 * 24 * 3_600_000;

/** The page on which who gets a message says that it was somebody else; the link is good for a week. */
export function notMeLink(
  { secrets, settings }: Pick<Deps, 'secrets' | 'settings'>,
  userId: string,
  now: Date,
): string {
  const until = new Date(now.getTime() + notMeMs);
  return `${settings.CLIPO_URL ?? ''}/not-me#${linkToken(secrets, 'not-me', userId, until)}`;
}

/** A token that proves that its holder got a message of ours: of a person, for one use, until a moment. */
export function linkToken(secrets: Deps['secrets'], use: LinkUse, userId: string, until: Date): string {
  const said = `${use}.${userId}.${until.getTime()}`;
  return `${said}.${macOf(said, secrets.keyFor(purpose))}`;
}

/** Of whom, or of what contact, a token is; undefined where it is too old, of another use, or not ours. */
export function readLinkToken(secrets: Deps['secrets'], use: LinkUse, token: string, now: Date): string | undefined {
  const [given = '', userId = '', until = '', mac = ''] = token.split('.');
  const isRight = secrets.keysFor(purpose).some((key) => {
    const right = macOf(`${given}.${userId}.${until}`, key);
    return mac.length === right.length && timingSafeEqual(Buffer.from(mac), Buffer.from(right));
  });
  return isRight && given === use && Number(until) > now.getTime() ? userId : undefined;
}

function macOf(said: string, key: Buffer): string {
  return createHmac('sha256', key).update(said).digest('base64url');
}
