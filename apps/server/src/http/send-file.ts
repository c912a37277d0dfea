import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';

/** Bytes of a file on this disk: from `start` to `end`, both included. */
export interface FilePart {
  path: string;
  start: number;
  end: number;
}

/** Answers whose body is a part of a file. */
const parts = new WeakMap<Response, FilePart>();

const chunkBytes = 256 * 1024;
/** Buffers that wait for the next file. Memory made for each request anew costs more in collecting than all the rest. */
const spare: Buffer[] = [];
const mostSpare = 32;

/** An answer with a part of a file as its body. Whoever can't hand it to `sendFile` reads it as a stream. */
export function answerFile(part: FilePart, init: { status: number; headers: Record<string, string> }): Response {
  const response = new Response(lazyStream(part), init);
  parts.set(response, part);
  return response;
}

/**
 * Sends an answer that `answerFile` made, through few buffers that are used again and again, no faster than the client
 * takes it. @returns whether it was one, and is sent
 */
export async function sendFile(response: Response, outgoing: ServerResponse): Promise<boolean> {
  const part = parts.get(response);
  if (part === undefined) {
    return false;
  }
  const file = await open(part.path);
  try {
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(chunkBytes);
    for (let at = part.start; at <= part.end; ) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(chunkBytes, part.end - at + 1), at);
      if (bytesRead === 0 || !(await isWritten(outgoing, buffer.subarray(0, bytesRead)))) {
        // The client has left, or the file ends early: a body that is short must not look whole.
        outgoing.destroy();
        return true;
      }
      at += bytesRead;
    }
    // Only what was written to its end: a buffer that is still on its way must not be filled again.
    if (spare.length < mostSpare) {
      spare.push(buffer);
    }
    outgoing.end();
    return true;
  } finally {
    await file.close();
  }
}

/** Waits until bytes have left, and tells whether they have. */
function isWritten(outgoing: ServerResponse, bytes: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    outgoing.write(bytes, (cause) => resolve(cause === null || cause === undefined));
  });
}

/** Opens the file when somebody reads, not before. */
function lazyStream({ path, start, end }: FilePart): ReadableStream<Uint8Array> {
  let chunks: AsyncIterator<Uint8Array> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        chunks ??= createReadStream(path, { start, end })[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
        const { value, done } = await chunks.next();
        if (done) {
          controller.close();
        } else {
          controller.enqueue(value);
        }
      },
      async cancel() {
        await chunks?.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
