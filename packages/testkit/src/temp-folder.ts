import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder of a test's own. */
export interface TempFolder {
  /** Absolute, without symbolic links. */
  path: string;
  /** Removes it with all that is in it. */
  remove(): Promise<void>;
  /** So that `await using folder = await tempFolder()` removes it at the end of its block. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Makes an empty folder under the system's temporary folder; whoever makes it removes it. */
export async function tempFolder(name = 'test'): Promise<TempFolder> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), `clipo-${name}-`)));
  // Where root runs the tests, PostgreSQL is another user, who passes through to a data folder within; else its cluster would lie
  // where services keep their data, and stay there.
  await chmod(folder, 0o711);
  const remove = () => rm(folder, { recursive: true, force: true });
  return { path: folder, remove, [Symbol.asyncDispose]: remove };
}
