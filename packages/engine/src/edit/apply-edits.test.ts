import type { CaptionLayer, EditBase, Scene } from '@clipo/contract';
import { StoryboardEdits } from '@clipo/contract';
import { expect, it } from 'vitest';
import { applyEdits } from './apply-edits.ts';

const word = (text: string, startFrame: number, endFrame: number) => ({
  text,
  startFrame,
  endFrame,
  spaceAfter: false,
});
const caption = (...words: CaptionLayer['words']) => ({ kind: 'caption', words, style: { size: 0.05 } });
const scene = (id: string, frames: number, ...layers: object[]) =>
  ({ id, frames, layers, transitionIn: { kind: 'cut', frames: 0, direction: 'left' } }) as unknown as Scene;
const line = (id: string, startFrame: number, frames: number) => ({
  ...{ id, role: 'body' as const, section: 'B01', text: id, startFrame, frames },
  ...{ voiceFrame: startFrame, sampleCount: 48_000 },
});
/** Two lines; the caption of the first goes on over its second scene, as it does where a line has several shots. */
const base = {
  storyboard: {
    fps: 30,
    scenes: [
      scene('a', 38, caption(word('先', 0, 20), word('看', 20, 49))),
      scene('a2', 38, caption(word('先', -38, -18), word('看', -18, 11))),
      scene('b', 60, caption(word('再看', 4, 60))),
    ],
    voice: [],
    captions: [],
    music: null,
  },
  lines: [line('a', 0, 76), line('b', 76, 60)],
} as unknown as EditBase;
const sources = { respoken: () => undefined, material: () => undefined };

it('what nobody touched stays to the frame, so that nothing of it is drawn again (C11)', () => {
  const untouched = applyEdits(base, StoryboardEdits.parse({}), sources).storyboard;
  expect(untouched.scenes).toEqual(base.storyboard.scenes);
  const longer = StoryboardEdits.parse({ scenes: { b: { frames: 90 } } });
  const [first, second, third] = applyEdits(base, longer, sources).storyboard.scenes;
  expect([first, second]).toEqual(base.storyboard.scenes.slice(0, 2));
  // A caption that stood to the end of its line still does.
  expect(third).toMatchObject({ frames: 90, layers: [{ words: [{ startFrame: 4, endFrame: 90 }] }] });
});
