import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../output/write-manifest.ts';

/** Which batch of a service an output folder is for: the same command goes on with it. */
const RemoteRun = z.object({ request: z.string(), batch: z.string() });
type RemoteRun = z.infer<typeof RemoteRun>;

const pathIn = (outDir: string) => join(outDir, '.clipo', 'remote.json');

/** What was noted; undefined where nothing was, or it can't be read. */
export async function readRun(outDir: string): Promise<RemoteRun | undefined> {
  const text = await readFile(pathIn(outDir), 'utf8').catch(() => 'null');
  try {
    return RemoteRun.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export async function writeRun(outDir: string, run: RemoteRun): Promise<void> {
  await mkdir(dirname(pathIn(outDir)), { recursive: true });
  await writeWhole(pathIn(outDir), `${JSON.stringify(run)}\n`);
}

export async function forgetRun(outDir: string): Promise<void> {
  await rm(pathIn(outDir), { force: true });
}
