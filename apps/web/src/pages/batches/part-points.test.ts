import { expect, it } from 'vitest';
import { type BriefForm, batchOf } from './brief-form.ts';
import { addedPart, leastStep, movedPart } from './part-points.ts';

const materials = [
  { id: 'mat_1', name: 'cup.png', rights: null },
  { id: 'mat_2', name: 'cup.mp4', rights: null },
];
const form: BriefForm = {
  ...{ name: '随行杯', currency: 'CNY', sellingPoints: [], materials: ['mat_1', 'mat_2'], languages: ['zh-CN'] },
  ...{ formats: ['9x16'], count: 1, durationSeconds: 15, template: 'clear', voice: 'default', presenters: [] },
  ...{ music: true, isDraft: true, brandLabel: 'outline' },
};

it('points that were named on a picture are in its brief, those without a name are not (C12)', () => {
  const [lid] = addedPart([], 0.51234, -0.2);
  expect(lid).toEqual({ key: 1, name: '', x: 0.512, y: 0 });
  const parts = addedPart([{ ...lid, name: ' 杯盖 ' } as never], 0.5, 0.9);
  expect(new Set(parts.map(({ key }) => key)).size).toBe(2);
  const { brief } = batchOf({ ...form, parts: { mat_1: parts } }, materials);
  expect(brief.materials).toEqual([
    { file: 'mat_1/cup.png', parts: [{ name: '杯盖', x: 0.512, y: 0 }] },
    { file: 'mat_2/cup.mp4' },
  ]);
});

it('arrow keys move a point and leave it in the picture; other keys do nothing', () => {
  const part = { key: 1, name: '', x: 0.5, y: 0.995 };
  expect(movedPart(part, 'ArrowDown', leastStep)?.y).toBe(1);
  expect(movedPart(part, 'ArrowLeft', leastStep)).toMatchObject({ x: 0.49, y: 0.995 });
  expect(movedPart(part, 'Enter', leastStep)).toBeUndefined();
});
