import type { PreparedMaterial } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import type { Edit, EditClip } from './edit-schema.ts';

/** A clip with its times in frames of the video, half-open. */
export interface TimedClip {
  clip: EditClip;
  /** In the edit, such as `timeline.tracks[0].clips[1]`. */
  path: string;
  start: number;
  end: number;
  /** What its `src` leads to; undefined for words. */
  material: PreparedMaterial | undefined;
}

/** A still or words without a length of their own are shown so long. */
const stillSeconds = 3;

/**
 * When each clip is shown, the hindmost track first. `auto` begins where the clip before it on its track ends, or lasts as
 * long as its file; `end` lasts as long as all others.
 * @throws ClipoError `invalid_input` with the clip's path
 */
export function timeClips(
  { timeline, output }: Edit,
  materialOf: (src: string) => PreparedMaterial | undefined,
): { clips: TimedClip[]; frames: number } {
  const { fps } = output;
  const clips = timeline.tracks
    .flatMap(({ clips: own }, track) => {
      let before = 0;
      return own.map((clip, index): TimedClip & { isOpen: boolean } => {
        const path = `timeline.tracks[${track}].clips[${index}]`;
        const material = 'src' in clip.asset ? materialOf(clip.asset.src) : undefined;
        const start = clip.start === 'auto' ? before : Math.round(clip.start * fps);
        const isOpen = clip.length === 'end';
        const length = typeof clip.length === 'number' ? clip.length : isOpen ? 0 : ownLength(clip, material, path);
        before = isOpen ? start : Math.max(start + 1, Math.round(start + length * fps));
        return { clip, path, start, end: before, material, isOpen };
      });
    })
    .reverse();
  const frames = Math.max(...clips.map(({ end }) => end));
  if (frames < 1) {
    throw inputFault('timeline', 'rule.edit_empty');
  }
  return {
    frames,
    clips: clips.map(({ isOpen, ...clip }) => {
      if (isOpen && clip.start >= frames) {
        throw inputFault(`${clip.path}.length`, 'rule.edit_no_end');
      }
      return { ...clip, end: isOpen ? frames : clip.end };
    }),
  };
}

function ownLength({ asset }: EditClip, material: PreparedMaterial | undefined, path: string): number {
  if (material === undefined || material.kind === 'image' || (asset.type !== 'video' && asset.type !== 'audio')) {
    return stillSeconds;
  }
  const left = material.durationMs / 1000 - asset.trim;
  if (left <= 0) {
    const seconds = (material.durationMs / 1000).toFixed(1);
    throw inputFault(`${path}.asset.trim`, 'rule.edit_trim', { seconds });
  }
  return left / asset.speed;
}
