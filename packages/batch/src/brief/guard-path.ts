import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { ClipoError } from '@clipo/contract';
import { inputFault } from '@clipo/messages';

/**
 * What is wrong with a path that shall lie in the brief's folder, as far as its letters tell; undefined where nothing
 * is. Whether it exists and where links lead is looked at when it is opened.
 */
export function guardPath(file: string, field: string): ClipoError | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(file)) {
    return inputFault(field, 'rule.is_address');
  }
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(file)) {
    return inputFault(field, 'rule.bad_path');
  }
  const isAbsolute = file.startsWith('/') || file.startsWith('\\') || /^[a-z]:/i.test(file);
  if (isAbsolute || leavesFolder(file)) {
    return new ClipoError('outside_folder', `${field}: ${file} leaves the brief's folder`, {
      details: { field, file },
    });
  }
  return undefined;
}

/**
 * The path of what a brief names in its folder; links may not lead out of it.
 * @throws ClipoError `invalid_input`, `outside_folder`
 */
export async function pathInside(folder: string, file: string, field: string): Promise<string> {
  const fault = guardPath(file, field);
  if (fault !== undefined) {
    throw fault;
  }
  const path = join(folder, file);
  const real = await realpath(path).catch(() => path);
  // A link may lead out of the folder although its name does not.
  if (real !== path && !real.startsWith(`${await realpath(folder)}${sep}`)) {
    throw new ClipoError('outside_folder', `${field}: ${file} leaves the brief's folder`, {
      details: { field, file },
    });
  }
  return path;
}

/** `a/../b.png` stays inside; `a/../../b.png` does not. Both slashes count, as on Windows. */
function leavesFolder(file: string): boolean {
  let depth = 0;
  for (const part of file.split(/[\\/]/)) {
    depth += part === '..' ? -1 : part === '' || part === '.' ? 0 : 1;
    if (depth < 0) {
      return true;
    }
  }
  return depth === 0;
}
