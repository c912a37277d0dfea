import { createHash, randomBytes } from 'node:crypto';

/** A new secret such as `clipo_…`: 256 random bits. */
export function newSecret(): string {
  return `clipo_${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a secret. It has enough random bits that a plain hash can't be tried out. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** How a key is shown in lists. */
export function prefixOfSecret(secret: string): string {
  return secret.slice(0, 12);
}
