import { access, constants, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { ClipoError } from '@clipo/contract';
import { unreadable } from './unreadable.ts';

const mostBytes = 64 * 1024 ** 3;

/**
 * Finds a material's file inside the brief's folder.
 * @param root folder of the brief; @param file path as the brief names it, relative to that folder.
 * @throws ClipoError `outside_folder` (absolute, `..`, or a symbolic link that leaves the folder), `not_found`,
 * `unreadable_material` (a folder, a device, 0 bytes, more than 64 GiB, or not to be read).
 */
export async function resolveMaterialFile(root: string, file: string): Promise<{ path: string; sizeBytes: number }> {
  const named = path.resolve(root, file);
  // Decided on the names first, so that a path outside is refused without touching it.
  if (path.isAbsolute(file) || !isInside(path.resolve(root), named)) {
    throw outside(file);
  }
  const real = await realpath(named).catch((cause: NodeJS.ErrnoException) => {
    throw missing(file, cause);
  });
  if (!isInside(await realpath(root), real)) {
    throw outside(file);
  }
  const facts = await stat(real);
  if (facts.isDirectory()) {
    throw unreadable(file, 'is a folder; name a picture, clip or sound file');
  }
  if (!facts.isFile()) {
    throw unreadable(file, 'is not a regular file');
  }
  if (facts.size === 0) {
    throw unreadable(file, 'is empty (0 bytes)');
  }
  if (facts.size > mostBytes) {
    throw unreadable(file, `is ${Math.ceil(facts.size / 1024 ** 3)} GiB; at most 64 GiB can be used`);
  }
  await access(real, constants.R_OK).catch((cause: NodeJS.ErrnoException) => {
    throw missing(file, cause);
  });
  return { path: real, sizeBytes: facts.size };
}

function isInside(folder: string, target: string): boolean {
  const relative = path.relative(folder, target);
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function outside(file: string): ClipoError {
  const problem = "lies outside the brief's folder; copy it there and name it by a relative path";
  return new ClipoError('outside_folder', `${file} ${problem}`, { details: { file, problem } });
}

function missing(file: string, cause: NodeJS.ErrnoException): ClipoError {
  const isAbsent = cause.code === 'ENOENT' || cause.code === 'ENOTDIR' || cause.code === 'ERR_INVALID_ARG_VALUE';
  const problem = isAbsent ? 'does not exist' : `can't be opened (${cause.code ?? cause.message})`;
  return isAbsent
    ? new ClipoError('not_found', `${file} ${problem}`, { details: { file, problem }, cause })
    : unreadable(file, problem, cause);
}
