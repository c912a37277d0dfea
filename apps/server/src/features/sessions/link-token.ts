import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Deps } from '../../deps.ts';

/** What a link in a message does. */
type LinkUse = 'not-me';

/** A token that proves that its holder got a message of ours: of a person, for one use, until a moment. */
export function linkToken(secrets: Deps['secrets'], use: LinkUse, userId: string, until: Date): string {
  const said = `${use}.${userId}.${until.getTime()}`;
  const mac = createHmac('sha256', secrets.keyFor('links in messages')).update(said).digest('base64url');
  return `${said}.${mac}`;
}

/** Whose token it is; undefined where it is too old, of another use, or not ours. */
export function readLinkToken(secrets: Deps['secrets'], use: LinkUse, token: string, now: Date): string | undefined {
  const [given = '', userId = '', until = '', mac = ''] = token.split('.');
  const right = linkToken(secrets, use, userId, new Date(Number(until) || 0)).split('.')[3] ?? '';
  const isRight = mac.length === right.length && timingSafeEqual(Buffer.from(mac), Buffer.from(right));
  return isRight && given === use && Number(until) > now.getTime() ? userId : undefined;
}
