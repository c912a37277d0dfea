import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ClipoError, isDiskFull } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import { makeFolder } from './make-folder.ts';
import { placeMark, type RunMark, readOwner } from './run-mark.ts';

/** Names of work in progress in the cache: files and folders that are renamed when they are whole. */
const unfinished = /\.part$|\.tmp$|\.mp4\.\d+\.[a-z0-9]+\.mp4$/;

/**
 * Says in CLIPO_HOME that this run uses its cache. A run that finds itself alone there clears away what runs that died
 * left half done, when it begins and when it ends.
 * @throws ClipoError `invalid_input` (CLIPO_HOME can't be written), `disk_full`
 */
export async function useCache(home: string): Promise<RunMark> {
  const marks = join(home, 'runs');
  const mark = await placeIn(marks, home);
  sweep(home, marks);
  return mark;
}

async function placeIn(marks: string, home: string): Promise<RunMark> {
  try {
    await makeFolder(marks);
    const mark = placeMark(join(marks, `${randomUUID()}.json`), () => sweep(home, marks));
    // Nobody else has a name that was made just now.
    return 'release' in mark ? mark : { release: () => undefined };
  } catch (cause) {
    throw isDiskFull(cause)
      ? new ClipoError('disk_full', `${home}: no room`, { details: { folder: home }, cause })
      : inputFault(
          'CLIPO_HOME',
          'rule.home_unwritable',
          { folder: home, reason: (cause as NodeJS.ErrnoException).code ?? '' },
          cause,
        );
  }
}

/** To be called while this run's own mark stands. */
function sweep(home: string, marks: string): void {
  const living = namesIn(marks).filter((name) => {
    const isAlive = readOwner(join(marks, name)) !== undefined;
    if (!isAlive) {
      rmSync(join(marks, name), { force: true });
    }
    return isAlive;
  });
  if (living.length > 1) {
    return;
  }
  const cache = join(home, 'cache');
  for (const name of namesIn(cache, true).filter((path) => unfinished.test(path))) {
    rmSync(join(cache, name), { recursive: true, force: true });
  }
}

function namesIn(folder: string, isDeep = false): string[] {
  try {
    return readdirSync(folder, { recursive: isDeep, encoding: 'utf8' });
  } catch {
    return [];
  }
}
