import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';

/** Of the contents given, those that any row of any team still names, or named a moment ago. */
export async function selectNamedHashes(tx: Transaction, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) {
    return new Set();
  }
  const list = sql`array[${sql.join(
    hashes.map((hash) => sql`${hash}`),
    sql`, `,
  )}]::text[]`;
  const { rows } = await tx.execute<{ hash: string }>(sql`
    select sha256 as hash from materials where sha256 = any(${list}) and deleted_at is null
    union select d.hash from materials, lateral (values (seen->'thumbnail'->>'sha256'), (seen->'strip'->>'sha256')) d(hash)
      where d.hash = any(${list}) and deleted_at is null
    union select d.hash from licensed_items,
      lateral (values (sha256), (seen->'thumbnail'->>'sha256'), (seen->'strip'->>'sha256')) d(hash)
      where d.hash = any(${list}) and withdrawn_at is null
    union select f.value->>'sha256' from videos, jsonb_each(videos.files) f where f.value->>'sha256' = any(${list})
    union select f.value->>'sha256' from video_versions, jsonb_each(video_versions.files) f where f.value->>'sha256' = any(${list})
    union select sha256 from held_rows where sha256 = any(${list})
    union select sha256 from sealed_evidence where copied_at is null and sha256 = any(${list})
    union select file->>'sha256' from renders where kind <> 'unmarked' and file->>'sha256' = any(${list})
    union select f.value->>'sha256' from undertakings, jsonb_each(undertakings.files) f
      where undertakings.status = 'made' and f.value->>'sha256' = any(${list})
    union select f.value->>'sha256' from presenter_orders, jsonb_each(presenter_orders.files) f where f.value->>'sha256' = any(${list})
    union select sha256 from lent_files where sha256 = any(${list}) and expires_at > now()
    union select m.sha256 from batches b cross join lateral jsonb_each_text(b.files) f join materials m on m.id = f.value
      where b.ended_at is null and m.sha256 = any(${list})`);
  return new Set(rows.map(({ hash }) => hash));
}
