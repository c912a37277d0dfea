import { createHash } from 'node:crypto';
import { access, constants, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ClipoError } from '@clipo/contract';
import { runProgram } from '../commands/run.ts';
import { compressFiles } from './compress-files.ts';

/** What the pages are made of, besides the libraries that the lock file names. */
const parts = [
  'apps/web',
  ...['client', 'contract', 'engine', 'presenter'].map((room) => `packages/${room}/src`),
  ...['docs/templates', 'docs/presenters'],
  'apps/cli/src/pages',
];
const isLeftOut = (name: string) => name === 'node_modules' || name === 'dist' || /\.test\.tsx?$/.test(name);

/**
 * Builds the studio's pages where that has not been done for these very sources; it takes some seconds, once. They are
 * kept beside the packages, or, where that place can't be written, in the data folder.
 * @returns folder that holds index.html and what it needs
 * @throws ClipoError `program_failed`
 */
export async function buildPages(
  root: string,
  home: string,
  { onBuild, signal }: { onBuild?: () => void; signal?: AbortSignal } = {},
): Promise<string> {
  const name = await hashOfSources(root);
  const places = [join(root, 'node_modules', '.cache', 'clipo-pages'), join(home, 'cache', 'pages')];
  for (const place of places) {
    if (await canUse(join(place, name, 'index.html'), constants.R_OK)) {
      return join(place, name);
    }
  }
  onBuild?.();
  const place = (await canWrite(places[0] ?? '')) ? (places[0] ?? '') : (places[1] ?? '');
  const folder = join(place, name);
  const half = `${folder}.${process.pid}.half`;
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', join(root, 'apps', 'web'), '--outDir', half, '--emptyOutDir', '--logLevel', 'error'];
  // Left to the caller's setting, a test would get the libraries' slow form for development.
  const options = { cwd: root, env: { NODE_ENV: 'production' }, ...(signal && { signal }) };
  const { code, output } = await runProgram(process.execPath, args, options);
  if (code !== 0) {
    await rm(half, { recursive: true, force: true });
    const problem = output.trim().split('\n').slice(-5).join('\n');
    throw new ClipoError('program_failed', `the pages could not be built: ${problem}`, {
      details: { program: 'vite', problem },
    });
  }
  await compressFiles(join(half, 'assets'));
  await keepOnly(half, folder);
  return folder;
}

function canUse(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

async function canWrite(folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true }).catch(() => undefined);
  return canUse(folder, constants.W_OK);
}

/** Two starts may build at once: the first to end wins, and both have made the same. Pages of older sources go. */
async function keepOnly(half: string, folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  await rename(half, folder).catch(() => rm(half, { recursive: true, force: true }));
  for (const other of await readdir(dirname(folder))) {
    if (other !== basename(folder) && !other.endsWith('.half')) {
      await rm(join(dirname(folder), other), { recursive: true, force: true });
    }
  }
}

async function hashOfSources(root: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(root, 'package-lock.json')));
  for (const part of parts) {
    const entries = await readdir(join(root, part), { withFileTypes: true, recursive: true });
    const files = entries.filter(
      (entry) => entry.isFile() && !join(entry.parentPath, entry.name).split('/').some(isLeftOut),
    );
    for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort()) {
      hash.update(path.slice(root.length)).update(await readFile(path));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
