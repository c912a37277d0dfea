import { describe, expect, it } from 'vitest';
import { checkPlan } from './check-plan.ts';
import { boardOf, clipLayer, sceneOf } from './gate.fixture.ts';

const cue = (text: string, startFrame: number, endFrame: number) => ({ text, startFrame, endFrame, words: [] });
const product = ['cup'];

describe('a plan at the quality gate (C12)', () => {
  it('finds a product that comes after the third second, or never', () => {
    const others = [sceneOf(60, [clipLayer('street')]), sceneOf(60, [clipLayer('office')])];
    expect(checkPlan(boardOf([...others, sceneOf(60, [clipLayer('cup')])]), product)).toMatchObject([
      { kind: 'product-late', severity: 'fault', scene: 0, measured: 4000, limit: 3000 },
    ]);
    const [never] = checkPlan(boardOf(others), product);
    expect(never).toMatchObject({ kind: 'product-late' });
    expect(never?.measured).toBeUndefined();
    expect(checkPlan(boardOf([sceneOf(60, [clipLayer('street')]), sceneOf(60, [clipLayer('cup')])]), product)).toEqual(
      [],
    );
  });

  it('only notes that another picture of the product opens the video', () => {
    const scenes = [sceneOf(100, [clipLayer('detail')]), sceneOf(60, [clipLayer('cup')])];
    expect(checkPlan(boardOf(scenes), ['cup', 'detail'])).toMatchObject([{ kind: 'product-late', severity: 'note' }]);
  });

  it('does not take a stamp-sized, see-through, blurred or later picture for the product on screen', () => {
    const clip = clipLayer('cup');
    const hidden = [
      { ...clip, box: { x: 0, y: 0, w: 0.2, h: 0.2 } },
      { ...clip, opacity: 0.2 },
      { ...clip, from: 95 },
      { kind: 'blur-fill', material: 'cup', box: clip.box, startMs: 0, dim: 0.3, opacity: 1 } as const,
    ];
    for (const layer of hidden) {
      expect(checkPlan(boardOf([sceneOf(120, [layer])]), product)).toMatchObject([{ kind: 'product-late' }]);
    }
  });

  it('finds captions that go by too fast to be read, in both languages', () => {
    const scenes = [sceneOf(90, [])];
    const fast = boardOf(scenes, { captions: [cue('杯盖一按即开单手就能喝', 0, 24), cue('接着说', 24, 60)] });
    expect(checkPlan(fast, [])).toMatchObject([
      { kind: 'reading-speed', atMs: 0, endMs: 800, measured: 13.8, limit: 9, text: '杯盖一按即开单手就能喝' },
    ]);
    const english = { language: 'en' as const, captions: [cue('One press opens the lid, one hand is enough', 0, 36)] };
    expect(checkPlan(boardOf(scenes, english), [])).toMatchObject([{ kind: 'reading-speed', limit: 25 }]);
  });

  it('passes captions at the pace of speech, and counts the time that they stay after it', () => {
    const captions = [cue('水都一样 杯子可不一样', 4, 71), cue('重268g', 80, 86)];
    expect(checkPlan(boardOf([sceneOf(120, [])], { captions }), [])).toEqual([]);
  });

  it('finds a shot too short to be seen, and notes one that stands too long', () => {
    const found = checkPlan(boardOf([sceneOf(60, []), sceneOf(6, []), sceneOf(240, [])]), []);
    expect(found).toMatchObject([
      { kind: 'cut-rhythm', severity: 'fault', scene: 1, atMs: 2000, measured: 200 },
      { kind: 'cut-rhythm', severity: 'note', scene: 2, measured: 8000 },
    ]);
  });
});
