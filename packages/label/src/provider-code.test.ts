import { describe, expect, it } from 'vitest';
import { developmentProviderCode, parseProviderCode } from './provider-code.ts';

// Codes that real services write into their files.
const realCodes = ['001191110102MACQD9K64010000', '001191440300708461136T1XGW3'];

describe('provider code', () => {
  it.each(realCodes)('the real code %s passes form and check digit', (code) => {
    expect(parseProviderCode(code)).toEqual({
      ok: true,
      isDevelopment: false,
      creditCode: code.slice(4, 22),
      service: 'generation',
    });
  });

  it('one wrong character anywhere in the credit code is noticed', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    for (const code of realCodes) {
      for (let at = 4; at < 22; at += 1) {
        for (const other of alphabet) {
          if (other !== code[at]) {
            expect(parseProviderCode(code.slice(0, at) + other + code.slice(at + 1)).ok).toBe(false);
          }
        }
      }
    }
  });

  it('the development code may be written, says what it is, and has no true check digit', () => {
    expect(parseProviderCode(developmentProviderCode)).toMatchObject({ ok: true, isDevelopment: true });
    expect(parseProviderCode(`${developmentProviderCode.slice(0, -1)}2`)).toMatchObject({ ok: false });
  });

  it.each([
    ['', /27 characters/],
    ['MiniMax', /27 characters/],
    [realCodes[0]?.toLowerCase() ?? '', /credit code/],
    ['011191110102MACQD9K64010000', /begin with 0011/],
    ['001191110102MACQD9K64030000', /1 or 2/],
    ['001191110102MACQD9K6401000O\n', /27 characters/],
    ['001191110102MACQD9I64010000', /without I/],
  ])('%j is refused with the reason', (code, reason) => {
    expect(parseProviderCode(code)).toMatchObject({ ok: false, problem: expect.stringMatching(reason) });
  });
});
