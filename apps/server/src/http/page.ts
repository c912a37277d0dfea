import { ClipoError } from '@clipo/contract';
import { z } from 'zod';

/** What a list is asked for: how many, and after what. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Most that one page holds'),
  cursor: z.string().min(1).max(200).optional().describe('`next` of the page before'),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** One page of a list; `next` is null on the last. */
export function pageOf<S extends z.ZodType>(item: S) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().nullable().describe('Cursor of the next page; null on the last'),
  });
}

/** Cuts a page from rows that were asked for one more than it holds. Newest first: ids sort by time. */
export function cutPage<R extends { id: string }, T>(
  rows: readonly R[],
  { limit }: PageQuery,
  view: (row: R) => T,
): { items: T[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last !== undefined ? Buffer.from(last.id).toString('base64url') : null;
  return { items: page.map(view), next };
}

/** The id after which a page begins. @throws ClipoError `invalid_input` */
export function afterOf({ cursor }: PageQuery): string | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^[a-z]+_[0-9a-z]{26}$/.test(id)) {
    throw wrongCursor();
  }
  return id;
}

/** As `cutPage`, for rows that are numbered. */
export function cutNumberPage<R extends { id: number }, T>(
  rows: readonly R[],
  { limit }: PageQuery,
  view: (row: R) => T,
): { items: T[]; next: string | null } {
  const page = rows.slice(0, limit);
  return { items: page.map(view), next: rows.length > limit ? String(page.at(-1)?.id) : null };
}

/** The number after which a page begins. @throws ClipoError `invalid_input` */
export function afterNumberOf({ cursor }: PageQuery): number | undefined {
  if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) {
    throw wrongCursor();
  }
  return cursor === undefined ? undefined : Number(cursor);
}

function wrongCursor(): ClipoError {
  const problem = 'is no cursor of ours: take `next` of the page before';
  return new ClipoError('invalid_input', `cursor: ${problem}`, { details: { field: 'cursor', problem } });
}
