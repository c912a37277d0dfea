import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BriefInput } from '@clipo/contract';
import { type TempFolder, type TinyMediaName, tempFolder, tinyMedia } from '@clipo/testkit';
import { runHere } from '../apps/cli/src/run-here.fixture.ts';

const root = join(import.meta.dirname, '..');
const main = join(root, 'apps', 'cli', 'src', 'main.ts');

/** Only a command that hangs needs longer, on however busy a machine: tests bring their own, shorter limits. */
const mostMs = 280_000;

/** How a command ended. */
export interface CliEnd {
  code: number | null;
  /** Set where a signal ended it. */
  killedBy: NodeJS.Signals | null;
  out: string;
  err: string;
  ms: number;
}

/** A command that runs. */
export interface RunningCli {
  child: ChildProcess;
  /** What it has written to standard output so far. */
  out(): string;
  /** Resolves when standard output holds the text; rejects when the command ends before. */
  until(text: string): Promise<void>;
  ended: Promise<CliEnd>;
}

export interface RunOptions {
  lang?: 'en' | 'zh-CN';
  env?: Readonly<Record<string, string>>;
  cwd?: string;
}

/** Files of a brief's folder: tiny media by name, texts and bytes as they are. */
export type BriefFiles = Readonly<Record<string, { media: TinyMediaName } | string | Uint8Array>>;

/** A place where the real command runs as a child process, with a CLIPO_HOME and a temporary folder of its own. */
export interface Workshop {
  folder: string;
  home: string;
  /** TMPDIR of the commands: what they leave there is litter. */
  temporary: string;
  run(words: readonly string[], options?: RunOptions): Promise<CliEnd>;
  /** Runs a command inside this process: what is refused before any work needs no start of Node. */
  runHere(words: readonly string[], options?: RunOptions): Promise<CliEnd>;
  start(words: readonly string[], options?: RunOptions): RunningCli;
  /**
   * Writes a brief's folder and gives its path. A text in place of the changes is the whole of brief.json.
   */
  brief(changes?: Changes | string, files?: BriefFiles): Promise<string>;
  /** Copies a brief's folder with all that was made in it, times kept, and gives the copy's path. */
  copyOf(folder: string): Promise<string>;
  environment(options?: RunOptions): Record<string, string>;
  remove(): Promise<void>;
}

/** Keys of a brief that differ from the usual one; undefined takes a key away. */
export type Changes = { [K in keyof BriefInput]?: unknown } & Readonly<Record<string, unknown>>;

/** The cheapest brief that every test can make: 6 s of 360×360 pixels as a draft, with few frames and no music. */
export const usualBrief = {
  product: {
    id: 'A1',
    name: '澄光杯',
    price: { amount: '89.00', currency: 'CNY' },
    sellingPoints: ['倒放不漏', '杯盖一按即开'],
    facts: [{ text: '净重268克', source: '产品说明书' }],
  },
  materials: [{ file: 'clip.mp4' }, { file: 'photo.png' }],
  durationSeconds: 6,
  count: 1,
  formats: ['1x1'],
  resolution: 720,
  fps: 24,
  music: false,
  seed: 3,
} as const satisfies BriefInput;

/** The materials of the usual brief. */
export const usualFiles: BriefFiles = { 'clip.mp4': { media: 'threeShots' }, 'photo.png': { media: 'fineStripes' } };

/** Opens a workshop; whoever opens it removes it. */
export async function openWorkshop(name: string): Promise<Workshop> {
  const place: TempFolder = await tempFolder(name);
  const home = join(place.path, 'home');
  const temporary = join(place.path, 'tmp');
  await mkdir(temporary);
  const running = new Set<ChildProcess>();
  let next = 1;

  const environment = (options: RunOptions = {}): Record<string, string> => ({
    PATH: process.env.PATH ?? '',
    HOME: place.path,
    TMPDIR: temporary,
    CLIPO_HOME: home,
    CLIPO_LANG: options.lang ?? 'en',
    // As `./clipo` sets it: compiled sources are kept, for the next start and for each thread.
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'clipo-code'),
    ...options.env,
  });

  const start = (words: readonly string[], options: RunOptions = {}): RunningCli => {
    const started = performance.now();
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...words], {
      cwd: options.cwd ?? place.path,
      env: environment(options),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    let isEnded = false;
    // A test that gave up must not leave a batch running behind it.
    const limit = setTimeout(() => child.kill('SIGKILL'), mostMs);
    running.add(child);
    const watchers = new Set<() => void>();
    const wake = () => {
      for (const watcher of watchers) {
        watcher();
      }
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      wake();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const ended = new Promise<CliEnd>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, killedBy) => {
        isEnded = true;
        clearTimeout(limit);
        running.delete(child);
        resolve({ code, killedBy, out, err, ms: performance.now() - started });
        wake();
      });
    });
    return {
      child,
      out: () => out,
      ended,
      until: (text) =>
        new Promise((resolve, reject) => {
          const look = () => {
            if (out.includes(text)) {
              watchers.delete(look);
              resolve();
            } else if (isEnded) {
              reject(new Error(`the command ended before it said ${text}:\n${out}\n${err}`));
            }
          };
          watchers.add(look);
          look();
        }),
    };
  };

  return {
    folder: place.path,
    home,
    temporary,
    environment,
    start,
    run: (words, options) => start(words, options).ended,
    async runHere(words, options = {}) {
      const started = performance.now();
      const end = await runHere(words, { cwd: options.cwd ?? place.path, env: environment(options) });
      return { ...end, killedBy: null, ms: performance.now() - started };
    },
    async brief(changes = {}, files = usualFiles) {
      const folder = join(place.path, `brief ${next++}`);
      await mkdir(folder);
      const text = typeof changes === 'string' ? changes : JSON.stringify({ ...usualBrief, ...changes });
      await writeFile(join(folder, 'brief.json'), text);
      await placeFiles(folder, files);
      return folder;
    },
    async copyOf(original) {
      const folder = join(place.path, `brief ${next++}`);
      await cp(original, folder, { recursive: true, preserveTimestamps: true });
      return folder;
    },
    async remove() {
      for (const child of running) {
        child.kill('SIGKILL');
      }
      await place.remove();
    },
  };
}

/** Puts files into a folder; a name may hold folders. */
export async function placeFiles(folder: string, files: BriefFiles): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    if (typeof content === 'string' || content instanceof Uint8Array) {
      await writeFile(path, content);
    } else {
      await cp(await tinyMedia(content.media), path);
    }
  }
}
