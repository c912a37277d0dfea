import { describe, expect, it } from 'vitest';
import {
  addChoice,
  addPair,
  dropChoice,
  isOff,
  listedOf,
  pairsOf,
  type RecipeBrief,
  resize,
  setUse,
  turn,
  useOf,
  writeLine,
} from './recipe-changes.ts';

const brief: RecipeBrief = { materials: [{ file: 'cup.png' }] };

describe('a matrix is edited (C9)', () => {
  it('a choice that goes takes along what was said of it, and those after it keep theirs', () => {
    let now = ['xiaoqing', 'azhe', 'mia'].reduce((one, id) => addChoice(one, 'presenter', id), brief);
    now = addPair(now, [
      { axis: 'presenter', choice: 3 },
      { axis: 'hook', choice: 2 },
    ]);
    now = turn(setUse(now, 'presenter', 3, { weight: 4 }), 'presenter', 2, false);
    expect(isOff(now, 'presenter', 2)).toBe(true);
    now = dropChoice(now, 'presenter', 2);
    expect(listedOf(now, 'presenter')).toEqual(['xiaoqing', 'mia']);
    expect(now.exclusions).toEqual([{ presenter: 2, hook: 2 }]);
    expect(useOf(now, 'presenter', 2)).toMatchObject({ weight: 4 });
    expect(dropChoice(dropChoice(now, 'presenter', 1), 'presenter', 1).presenter).toBeNull();
  });

  it('a word axis that gets smaller forgets lines and pairs of the choices that went', () => {
    let now = writeLine(brief, { language: 'zh-CN', part: 'H03', line: 1 }, '出门前，水带了吗？');
    now = writeLine(now, { language: 'zh-CN', part: 'B03', line: 1 }, '杯盖一按就开。');
    now = addPair(now, [
      { axis: 'hook', choice: 3 },
      { axis: 'cta', choice: 1 },
    ]);
    now = resize(now, 'hook', 2);
    expect(now.axes).toEqual({ hook: 2 });
    expect(now.lines?.map(({ part }) => part)).toEqual(['B03']);
    expect(pairsOf(now)).toEqual([]);
    expect(writeLine(now, { language: 'zh-CN', part: 'B03', line: 1 }, ' ').lines).toEqual([]);
  });
});
