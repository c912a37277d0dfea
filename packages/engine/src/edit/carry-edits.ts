import type { EditBase, StoryboardEdits } from '@clipo/contract';
import { lineBlocks } from './apply-edits.ts';

/**
 * The edits of one video as another one of its batch can take them over: lines that both say, scenes that both show, and
 * what is of the whole video. Where pictures have another shape, a crop would cut another part: it stays behind. Pure.
 */
export function carryEdits(edits: StoryboardEdits, from: EditBase, to: EditBase): StoryboardEdits {
  const source = lineBlocks(from);
  const target = lineBlocks(to);
  const shared = target.filter(({ line }) =>
    source.some((block) => block.line.id === line.id && block.line.text === line.text),
  );
  const lineIds = new Set(shared.map(({ line }) => line.id));
  const sceneIds = new Set(shared.flatMap(({ scenes }) => scenes.map(({ id }) => id)));
  const isSameShape = from.storyboard.format === to.storyboard.format;
  const isSameOrder = from.lines.map(({ id }) => id).join() === to.lines.map(({ id }) => id).join();
  const isSameLanguage = from.storyboard.language === to.storyboard.language;
  const scenes = Object.entries(edits.scenes).flatMap(([id, { shot, ...scene }]) => {
    const { crop, ...plain } = shot ?? {};
    const carried = shot === undefined ? {} : { shot: isSameShape ? shot : (plain as typeof shot) };
    return sceneIds.has(id) ? [[id, { ...scene, ...carried }] as const] : [];
  });
  const { order, voice, ...whole } = edits;
  return {
    ...whole,
    ...(order !== undefined && isSameOrder ? { order } : {}),
    ...(voice !== undefined && isSameLanguage ? { voice } : {}),
    lines: Object.fromEntries(Object.entries(edits.lines).filter(([id]) => lineIds.has(id))),
    scenes: Object.fromEntries(scenes),
  };
}

/** Edits with others over them: what the second says holds. Pure. */
export function joinEdits(first: StoryboardEdits, second: StoryboardEdits): StoryboardEdits {
  const scenes = { ...first.scenes };
  for (const [id, scene] of Object.entries(second.scenes)) {
    const texts = { ...scenes[id]?.texts, ...scene.texts };
    scenes[id] = { ...scenes[id], ...scene, ...(Object.keys(texts).length > 0 ? { texts } : {}) };
  }
  return {
    ...first,
    ...second,
    lines: { ...first.lines, ...second.lines },
    scenes,
    captions: { ...first.captions, ...second.captions },
  };
}
