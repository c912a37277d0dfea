import type * as Muxer from 'mediabunny';

/**
 * The library that reads and writes MP4, loaded when it is first asked for: it is half of all that the engine loads, and
 * a video's pieces can be begun without it. `renderVideos` asks for it while workers draw, so that nobody waits for it.
 */
export function loadMuxer(): Promise<typeof Muxer> {
  return import('mediabunny');
}
