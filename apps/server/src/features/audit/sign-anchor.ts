import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { AuditHead } from '../../db/schema/audit-anchors.ts';
import type { Secrets } from '../../guard/secrets.ts';

/** What an anchor says, and who vouches for it. `signature` is Ed25519 of `hash`, in hex. */
export interface SignedAnchor {
  at: string;
  previous: string;
  heads: readonly AuditHead[];
  hash: string;
  signature: string;
}

/** What DER puts before the 32 bytes of an Ed25519 seed (RFC 8410). */
const seedHead = '302e020100300506032b657004220420';

/** Makes an anchor of the chains' ends; `previous` is the hash of the anchor before, '' for the first. Pure. */
export function signAnchor(secrets: Secrets, said: Pick<SignedAnchor, 'at' | 'previous' | 'heads'>): SignedAnchor {
  const hash = hashOf(said);
  const signature = sign(null, Buffer.from(hash), keyOf(secrets.keyFor('audit anchor'))).toString('hex');
  return { ...said, hash, signature };
}

/** Whether an anchor is the service's, with its secret of now or before, and unchanged. */
export function isAnchorOurs(secrets: Secrets, anchor: SignedAnchor): boolean {
  return (
    hashOf(anchor) === anchor.hash &&
    secrets
      .keysFor('audit anchor')
      .some((seed) =>
        verify(null, Buffer.from(anchor.hash), createPublicKey(keyOf(seed)), Buffer.from(anchor.signature, 'hex')),
      )
  );
}

function hashOf({ at, previous, heads }: Pick<SignedAnchor, 'at' | 'previous' | 'heads'>): string {
  return createHash('sha256')
    .update(JSON.stringify([at, previous, heads]))
    .digest('hex');
}

function keyOf(seed: Buffer): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([Buffer.from(seedHead, 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
}
