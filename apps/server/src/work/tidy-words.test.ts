import { describe, expect, it } from 'vitest';
import { tidyWords } from './tidy-words.ts';

describe('words read in pictures (C3)', () => {
  it('Chinese is joined, specks are left out, what stands twice is kept once', () => {
    expect(tidyWords('随 行 杯\n\n  |  . 、\n316 不 锈 钢\nKeep  WARM\n随行杯\n')).toBe('随行杯 316 不锈钢 Keep WARM');
    expect(tidyWords(' \n - ~\n')).toBe('');
  });
});
