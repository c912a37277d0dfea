import type { SoundClip } from '@clipo/engine';
import type { Edit } from './edit-schema.ts';
import type { TimedClip } from './time-clips.ts';

/** A fade of Shotstack's lasts so long. */
const fadeMs = 2000;
type Fade = 'fadeIn' | 'fadeOut' | 'fadeInFadeOut' | undefined;

/** What sounds in an edit: its soundtrack, its sounds, and the sound of its films. `fileOf` gives the file behind a `src`. */
export function soundsOf(
  { timeline, output }: Edit,
  { clips, frames }: { clips: readonly TimedClip[]; frames: number },
  fileOf: (src: string) => string,
): SoundClip[] {
  if (output.mute) {
    return [];
  }
  const msOf = (frame: number) => (frame * 1000) / output.fps;
  const own = clips.flatMap(({ clip, start, end, material }): SoundClip[] => {
    const { asset } = clip;
    const isHeard = material?.kind === 'audio' || (material?.kind === 'video' && material.hasAudio);
    if (!isHeard || (asset.type !== 'audio' && asset.type !== 'video') || asset.volume === 0) {
      return [];
    }
    const durationMs = msOf(end - start);
    return [
      {
        path: fileOf(asset.src),
        fromMs: asset.trim * 1000,
        startMs: msOf(start),
        durationMs,
        speed: asset.speed,
        volume: asset.volume,
        ...fadesOf(asset.type === 'audio' ? asset.effect : asset.volumeEffect, durationMs),
      },
    ];
  });
  const { soundtrack } = timeline;
  if (soundtrack === undefined || soundtrack.volume === 0) {
    return own;
  }
  const durationMs = msOf(frames);
  const { src, volume, effect } = soundtrack;
  return [
    ...own,
    { path: fileOf(src), fromMs: 0, startMs: 0, durationMs, speed: 1, volume, ...fadesOf(effect, durationMs) },
  ];
}

function fadesOf(fade: Fade, durationMs: number): Pick<SoundClip, 'fadeInMs' | 'fadeOutMs'> {
  const most = Math.min(fadeMs, durationMs / 2);
  return {
    fadeInMs: fade === 'fadeIn' || fade === 'fadeInFadeOut' ? most : 0,
    fadeOutMs: fade === 'fadeOut' || fade === 'fadeInFadeOut' ? most : 0,
  };
}
