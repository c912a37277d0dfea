import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { ClipoError } from '@clipo/contract';

/** A folder that a web server shows to everybody who knows a file's name. */
export interface PublicFolder {
  /** Where it is on this machine. */
  here: string;
  /** The address that its files have there. */
  url: string;
}

const ownName = /^clipo-[0-9a-f]{32}\.\w{1,5}$/;
/** Engines fetch a file when they come to it; none waits for a day. */
const keptMs = 86_400_000;

/**
 * Puts files where engines can fetch them, each under a name that nobody guesses. Those of a day ago are taken away on the way;
 * nothing else in the folder is touched.
 * @returns publishes a file and gives its address. Throws ClipoError `output_unwritable` where the folder can't be written
 */
export function publishInFolder({ here, url }: PublicFolder): (file: string) => Promise<string> {
  return async (file) => {
    const name = `clipo-${randomBytes(16).toString('hex')}${path.extname(file)}`;
    try {
      await mkdir(here, { recursive: true });
      for (const old of (await readdir(here)).filter((each) => ownName.test(each))) {
        const { mtimeMs } = await stat(path.join(here, old));
        await (Date.now() - mtimeMs > keptMs ? rm(path.join(here, old), { force: true }) : undefined);
      }
      await copyFile(file, path.join(here, name));
    } catch (cause) {
      throw new ClipoError('output_unwritable', `${here}: can't be written`, { details: { path: here }, cause });
    }
    return `${url.replace(/\/+$/, '')}/${name}`;
  };
}
