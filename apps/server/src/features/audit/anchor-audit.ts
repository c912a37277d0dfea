import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deps } from '../../deps.ts';
import { insertAnchor, lockAnchors, selectLastAnchor, selectNewHeads } from './queries.ts';
import { type SignedAnchor, signAnchor } from './sign-anchor.ts';

/** Where anchors stand a second time, a line of JSON each: to be copied to where who runs the database can't reach. */
export const anchorFile = 'audit-anchors.jsonl';

/**
 * Signs where the chains of acts end today, unless that was done: one anchor a day (UTC), however many processes ask.
 * @returns the anchor; undefined where there is nothing to sign
 */
export async function anchorAudit(
  { db, secrets, settings }: Pick<Deps, 'db' | 'secrets' | 'settings'>,
  now = new Date(),
): Promise<SignedAnchor | undefined> {
  const at = now.toISOString();
  const anchor = await db.asSystem(async (tx) => {
    await lockAnchors(tx);
    const last = await selectLastAnchor(tx);
    if (last !== undefined && last.at.slice(0, 10) >= at.slice(0, 10)) {
      return undefined;
    }
    const heads = await selectNewHeads(tx, last?.upTo ?? 0);
    if (heads.length === 0) {
      return undefined;
    }
    const made = signAnchor(secrets, { at, previous: last?.hash ?? '', heads });
    await insertAnchor(tx, made);
    return made;
  });
  if (anchor !== undefined) {
    await appendFile(join(settings.home, anchorFile), `${JSON.stringify(anchor)}\n`, { mode: 0o600 });
  }
  return anchor;
}
