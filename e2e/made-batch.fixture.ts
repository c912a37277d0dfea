import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PreparedBatch, type PreparedVideo, prepareBatch } from '@clipo/batch';
import { loadBrief, loadProducts, overrideBrief } from '@clipo/batch/brief';
import { BatchEvent, type Brief, type BriefInput, Manifest, type ManifestVideo } from '@clipo/contract';
import { createEspeakEngine } from '@clipo/speech';
import { readEnvironment } from '../apps/cli/src/env.ts';
import { openWorkshop, type Workshop } from './cli.fixture.ts';
import { runTool } from './decoded-video.fixture.ts';

/** The sample that comes with Clipo: one filmed clip and one photo. */
export const tumblerFolder = join(import.meta.dirname, '..', 'examples', 'tumbler');

/** The command's program, as `./clipo` starts it. */
export const main = join(import.meta.dirname, '..', 'apps', 'cli', 'src', 'main.ts');

/** A batch that the real command made, with the storyboards that it was made from. */
export interface MadeBatch {
  out: string;
  home: string;
  brief: Brief;
  manifest: Manifest;
  /** What the command told on standard output, line by line. */
  events: BatchEvent[];
  /** Every finished video with its storyboard, in the manifest's order. */
  videos: MadeVideo[];
  /** Composes the storyboards of the same brief in other languages and formats, from the voices in the cache. */
  prepare(changes: Partial<Brief>): Promise<PreparedBatch>;
  remove(): Promise<void>;
}

export interface MadeVideo {
  /** What the manifest says. */
  record: ManifestVideo;
  /** Absolute path of the MP4. */
  file: string;
  prepared: PreparedVideo;
}

/** Keys of the tumbler's brief that a test wants otherwise. */
export type TumblerChanges = { [K in keyof BriefInput]?: BriefInput[K] };

/**
 * Makes a batch of the tumbler with the real command as a draft, in a fresh CLIPO_HOME. Whoever makes it removes it.
 * `isOnOneCore` holds the command to one core, so that one worker draws and encodes everything.
 */
export async function makeTumbler(name: string, changes: TumblerChanges = {}, isOnOneCore = false): Promise<MadeBatch> {
  const workshop = await openWorkshop(name);
  try {
    const folder = await tumblerWith(workshop, changes);
    const out = join(workshop.folder, 'out');
    const words = ['make', folder, '--draft', '--json', '--out', out];
    const end = isOnOneCore ? await runOnOneCore(workshop, words) : await workshop.run(words);
    if (end.code !== 0) {
      throw new Error(`clipo make ended with ${end.code}:\n${end.out}\n${end.err}`);
    }
    const loaded = await loadBrief(folder);
    const prepare = (others: Partial<Brief>) => prepareAgain(folder, workshop.home, others);
    const manifest = Manifest.parse(JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')));
    const { videos } = await prepare({});
    return {
      out,
      home: workshop.home,
      brief: loaded.brief,
      manifest,
      events: end.out
        .trim()
        .split('\n')
        .map((line) => BatchEvent.parse(JSON.parse(line))),
      videos: manifest.videos.map((record): MadeVideo => {
        const prepared = videos.find((video) => video.name === record.name);
        if (prepared === undefined || record.file === null) {
          throw new Error(`${record.name} is ${record.status} and ${prepared === undefined ? 'not ' : ''}planned`);
        }
        return { record, file: join(out, record.file), prepared };
      }),
      prepare,
      remove: workshop.remove,
    };
  } catch (error) {
    await workshop.remove();
    throw error;
  }
}

async function runOnOneCore(workshop: Workshop, words: readonly string[]) {
  const status = await readFile('/proc/self/status', 'utf8');
  const core = /^Cpus_allowed_list:\s*(\d+)/m.exec(status)?.[1] ?? '0';
  const { out, err } = await runTool('taskset', ['-c', core, process.execPath, main, ...words], workshop.environment());
  return { code: 0, out, err };
}

/** A copy of the example's folder with another brief. */
async function tumblerWith(workshop: Workshop, changes: TumblerChanges): Promise<string> {
  const folder = join(workshop.folder, 'tumbler');
  for (const file of ['brief.json', 'tumbler.mp4', 'coffee.png']) {
    await cp(join(tumblerFolder, file), join(folder, file));
  }
  const path = join(folder, 'brief.json');
  const brief: unknown = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...(brief as object), ...changes }));
  return folder;
}

async function prepareAgain(folder: string, home: string, changes: Partial<Brief>): Promise<PreparedBatch> {
  const loaded = await loadBrief(folder);
  const brief = { ...overrideBrief(loaded.brief, {}), ...changes };
  const { products } = await loadProducts(folder, brief);
  const cacheDir = join(home, 'cache');
  const speech = createEspeakEngine({ cacheDir: join(cacheDir, 'voice') });
  try {
    return await prepareBatch(
      { folder, brief, products, briefHash: '', outDir: '', isDraft: true, isForce: false },
      { signal: new AbortController().signal, env: readEnvironment({ CLIPO_HOME: home }), speech, cacheDir },
    );
  } finally {
    await speech.close();
  }
}
