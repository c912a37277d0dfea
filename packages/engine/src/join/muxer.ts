import { createRequire } from 'node:module';
import type * as Muxer from 'mediabunny';

/**
 * The library that reads and writes MP4, loaded when it is first asked for: it is half of all that the engine loads, and
 * a video's pieces can be begun without it. `renderVideos` asks for it while workers draw, so that nobody waits for it.
 * Required, not imported: what it gives to `require` is one file, and takes a third of the time of its hundred modules.
 */
export async function loadMuxer(): Promise<typeof Muxer> {
  return createRequire(import.meta.url)('mediabunny') as typeof Muxer;
}
