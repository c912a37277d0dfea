import { describe, expect, it } from 'vitest';
import { type CreativeFacts, creativeCode, nextCode } from './creative-code.ts';

const facts: CreativeFacts = {
  brand: 'Acme',
  sku: 'TB500',
  angle: 'pain',
  parts: ['H03', 'B01', 'C02'],
  durationSeconds: 15,
  format: '9x16',
  language: 'zh-CN',
  version: 1,
};

describe('the code of a creative (C9)', () => {
  it('tells brand, product, angle, parts, length, shape, language and version', () => {
    expect(creativeCode(facts)).toBe('ACME_TB500_PAIN_HOOK03_BODY01_CTA02_15s_9x16_zh_V1');
    expect(creativeCode({ ...facts, language: 'en', version: 12 })).toMatch(/_en_V12$/);
  });

  it('has its ten fields whatever the names hold, and can be a file name and a cell', () => {
    const code = creativeCode({ ...facts, brand: '=澄光 / “Home_Life”', sku: 'a b_c' });
    expect(code).toBe('澄光-HOME-LIFE_A-B-C_PAIN_HOOK03_BODY01_CTA02_15s_9x16_zh_V1');
    expect(creativeCode({ ...facts, brand: undefined }).split('_')).toHaveLength(10);
    expect(creativeCode({ ...facts, brand: undefined })).toMatch(/^NA_/);
  });

  it('stays the same but for its version when a video is made anew', () => {
    expect(nextCode(creativeCode(facts), 3)).toBe(creativeCode({ ...facts, version: 3 }));
  });
});
