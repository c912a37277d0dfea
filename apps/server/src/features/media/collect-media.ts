import type { Deps } from '../../deps.ts';
import type { StoredMedia } from '../../media/media-store.ts';
import { selectNamedHashes } from './queries.ts';

/** Asked of the store together. */
const step = 500;

/**
 * Deletes files that no row names and that came before the grace time: a file is put first and named then, and what was
 * deleted by mistake can be put back from a backup of rows as long. Running twice, or on two machines, does no harm.
 * @returns what was deleted
 */
export async function collectMedia(
  { db, media }: Pick<Deps, 'db' | 'media'>,
  { graceHours, now = new Date() }: { graceHours: number; now?: Date },
): Promise<{ files: number; bytes: number }> {
  const before = now.getTime() - graceHours * 3_600_000;
  const gone = { files: 0, bytes: 0 };
  let waiting: StoredMedia[] = [];
  const sweep = async () => {
    const named = await db.asSystem((tx) =>
      selectNamedHashes(
        tx,
        waiting.map(({ hash }) => hash),
      ),
    );
    for (const { hash, sizeBytes } of waiting) {
      if (!named.has(hash)) {
        await media.remove(hash);
        gone.files += 1;
        gone.bytes += sizeBytes;
      }
    }
    waiting = [];
  };
  for await (const found of media.list()) {
    if (found.putAt.getTime() < before) {
      waiting.push(found);
    }
    if (waiting.length >= step) {
      await sweep();
    }
  }
  await sweep();
  return gone;
}
