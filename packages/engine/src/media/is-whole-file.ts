import { type FileHandle, open } from 'node:fs/promises';

/** An MP4 has a handful of boxes at its top; more is damage, not a film. */
const mostBoxes = 1000;
const pngEnd = 'IEND\xae\x42\x60\x82';

/**
 * Whether an MP4 or PNG that Clipo wrote is there to its end. A rename outlives a power cut or a full disk where the
 * content does not: such files are empty or cut off under a name that promises a whole one. Reads some bytes only.
 */
export async function isWholeFile(path: string): Promise<boolean> {
  let file: FileHandle;
  try {
    file = await open(path);
  } catch {
    return false;
  }
  try {
    const { size } = await file.stat();
    return path.endsWith('.png') ? await endsAsPng(file, size) : await boxesReachEnd(file, size);
  } finally {
    await file.close();
  }
}

async function endsAsPng(file: FileHandle, size: number): Promise<boolean> {
  const { buffer } = await file.read(Buffer.alloc(8), 0, 8, Math.max(0, size - 8));
  return buffer.toString('latin1') === pngEnd;
}

/** The top boxes (ISO/IEC 14496-12 §4.2) follow each other to the last byte, and one of them holds the index. */
async function boxesReachEnd(file: FileHandle, size: number): Promise<boolean> {
  const head = Buffer.alloc(16);
  let at = 0;
  let hasIndex = false;
  for (let box = 0; at < size && box < mostBoxes; box++) {
    const { bytesRead } = await file.read(head, 0, 16, at);
    if (bytesRead < 8) {
      return false;
    }
    const short = head.readUInt32BE(0);
    const length = short === 1 && bytesRead === 16 ? Number(head.readBigUInt64BE(8)) : short;
    if (length < 8) {
      return false;
    }
    hasIndex ||= head.toString('latin1', 4, 8) === 'moov';
    at += length;
  }
  return at === size && hasIndex;
}
