import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertAllowed } from '../guard/assert-allowed.ts';
import { check } from './check.ts';

const product = { id: 'best-1', name: '保温杯', sellingPoints: ['全网最低价', { en: 'Keeps warm for 12 hours' }] };

describe('everything passes one check (S1, S2)', () => {
  it('a forbidden wording is found where it stands, with its law and what to say instead', () => {
    const verdict = check({ kind: 'document', document: { product } });
    expect(verdict.outcome).toBe('blocked');
    expect(verdict.findings[0]).toMatchObject({
      field: 'product.sellingPoints[0]',
      rule: 'absolute',
      severity: 'block',
    });
    expect(verdict.findings[0]?.why).not.toBe('');
  });

  it('words that must not be said, and names of files, are no fault', () => {
    const document = { mustNotSay: ['最好'], materials: [{ file: '最好.jpg', rights: { holder: '第一影像' } }] };
    expect(check({ kind: 'document', document }).outcome).toBe('allowed');
  });

  it.each(['tumbler', 'toy', 'home', 'headphones', 'cupcake', 'boots'])('the %s example passes', async (name) => {
    const path = join(import.meta.dirname, '..', '..', '..', '..', 'examples', name, 'brief.json');
    const document: unknown = JSON.parse(await readFile(path, 'utf8'));
    expect(check({ kind: 'document', document }).outcome).not.toBe('blocked');
  });
});

describe('nothing is rendered, shared or downloaded without its verdict (S2)', () => {
  const content = (name: string) => ({ kind: 'document', document: { name } }) as const;
  const file = (sha256: string) => ({ kind: 'file', sha256, texts: { name: 'cup.png' } }) as const;
  const codeOf = (work: () => void) => {
    try {
      work();
      return 'passes';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('what was checked passes; changed words, another file or no verdict do not', () => {
    const verdict = check(content('保温杯'));
    expect(codeOf(() => assertAllowed(content('保温杯'), verdict))).toBe('passes');
    expect(codeOf(() => assertAllowed(content('保温杯 2'), verdict))).toBe('content_rejected');
    expect(codeOf(() => assertAllowed(content('保温杯'), null))).toBe('content_rejected');
    expect(codeOf(() => assertAllowed(content('保温杯'), { outcome: 'allowed' }))).toBe('content_rejected');
    const ofFile = check(file('a'.repeat(64)));
    expect(codeOf(() => assertAllowed(file('a'.repeat(64)), ofFile))).toBe('passes');
    expect(codeOf(() => assertAllowed(file('b'.repeat(64)), ofFile))).toBe('content_rejected');
  });

  it('what was blocked stays out, and says which words are meant', () => {
    const blocked = content('全网最低价');
    expect(() => assertAllowed(blocked, check(blocked))).toThrow('最低价');
  });
});
