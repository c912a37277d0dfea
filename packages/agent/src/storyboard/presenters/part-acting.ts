import type { Brief, Language } from '@clipo/contract';
import { textIn } from '@clipo/contract';
import type { SpokenPart } from '../../script/spoken.ts';
import type { TimedLine } from '../timeline.ts';
import type { Cast } from './cast.ts';
import { presenterTrack } from './presenter-track.ts';
import type { SceneActing } from './stage-scene.ts';

/** Who acts in a scene that begins at a frame of the video. */
export type ActOf = (sceneStart: number) => SceneActing | undefined;

/**
 * Who acts in the scenes of a part. A track runs through the whole part, so that a face goes on over cuts, and no
 * further, so that the part's pieces are the same in every video that holds it. In a dialogue the hook is asked by the
 * other, while the presenter listens; then the presenter answers.
 */
export function actingIn(
  part: Pick<SpokenPart, 'id' | 'axis'>,
  lines: readonly TimedLine[],
  {
    cast,
    fps,
    language,
    brief,
  }: { cast?: Cast | undefined; fps: number; language: Language; brief: Pick<Brief, 'brand' | 'seed'> },
): ActOf {
  const [first, last] = [lines[0], lines.at(-1)];
  if (cast === undefined || cast.layout === 'off' || first === undefined || last === undefined) {
    return () => undefined;
  }
  const place = {
    id: part.id,
    startFrame: first.startFrame,
    frames: last.startFrame + last.frames - first.startFrame,
    fps,
  };
  const about = {
    language,
    seed: brief.seed,
    names: brief.brand === undefined ? [] : [textIn(brief.brand.name, language).text],
  };
  const isAsked = cast.other !== undefined && part.axis === 'hook';
  const spoken = presenterTrack(lines, place, about);
  const heard = presenterTrack([], { ...place, id: `${part.id} heard` }, about);
  return (sceneStart) => {
    const startFrame = sceneStart - place.startFrame;
    const { speaker, other } = cast;
    return {
      cast,
      speaker: { member: speaker, track: isAsked ? heard : spoken, startFrame, fps },
      other: other === undefined ? undefined : { member: other, track: isAsked ? spoken : heard, startFrame, fps },
    };
  };
}
