import type { TimedClip } from './time-clips.ts';

/**
 * At which moments an edit shows pictures, and of them only such as a reviewer allowed: one that was allowed speaks for none that
 * stands beside it.
 */
export function decidedMoments(
  clips: readonly TimedClip[],
  fps: number,
  isAllowed: (src: string) => boolean,
): (atMs: number) => boolean {
  return (atMs) => {
    const frame = Math.round((atMs * fps) / 1000);
    const shown = clips.flatMap(({ clip: { asset }, start, end }) =>
      start <= frame && frame < end && (asset.type === 'image' || asset.type === 'video') ? [asset.src] : [],
    );
    return shown.length > 0 && shown.every(isAllowed);
  };
}
