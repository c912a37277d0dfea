import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Secrets } from './secrets.ts';

/** What DER puts before the 32 bytes of an Ed25519 seed (RFC 8410). */
const seedHead = '302e020100300506032b657004220420';

/** The service's signature (Ed25519, hex) on a text, with a key of its own for each purpose. */
export function signText(secrets: Pick<Secrets, 'keyFor'>, purpose: string, text: string): string {
  return sign(null, Buffer.from(text), keyOf(secrets.keyFor(purpose))).toString('hex');
}

/** Whether a signature is the service's, with its secret of now or before. */
export function isTextOurs(
  secrets: Pick<Secrets, 'keysFor'>,
  purpose: string,
  { text, signature }: { text: string; signature: string },
): boolean {
  return secrets
    .keysFor(purpose)
    .some((seed) => verify(null, Buffer.from(text), createPublicKey(keyOf(seed)), Buffer.from(signature, 'hex')));
}

function keyOf(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([Buffer.from(seedHead, 'hex'), seed]), format: 'der', type: 'pkcs8' });
}
