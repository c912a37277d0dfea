import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClipoError, nearestOf } from '@clipo/contract';
import { type DownloadProgress, downloadVerified } from './download.ts';
import { unpack } from './run.ts';
import { type PulledWeights, readPulled, readWeights, type Weights, weightsCatalog } from './weights.ts';

/** Weights by a name of the catalogue, or by a file that describes others. @throws ClipoError invalid_input, not_found */
export async function findWeights(nameOrFile: string): Promise<Weights> {
  const known = weightsCatalog.find(({ name }) => name === nameOrFile);
  if (known !== undefined) {
    return known;
  }
  if (/\.json$/i.test(nameOrFile)) {
    return readWeights(nameOrFile);
  }
  const names = weightsCatalog.map(({ name }) => name);
  const nearest = nearestOf(nameOrFile, names) ?? names[0] ?? '';
  const problem = `no voice "${nameOrFile}" can be pulled; did you mean "${nearest}"? Known: ${names.join(', ')}`;
  throw new ClipoError('invalid_input', problem, { details: { field: 'NAME', problem, nearest } });
}

/**
 * Downloads, verifies and unpacks weights into `modelsDir`, with their licence and hash recorded beside them. A download
 * that broke off goes on; weights that are there are left alone.
 * @throws ClipoError fetch_failed, checksum_mismatch, unreadable_material, disk_full, missing_program, cancelled
 */
export async function pullVoice(
  weights: Weights,
  modelsDir: string,
  onProgress: (progress: DownloadProgress) => void,
  signal: AbortSignal,
): Promise<{ pulled: PulledWeights; isNew: boolean }> {
  const there = await readPulled(modelsDir, weights.name);
  if (there?.weights.sha256 === weights.sha256) {
    return { pulled: there, isNew: false };
  }
  await mkdir(modelsDir, { recursive: true });
  const archive = join(modelsDir, `${weights.name}-${weights.sha256.slice(0, 12)}.part`);
  const draft = join(modelsDir, `.${weights.name}-${process.pid}`);
  const bytes = await downloadVerified({ url: weights.url, sha256: weights.sha256, file: archive }, onProgress, signal);
  try {
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true });
    await unpack(archive, draft, signal);
    const folder = join(draft, weights.folder);
    for (const file of neededFiles(weights)) {
      await access(join(folder, file)).catch((cause: unknown) => {
        const problem = `holds no ${file}`;
        throw new ClipoError('unreadable_material', `${weights.url}: ${problem}`, {
          details: { file: weights.url, problem },
          cause,
        });
      });
    }
    const pulled: PulledWeights = { weights, pulledAt: new Date().toISOString(), bytes };
    await writeFile(join(folder, 'voice.json'), `${JSON.stringify(pulled, null, 2)}\n`);
    const home = join(modelsDir, weights.name);
    await rm(home, { recursive: true, force: true });
    await rename(folder, home);
    await rm(archive, { force: true });
    return { pulled, isNew: true };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function neededFiles({ files, ruleFsts }: Weights): string[] {
  const { model, tokens, lexicon, voices, dataDir, vocoder } = files;
  const optional = [voices, dataDir, vocoder].filter((file) => file !== undefined);
  return [model, tokens, ...lexicon, ...optional, ...ruleFsts];
}
