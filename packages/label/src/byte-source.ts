import { open } from 'node:fs/promises';
import { ClipoError } from '@clipo/contract/errors';

/** Bytes that are read piece by piece, so that a film of many gigabytes costs no memory. */
export interface ByteSource {
  /** The path, or `(bytes)`: for messages. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Bytes from `offset`, fewer than `length` only where the source ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** As `read`, into memory that is there already; how many bytes there were. */
  readInto(bytes: Uint8Array, offset: number): Promise<number>;
  close(): Promise<void>;
}

/**
 * Opens a file by its path, or bytes that are already in memory.
 * @throws ClipoError `not_found`, or `unreadable_material` for a folder and whatever else can't be read
 */
export async function openSource(source: string | Uint8Array): Promise<ByteSource> {
  if (typeof source !== 'string') {
    return {
      name: '(bytes)',
      sizeBytes: source.length,
      read: async (offset, length) => source.subarray(offset, Math.min(source.length, offset + length)),
      async readInto(bytes, offset) {
        const stretch = source.subarray(offset, Math.min(source.length, offset + bytes.length));
        bytes.set(stretch);
        return stretch.length;
      },
      close: async () => undefined,
    };
  }
  const file = await open(source, 'r').catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT'
      ? new ClipoError('not_found', `${source}: no such file`, { details: { file: source }, cause })
      : unreadable(source, cause.message, cause);
  });
  const status = await file.stat();
  if (!status.isFile()) {
    await file.close();
    throw unreadable(source, status.isDirectory() ? 'is a folder' : 'is not a file');
  }
  const readInto = async (bytes: Uint8Array, offset: number) => {
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, offset + filled);
      if (bytesRead === 0) {
        break;
      }
      filled += bytesRead;
    }
    return filled;
  };
  return {
    name: source,
    sizeBytes: status.size,
    async read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, status.size - offset)));
      return bytes.subarray(0, await readInto(bytes, offset));
    },
    readInto,
    close: () => file.close(),
  };
}

/** The error for a file that can't be read as what it claims to be. */
export function unreadable(file: string, complaint: string, cause?: unknown): ClipoError {
  return new ClipoError('unreadable_material', `${file}: ${complaint}`, {
    details: { file, problem: complaint },
    cause,
  });
}
