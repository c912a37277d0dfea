import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '@clipo/contract';

/** Writes manifest.json and gives its path. A reader sees the old one or the new one, never a part. */
export async function writeManifest(manifest: Manifest, outDir: string): Promise<string> {
  return writeWhole(join(outDir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Writes a file under another name first, then puts it in place. Gives its path. */
export async function writeWhole(path: string, text: string): Promise<string> {
  const part = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(part, text);
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
  return path;
}
