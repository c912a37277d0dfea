import { createHash } from 'node:crypto';
import type { AuditHead } from '../../db/schema/audit-anchors.ts';
import type { Secrets } from '../../guard/secrets.ts';
import { isTextOurs, signText } from '../../guard/sign-text.ts';

/** What an anchor says, and who vouches for it. `signature` is Ed25519 of `hash`, in hex. */
export interface SignedAnchor {
  at: string;
  previous: string;
  heads: readonly AuditHead[];
  hash: string;
  signature: string;
}

const purpose = 'audit anchor';

/** Makes an anchor of the chains' ends; `previous` is the hash of the anchor before, '' for the first. Pure. */
export function signAnchor(secrets: Secrets, said: Pick<SignedAnchor, 'at' | 'previous' | 'heads'>): SignedAnchor {
  const hash = hashOf(said);
  return { ...said, hash, signature: signText(secrets, purpose, hash) };
}

/** Whether an anchor is the service's, with its secret of now or before, and unchanged. */
export function isAnchorOurs(secrets: Secrets, anchor: SignedAnchor): boolean {
  const { hash: text, signature } = anchor;
  return hashOf(anchor) === text && isTextOurs(secrets, purpose, { text, signature });
}

function hashOf({ at, previous, heads }: Pick<SignedAnchor, 'at' | 'previous' | 'heads'>): string {
  return createHash('sha256')
    .update(JSON.stringify([at, previous, heads]))
    .digest('hex');
}
