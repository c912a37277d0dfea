import { readFile, writeFile } from 'node:fs/promises';

/** Overwrites `length` bytes from `at` (a fraction of the file, 0 … 1) with a fixed pattern: damage as a bad disk does it. */
export async function damageBytes(source: string, target: string, at: number, length: number): Promise<void> {
  const bytes = await readFile(source);
  const start = Math.floor(bytes.length * at);
  for (let index = 0; index < length && start + index < bytes.length; index++) {
    bytes[start + index] = (index * 37 + 11) & 0xff;
  }
  await writeFile(target, bytes);
}

/** Keeps the first part (a fraction, 0 … 1) of a file: an upload that was cut off. */
export async function cutBytes(source: string, target: string, part: number): Promise<void> {
  const bytes = await readFile(source);
  await writeFile(target, bytes.subarray(0, Math.floor(bytes.length * part)));
}
