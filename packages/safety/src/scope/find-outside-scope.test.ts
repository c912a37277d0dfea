import { describe, expect, it } from 'vitest';
import { findOutsideScope } from './find-outside-scope.ts';

const kindOf = (text: string, scope: string) => findOutsideScope(text, scope)?.kind;

describe('goods outside a seller’s business scope are told apart (S1)', () => {
  it.each([
    ['益生菌固体饮料', '日用百货销售；食品经营', 'health_food'],
    ['草莓纸杯蛋糕', '日用百货销售', 'food'],
    ['电子血压计 医疗器械', '食品经营', 'medical_device'],
    ['保湿面膜', '服装鞋帽零售', 'cosmetics'],
    ['Red wine gift box', 'Retail of household goods', 'alcohol'],
    ['少儿编程网课', '软件开发', 'education'],
  ])('%s is not in “%s”', (text, scope, kind) => {
    expect(kindOf(text, scope)).toBe(kind);
  });

  it.each([
    ['草莓纸杯蛋糕', '预包装食品销售'],
    ['益生菌固体饮料', '保健食品销售'],
    ['保湿面膜', '化妆品零售；日用百货'],
    ['随行杯', ''],
    ['Swine-shaped plush toy', ''],
    ['Red wine gift box', 'Import of ＷＩＮＥ'],
  ])('%s is in “%s”, or needs no words in it', (text, scope) => {
    expect(kindOf(text, scope)).toBeUndefined();
  });

  it('tells the words, the law and what to do, in both languages', () => {
    const found = findOutsideScope('保湿面膜', '食品');
    expect('保湿面膜'.slice(found?.start, found?.end)).toBe('面膜');
    expect(found?.why['zh-CN']).toContain('化妆品监督管理条例');
    expect(found?.suggestion.en).toContain('business scope');
  });
});
