import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ClipoError } from '@clipo/contract';
import { inputFault } from '@clipo/messages';

/** A text file as it stands: `isGuessed` where it was not UTF-8 and was read as GB 18030, as Chinese Excel saves CSV. */
export interface TextFile {
  text: string;
  isGuessed: boolean;
}

/**
 * Reads a text file in UTF-8 (or UTF-16 with its mark); a byte order mark is dropped. With `isChineseAllowed`, bytes
 * that are not UTF-8 are tried as GB 18030.
 * @throws ClipoError `not_found`, `invalid_input` (not a file, larger than `mostMiB`, not text)
 */
export async function readText(
  path: string,
  { isChineseAllowed = false, mostMiB = 16 }: { isChineseAllowed?: boolean; mostMiB?: number } = {},
): Promise<TextFile> {
  const file = basename(path);
  const info = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT' || cause.code === 'ENOTDIR'
      ? new ClipoError('not_found', `${path} does not exist`, { details: { file: path }, cause })
      : inputFault(file, 'rule.unreadable', { reason: cause.code ?? cause.message }, cause);
  });
  if (!info.isFile()) {
    throw inputFault(file, 'rule.not_a_file');
  }
  if (info.size > mostMiB * 1024 * 1024) {
    throw inputFault(file, 'rule.file_too_large', { most: mostMiB });
  }
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw inputFault(file, 'rule.unreadable', { reason: cause.code ?? cause.message }, cause);
  });
  const text = decode(bytes, encodingOf(bytes));
  if (text !== undefined) {
    return { text, isGuessed: false };
  }
  const chinese = isChineseAllowed ? decode(bytes, 'gb18030') : undefined;
  if (chinese === undefined) {
    throw inputFault(file, 'rule.not_utf8');
  }
  return { text: chinese, isGuessed: true };
}

function encodingOf([first, second]: Uint8Array): string {
  return first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    // The decoder itself drops a byte order mark.
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch (error) {
    if (error instanceof TypeError) {
      return undefined;
    }
    throw error;
  }
}
