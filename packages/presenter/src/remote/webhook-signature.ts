import { createHmac, timingSafeEqual } from 'node:crypto';

/** Calls that are older than this, or come from the future, may be replays. */
const mostAgeSeconds = 300;

/** The signature of Clipo's own protocol: `t=SECONDS,v1=HMAC-SHA256("SECONDS.BODY")`. */
export function signWebhook(secret: string, body: Uint8Array, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  return `t=${seconds},v1=${hmac(secret, seconds, body)}`;
}

/** Whether a call was signed with the secret within the last five minutes. */
export function isSigned(secret: string, header: string | undefined, body: Uint8Array, now: Date): boolean {
  const [, seconds, value] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (seconds === undefined || value === undefined) {
    return false;
  }
  const isFresh = Math.abs(now.getTime() / 1000 - Number(seconds)) <= mostAgeSeconds;
  return isFresh && isSame(value, hmac(secret, Number(seconds), body));
}

/** Compares two signatures without telling by the time how much of them agrees. */
export function isSame(a: string, b: string): boolean {
  const [first, second] = [Buffer.from(a), Buffer.from(b)];
  return first.length === second.length && timingSafeEqual(first, second);
}

function hmac(secret: string, seconds: number, body: Uint8Array): string {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex');
}
