import { constants, rmSync } from 'node:fs';
import { access, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { recordFolder, runFile, workFolder } from '@clipo/batch/brief';
import { ClipoError, isDiskFull } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import { z } from 'zod';
import { filesOf, recordedIn } from './drop-earlier.ts';
import { makeFolder } from './make-folder.ts';
import { type MarkOwner, placeMark, type RunMark, readOwner } from './run-mark.ts';

/** Says whose work an output folder holds, also before its manifest is written. */
const claimFile = join('.clipo', 'batch.json');
const Claim = z.object({ briefHash: z.string() });

/** An output folder that is asked for. */
export interface OutputRequest {
  /** Absolute. */
  outDir: string;
  /** Folder of the brief. */
  briefFolder: string;
  briefHash: string;
  isForce: boolean;
}

/**
 * Whether the output folder may be used; writes nothing.
 * @throws ClipoError `invalid_input` (a file, the brief's own folder), `output_taken`, `output_busy`, `output_unwritable`
 */
export async function checkOutput({ outDir, briefFolder, briefHash, isForce }: OutputRequest): Promise<void> {
  if (relative(outDir, briefFolder) === '') {
    throw inputFault('--out', 'rule.out_is_brief_folder');
  }
  await checkWritable(outDir, outDir);
  const owner = await ownerOf(outDir);
  if (owner !== undefined && owner !== briefHash && !isForce) {
    throw new ClipoError('output_taken', `${outDir} holds another brief's work`, { details: { folder: outDir } });
  }
  const run = readOwner(join(outDir, runFile));
  if (run !== undefined) {
    throw busy(outDir, run);
  }
}

/**
 * Makes the output folder, marks it as this brief's and keeps other runs out of it until it is released. What another
 * brief made there is taken away (`isForce` allowed it), and what a run that died left half done.
 * @throws ClipoError `output_unwritable`, `output_busy`, `disk_full`
 */
export async function claimOutput({ outDir, briefHash }: OutputRequest): Promise<RunMark> {
  const path = join(outDir, claimFile);
  try {
    await makeFolder(dirname(path));
    const work = join(outDir, workFolder);
    const mark = placeMark(join(outDir, runFile), () => rmSync(work, { recursive: true, force: true }));
    if (!('release' in mark)) {
      throw busy(outDir, mark);
    }
    const owner = await ownerOf(outDir);
    if (owner !== undefined && owner !== briefHash) {
      await clearOutput(outDir);
    }
    await rm(work, { recursive: true, force: true });
    await writeFile(path, `${JSON.stringify({ briefHash })}\n`);
    return mark;
  } catch (cause) {
    throw cause instanceof ClipoError ? cause : unwritable(outDir, cause);
  }
}

/** Takes away the files of every video that has a record here; files of other names are nobody's business. */
async function clearOutput(outDir: string): Promise<void> {
  for (const name of await recordedIn(outDir)) {
    // The record goes last: a run that is cut off here takes up where it stopped.
    for (const file of [...filesOf(name), join(recordFolder, `${name}.json`)]) {
      await rm(join(outDir, file), { force: true });
    }
  }
}

/** The folder itself, or the nearest that exists above it, is a folder and takes files. */
async function checkWritable(folder: string, outDir: string): Promise<void> {
  const info = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
      return undefined;
    }
    throw unwritable(outDir, error);
  });
  if (info === undefined) {
    return checkWritable(dirname(folder), outDir);
  }
  if (!info.isDirectory()) {
    throw inputFault('--out', 'rule.out_is_file');
  }
  await access(folder, constants.W_OK | constants.X_OK).catch((error: unknown) => {
    throw unwritable(outDir, error);
  });
}

/** Hash of the brief whose work a folder holds: its claim, else its manifest. Undefined where it holds none. */
async function ownerOf(outDir: string): Promise<string | undefined> {
  for (const name of [claimFile, 'manifest.json']) {
    const text = await readFile(join(outDir, name), 'utf8').catch(() => undefined);
    if (text !== undefined) {
      // A file of that name that is not ours belongs to something else: it must not be overwritten unasked.
      return hashIn(text) ?? 'unknown';
    }
  }
  return undefined;
}

function hashIn(text: string): string | undefined {
  try {
    return Claim.safeParse(JSON.parse(text)).data?.briefHash;
  } catch {
    return undefined;
  }
}

function busy(outDir: string, { host, pid }: MarkOwner): ClipoError {
  return new ClipoError('output_busy', `${outDir} is in use by process ${pid} on ${host}`, {
    details: { folder: outDir, host, pid, file: join(outDir, runFile) },
  });
}

function unwritable(folder: string, cause: unknown): ClipoError {
  const code = (cause as NodeJS.ErrnoException).code;
  return isDiskFull(cause)
    ? new ClipoError('disk_full', `${folder}: no room`, { details: { folder }, cause })
    : new ClipoError('output_unwritable', `${folder} can't be written (${code})`, { details: { folder }, cause });
}
