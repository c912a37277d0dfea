import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { ClipoError } from '@clipo/contract';

const unpacked = promisify(inflate);
const pngHead = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Chunks of a PNG that hold packed text, or a profile of colours. */
const packedChunks = new Set(['zTXt', 'iTXt', 'iCCP']);
/** A large profile of colours is two; more is packed small to be large. */
const mostBytes = 4 * 1024 * 1024;
/** A picture that is made to be read slowly has millions. */
const mostChunks = 100_000;

/**
 * Refuses a picture beside which text is packed that no memory could hold: a decoder unpacks all of it, however small the
 * picture is. What is packed as its pixels is bound by its size, which is checked elsewhere.
 * @throws ClipoError `unreadable_material`
 */
export async function refuseBombs(path: string, name: string): Promise<void> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(pngHead.length);
    await file.read(head, 0, head.length, 0);
    if (head.equals(pngHead) && !(await isBounded(file))) {
      const problem = 'holds packed text that is much larger than its picture; save it anew as JPEG or PNG';
      throw new ClipoError('unreadable_material', `${name} ${problem}`, { details: { file: name, problem } });
    }
  } finally {
    await file.close();
  }
}

async function isBounded(file: FileHandle): Promise<boolean> {
  const head = Buffer.alloc(8);
  let left = mostBytes;
  let at = pngHead.length;
  for (let count = 0; count < mostChunks; count += 1) {
    const { bytesRead } = await file.read(head, 0, head.length, at);
    if (bytesRead < head.length) {
      return true;
    }
    const length = head.readUInt32BE(0);
    const type = head.toString('latin1', 4);
    if (packedChunks.has(type)) {
      const size = await sizeOfPacked(file, { type, at: at + head.length, length, most: left });
      if (size === undefined) {
        return false;
      }
      left -= size;
    }
    at += head.length + length + 4;
  }
  return false;
}

/** Bytes that a chunk unpacks to; undefined where these are more than may be. What can't be unpacked is none. */
async function sizeOfPacked(
  file: FileHandle,
  { type, at, length, most }: { type: string; at: number; length: number; most: number },
): Promise<number | undefined> {
  if (length > mostBytes || most <= 0) {
    return undefined;
  }
  const data = Buffer.alloc(length);
  await file.read(data, 0, length, at);
  try {
    return (await unpacked(packedIn(type, data), { maxOutputLength: most })).byteLength;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? undefined : 0;
  }
}

/** A name, a zero and how it is packed come before it; in an iTXt a language and the name in it, each with a zero, too. */
function packedIn(type: string, data: Buffer): Buffer {
  const name = data.indexOf(0) + 1;
  if (type !== 'iTXt') {
    return data.subarray(name + 1);
  }
  const language = data.indexOf(0, name + 2) + 1;
  return data.subarray(data.indexOf(0, language) + 1);
}
