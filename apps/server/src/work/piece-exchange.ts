import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPieceCache } from '@clipo/engine';
import { z } from 'zod';
import { listenTo } from '../db/listen.ts';
import type { Deps } from '../deps.ts';
import { checkHash, hashOfFile } from '../media/media-hash.ts';
import type { MediaStore } from '../media/media-store.ts';
import { placeOf } from './place.ts';
import { notifyAll, selectConnectedNames } from './queries-places.ts';

/** Pieces that workers with other data folders have drawn. */
export interface PieceExchange {
  /** Whether a worker with another folder is there. */
  hasOthers(): Promise<boolean>;
  /**
   * Brings pieces into this folder that another has. What nobody has, or nobody gives within a minute, is left to be
   * drawn here.
   */
  bring(hashes: readonly string[], signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** On which workers ask each other; whoever listens to it is a worker. */
export const piecesChannel = 'clipo_pieces';
const hash = z.string().regex(/^[0-9a-z]{16,128}$/);
const about = { id: z.string(), place: z.string() };
const Message = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ask'), ...about, hashes: z.array(hash) }),
  /** For each piece the content under which the media store has it now; null where the place lacks it. */
  z.strictObject({ kind: z.literal('answer'), ...about, files: z.record(hash, z.string().nullable()) }),
]);
type Message = z.infer<typeof Message>;

/** A notification holds 8000 bytes. */
const hashesAtOnce = 50;
const mostWaitMs = 60_000;
const lookEveryMs = 25;
/** How long an answer to "who is there?" is good for. */
const placesAgeMs = 1000;

/** What was asked and not yet answered: for each piece the places that may still have it. */
interface Ask {
  open: Map<string, Set<string>>;
  coming: Promise<unknown>[];
}

/**
 * Lets workers with different data folders share their pieces. Who needs one asks the others by a notification; who has
 * it puts it into the media store, where the asker takes it from and where it is collected after a day, as no row names it.
 * Nothing is sent while all workers share one folder, and nothing is asked for that is there already.
 */
export async function openPieceExchange(
  deps: Pick<Deps, 'db' | 'settings' | 'log'> & { media: MediaStore },
): Promise<PieceExchange> {
  const { db, media, settings, log } = deps;
  const place = await placeOf(settings.home);
  const cache = openPieceCache(join(settings.home, 'cache', 'pieces'));
  const asks = new Map<string, Ask>();
  let known: { places: Set<string>; at: number } = { places: new Set(), at: Number.NEGATIVE_INFINITY };

  const tell = (message: Message) => db.asSystem((tx) => notifyAll(tx, piecesChannel, JSON.stringify(message)));
  const warn = (cause: unknown) => log.warn({ cause }, 'a piece could not be given to another machine');

  /** The other folders whose workers are connected now. */
  const others = async (): Promise<Set<string>> => {
    if (performance.now() - known.at > placesAgeMs) {
      const names = await db.asSystem((tx) => selectConnectedNames(tx, `${piecesChannel}:`));
      const places = new Set(names.map((name) => name.slice(piecesChannel.length + 1)));
      places.delete(place);
      known = { places, at: performance.now() };
    }
    return known.places;
  };

  const give = async ({ id, hashes }: Message & { kind: 'ask' }) => {
    for (const wanted of hashes) {
      const sha256 = (await cache.has(wanted)) ? (await media.putFile(cache.pathOf(wanted))).hash : null;
      await tell({ kind: 'answer', id, place, files: { [wanted]: sha256 } });
    }
  };

  const take = async (wanted: string, sha256: string) => {
    await cache.put(wanted, async (path) => {
      await pipeline(await media.read(sha256), createWriteStream(path));
      checkHash(await hashOfFile(path), sha256);
    });
  };

  const hear = ({ id, place: from, files }: Message & { kind: 'answer' }) => {
    const ask = asks.get(id);
    for (const [wanted, sha256] of Object.entries(files)) {
      const waiting = ask?.open.get(wanted);
      if (ask === undefined || waiting === undefined) {
        continue;
      }
      waiting.delete(from);
      if (sha256 !== null) {
        ask.open.delete(wanted);
        // A store that fails now is one more reason to draw it here.
        ask.coming.push(take(wanted, sha256).catch(warn));
      }
    }
  };

  const askFor = async (id: string, { open }: Ask) => {
    const hashes = [...open.keys()];
    for (let at = 0; at < hashes.length; at += hashesAtOnce) {
      await tell({ kind: 'ask', id, place, hashes: hashes.slice(at, at + hashesAtOnce) });
    }
  };

  const listening = listenTo(db.url, piecesChannel, {
    name: `${piecesChannel}:${place}`,
    onNotice(payload) {
      const message = readMessage(payload);
      if (message?.kind === 'answer') {
        hear(message);
      } else if (message !== undefined && message.place !== place) {
        give(message).catch(warn);
      }
    },
    onGap() {
      // Answers were missed.
      for (const [id, ask] of asks) {
        askFor(id, ask).catch(warn);
      }
    },
  });

  return {
    hasOthers: async () => (await others()).size > 0,
    async bring(hashes, signal) {
      const places = await others();
      const here = await Promise.all(hashes.map((each) => cache.has(each)));
      const missing = hashes.filter((_, index) => here[index] !== true);
      if (places.size === 0 || missing.length === 0) {
        return;
      }
      const id = randomUUID();
      const ask: Ask = { open: new Map(missing.map((each) => [each, new Set(places)])), coming: [] };
      asks.set(id, ask);
      try {
        await askFor(id, ask);
        const deadline = performance.now() + mostWaitMs;
        while (ask.open.size > 0 && performance.now() < deadline) {
          await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
          signal.throwIfAborted();
          const still = await others();
          for (const [wanted, waiting] of ask.open) {
            if ([...waiting].every((from) => !still.has(from))) {
              ask.open.delete(wanted);
            }
          }
        }
        await Promise.all(ask.coming);
      } finally {
        asks.delete(id);
      }
    },
    close: () => listening.close(),
  };
}

/** What another version, or somebody else, may say on the channel is passed over. */
function readMessage(payload: string): Message | undefined {
  try {
    return Message.parse(JSON.parse(payload));
  } catch {
    return undefined;
  }
}
