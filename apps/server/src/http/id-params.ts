import { z } from 'zod';
import type { IdKind } from '../db/new-id.ts';

/** The id in a path. What has not its form belongs to nothing: the answer is the same as for an unknown one. */
export function idParams(kind: IdKind | 'c') {
  return z.strictObject({ id: z.string().min(1).max(100).describe(`Id such as \`${kind}_01k…\``) });
}
