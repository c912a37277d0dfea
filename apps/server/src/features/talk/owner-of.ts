import type { Actor } from '../../http/actor.ts';

/** Whose a conversation is: the person's, or the key's. */
export function ownerOf({ person, keyId }: Actor): string {
  return person?.userId ?? keyId;
}
