import type { StoredError } from '../../db/schema/index.ts';

/** Why something ended that a reviewer blocked: in their words, where they said any. */
export function rejectedBy(note: string, field: string): StoredError {
  const details = { field, term: '…', why: note === '' ? 'a reviewer blocked it' : note };
  return { code: 'content_rejected', message: details.why, details };
}
