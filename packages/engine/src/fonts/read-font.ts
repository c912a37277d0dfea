import { open, stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { ClipoError, type Rights } from '@clipo/contract';
import { unreadable } from '../materials/unreadable.ts';
import { type FontKind, fontKindOf } from './font-kind.ts';
import type { FontAnswer, FontFacts, FontTask } from './font-messages.ts';

/** A whole CJK family is about half of it. */
const mostFontBytes = 32 * 1024 * 1024;
/** WOFF2 packs to a third or so. */
const mostUnpackedBytes = 3 * mostFontBytes;
/** A large CJK font takes a few seconds. */
const limitMs = 60_000;

/** A font that was read: what it says of itself, and the font written anew, which alone may be drawn with. */
export interface ReadFont {
  kind: FontKind;
  /** Content type under which the given file may be served. */
  mediaType: string;
  facts: FontFacts;
  sfnt: Uint8Array;
}

/** Whether a file begins as a font does, taken or not. */
export async function isFontFile(path: string): Promise<boolean> {
  return fontKindOf(await firstBytes(path)) !== undefined;
}

/**
 * Reads a font (TTF, OTF or WOFF2) with HarfBuzz in a thread of its own. `name` is what messages call it.
 * @throws ClipoError `unreadable_material` for what is no such font, too large, damaged, or draws nothing; `cancelled`
 */
export async function readFont(path: string, name: string, signal?: AbortSignal): Promise<ReadFont> {
  const kind = fontKindOf(await firstBytes(path));
  if (kind === undefined) {
    throw unreadable(name, 'is no font: send TTF, OTF or WOFF2');
  }
  if (kind === 'woff') {
    throw unreadable(name, 'is a WOFF font: send TTF, OTF or WOFF2');
  }
  if (kind === 'collection') {
    throw unreadable(name, 'is a collection of fonts (TTC): send one of them as TTF, OTF or WOFF2');
  }
  const { size } = await stat(path);
  if (size > mostFontBytes || (await unpackedBytes(path, kind)) > mostUnpackedBytes) {
    throw unreadable(name, `is a font of more than ${mostFontBytes / 1024 ** 2} MiB`);
  }
  const answer = await inThread({ path }, name, signal);
  if ('problem' in answer) {
    throw unreadable(name, "is a damaged font: it can't be read", answer.problem);
  }
  if (answer.facts.characters === 0) {
    throw unreadable(name, 'is a font that draws no character');
  }
  return { kind, mediaType: `font/${kind}`, ...answer };
}

/** Whose a font is and under which licence, by its own notices; undefined where it does not tell both. */
export function rightsOfFont({ holder, licence }: FontFacts): Rights | undefined {
  return holder === undefined || licence === undefined ? undefined : { holder, licence };
}

/** What a WOFF2 file says that it unpacks to: a file that lies there is found out when it is unpacked. */
async function unpackedBytes(path: string, kind: FontKind): Promise<number> {
  const head = await firstBytes(path);
  return kind === 'woff2' && head.byteLength >= 20 ? head.readUInt32BE(16) : 0;
}

function inThread(task: FontTask, name: string, signal?: AbortSignal): Promise<FontAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./read-font-thread.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    const end = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      void worker.terminate();
      settle();
    };
    const abort = () => end(() => reject(new ClipoError('cancelled', 'cancelled')));
    const timer = setTimeout(
      () => end(() => reject(unreadable(name, 'is a font that takes too long to read'))),
      limitMs,
    );
    worker.once('message', (answer: FontAnswer) => end(() => resolve(answer)));
    worker.once('error', (cause) => end(() => reject(unreadable(name, "is a damaged font: it can't be read", cause))));
    worker.once('exit', () => end(() => reject(unreadable(name, "is a damaged font: it can't be read"))));
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) {
      abort();
    }
  });
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(48), 0, 48, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
