import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** A kept translation with the whole key, so that a file that was renamed or damaged is nobody's. */
const Kept = z.strictObject({ key: z.string(), text: z.string().min(1).max(500) });

/** Translations in the cache folder, one small file each. A cache that can't be read or written is no cache, not a fault. */
export function openTranslations(cacheDir: string) {
  const pathOf = (key: string) =>
    join(cacheDir, 'translations', `${createHash('sha256').update(key).digest('hex')}.json`);
  return {
    async get(key: string): Promise<string | undefined> {
      try {
        const kept = Kept.parse(JSON.parse(await readFile(pathOf(key), 'utf8')));
        return kept.key === key ? kept.text : undefined;
      } catch {
        return undefined;
      }
    },
    async set(key: string, text: string): Promise<void> {
      const path = pathOf(key);
      try {
        await mkdir(dirname(path), { recursive: true });
        const part = `${path}.${randomUUID()}.part`;
        await writeFile(part, JSON.stringify({ key, text }));
        await rename(part, path);
      } catch {
        // Asked for again next time.
      }
    },
  };
}
