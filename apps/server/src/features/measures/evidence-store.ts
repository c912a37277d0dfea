import { createWriteStream } from 'node:fs';
import { chmod, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Deps } from '../../deps.ts';
import { checkHash, hashOfFile } from '../../media/media-hash.ts';

/** Where copies under seal lie: nobody but the service's own user reads the folder, and nothing is written into a copy. */
export function evidenceFolder(home: string): string {
  return join(home, 'evidence');
}

/** Where the copy of a file lies. */
export function evidencePath(home: string, sha256: string): string {
  return join(evidenceFolder(home), sha256);
}

/** Copies a file of the media store into the restricted store, unless it is there. @throws ClipoError no_such_thing, checksum_mismatch */
export async function copyEvidence(
  { media, settings }: Pick<Deps, 'media' | 'settings'>,
  sha256: string,
): Promise<void> {
  const path = evidencePath(settings.home, sha256);
  if ((await stat(path).catch(() => undefined)) !== undefined) {
    return;
  }
  await mkdir(evidenceFolder(settings.home), { recursive: true, mode: 0o700 });
  const part = `${path}.part-${process.pid}`;
  try {
    await pipeline(await media.read(sha256), createWriteStream(part, { mode: 0o600 }));
    checkHash(await hashOfFile(part), sha256);
    await chmod(part, 0o400);
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
}

/** What is wrong with a copy, if anything: it is read whole. */
export async function faultOfCopy(home: string, sha256: string): Promise<'lost' | 'changed' | undefined> {
  const found = await hashOfFile(evidencePath(home, sha256)).catch(() => undefined);
  return found === undefined ? 'lost' : found.hash === sha256 ? undefined : 'changed';
}
