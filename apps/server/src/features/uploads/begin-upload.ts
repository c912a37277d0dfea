import { check } from '../../check/check.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed, assertRights } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import { tooLarge } from '../../media/media-hash.ts';
import { roomFor } from '../materials/add-material.ts';
import type { MaterialWords } from '../materials/check-material.ts';
import { insertUpload, type UploadRow } from './queries.ts';

/** What is going to be sent. */
export interface NewUpload extends MaterialWords {
  sizeBytes: number;
  sha256?: string | undefined;
}

export const mostUploadBytes = 10 * 1024 ** 3;
const openHours = 24;

/**
 * Opens an upload: its bytes count against the quota from now on, for a day.
 * @throws ClipoError `too_large`, `quota_exceeded`, `content_rejected` (its name or rights)
 */
export async function beginUpload(
  deps: Pick<Deps, 'db' | 'media' | 'settings' | 'uploads'>,
  actor: Actor,
  { sizeBytes, sha256, name, rights }: NewUpload,
  id = newId('upl'),
): Promise<UploadRow> {
  if (sizeBytes > mostUploadBytes) {
    throw tooLarge(mostUploadBytes);
  }
  const content = { kind: 'document', document: { name } } as const;
  assertAllowed(content, check(content));
  assertRights(rights);
  await roomFor(deps, actor.teamId, sizeBytes);
  const s3 = deps.uploads.protocol === 's3' ? await deps.uploads.begin() : null;
  return deps.db.asTeam(actor.teamId, (tx) =>
    insertUpload(tx, {
      id,
      teamId: actor.teamId,
      name,
      bytes: sizeBytes,
      sha256: sha256 ?? null,
      rights: rights ?? null,
      s3,
      expiresAt: new Date(Date.now() + openHours * 3_600_000),
    }),
  );
}
