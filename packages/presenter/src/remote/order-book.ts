import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PresenterState } from '@clipo/contract';

/** What is told of an order beside its state. */
export interface OrderFacts {
  engine: string;
  /** Of the speech, in milliseconds. */
  spokenMs: number;
  /** The picture or film of who speaks, by its hash; undefined for an engine's own avatar. */
  faceSha256: string | undefined;
}

/**
 * Where orders and what came of them are kept, so that a run that was cut off goes on without paying twice. An order is known by
 * a name that holds the engine, the voice and who shall speak.
 */
export interface OrderBook {
  read(name: string): Promise<PresenterState | undefined>;
  write(name: string, state: PresenterState, facts: OrderFacts): Promise<void>;
  /** An order that failed is handed in anew next time. */
  drop(name: string): Promise<void>;
  /** Whether the file is at `path` now: it was kept. */
  lay(name: string, part: 'video' | 'mask', path: string): Promise<boolean>;
  /** Keeps the file at `path`. */
  keep(name: string, part: 'video' | 'mask', path: string): Promise<void>;
}

/** Orders as files of a folder, beside the videos themselves. */
export function folderBook(folder: string): OrderBook {
  const file = (name: string) => path.join(folder, `${name}.json`);
  return {
    read: async (name) => {
      const text = await readFile(file(name), 'utf8').catch(() => undefined);
      return text === undefined ? undefined : PresenterState.safeParse(JSON.parse(text)).data;
    },
    write: async (name, state) => {
      await writeFile(`${file(name)}.part`, JSON.stringify(state));
      await rename(`${file(name)}.part`, file(name));
    },
    drop: (name) => rm(file(name), { force: true }),
    lay: async (_name, _part, at) => (await stat(at).catch(() => undefined)) !== undefined,
    keep: async () => undefined,
  };
}
