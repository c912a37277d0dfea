import { createHmac, randomBytes } from 'node:crypto';

/** A secret of a webhook, in the form of the Standard Webhooks specification (standardwebhooks.com). */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/**
 * The headers that prove a message: id, time and signature (HMAC-SHA256 over `id.time.body`), as Standard Webhooks says, so
 * that its libraries verify ours. The id stays the same when a message is sent again.
 */
export function signWebhook(
  secret: string,
  { id, body, now }: { id: string; body: string; now: Date },
): Record<string, string> {
  const seconds = Math.floor(now.getTime() / 1000);
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` };
}
