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
    const unlawful = check({ kind: 'document', document: { materials: [{ file: '在线赌场.jpg' }] } });
    expect(unlawful).toMatchObject({
      outcome: 'blocked',
      findings: [{ field: 'materials[0].file', category: 'vice' }],
    });
  });

  it('what somebody named as they liked has words like all else: a slot called "source" hides no title', () => {
    const document = { slots: { properties: { source: { title: '在线赌场' } } } };
    expect(check({ kind: 'document', document }).outcome).toBe('blocked');
  });

  it.each([
    ['product.facts[0].source', { product: { facts: [{ text: '268 克', source: '在线赌场' }] } }],
    ['product.facts[0].source.en', { product: { facts: [{ text: '268 克', source: { en: 'Online casino bonus' } }] } }],
    ['scenes[0].layers[0].source', { scenes: [{ layers: [{ kind: 'rating', source: '全网最低价' }] }] }],
    ['voice.text', { voice: { file: 'voice.m4a', text: '全网最低价' } }],
    ['materials[0].rights.holder', { materials: [{ file: 'cup.jpg', rights: { holder: '在线赌场' } }] }],
    ['product.category', { product: { category: '在线赌场' } }],
  ])(
    'small print below a claim, what a recording says, whose a picture is: %s is read like all else',
    (field, document) => {
      expect(check({ kind: 'document', document })).toMatchObject({ outcome: 'blocked', findings: [{ field }] });
    },
  );

  it('whose face a source is, and what a voice is called, are no words', () => {
    const document = { voice: ['最佳', 'default'], layers: [{ source: { kind: 'portrait', path: '最佳/a.png' } }] };
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

  it('a verdict by other rules than today’s is made anew: what they let pass is stopped, what they stopped may pass', () => {
    const earlier = { ...check(content('保温杯')), engines: ['ad-terms-1'] };
    expect(codeOf(() => assertAllowed(content('保温杯'), earlier))).toBe('passes');
    const casino = content('在线赌场');
    const passed = { ...check(casino), engines: ['ad-terms-1'], outcome: 'allowed', findings: [] };
    expect(codeOf(() => assertAllowed(casino, passed))).toBe('content_rejected');
  });

  it('what an earlier version left out of a document is read before its verdict counts again', () => {
    const facts = (source?: string) =>
      ({
        kind: 'document',
        document: { product: { facts: [{ text: '268 克', ...(source && { source }) }] } },
      }) as const;
    // Such a version named the document by its other words.
    const before = check(facts());
    expect(codeOf(() => assertAllowed(facts('说明书'), before))).toBe('passes');
    expect(codeOf(() => assertAllowed(facts('在线赌场'), before))).toBe('content_rejected');
    // Any other change is another content still.
    const other = { ...facts('说明书').document, name: '保温杯' };
    expect(codeOf(() => assertAllowed({ kind: 'document', document: other }, before))).toBe('content_rejected');
  });

  it('a refusal says where, why, and what to write instead', () => {
    const blocked = content('好杯子，全 网 最 低 价');
    expect(() => assertAllowed(blocked, check(blocked))).toThrow(
      expect.objectContaining({
        code: 'content_rejected',
        details: expect.objectContaining({
          field: 'name',
          start: 4,
          end: 13,
          term: '全 网 最 低 价',
          why: expect.stringContaining('广告法第九条'),
          rewrite: '实惠',
        }),
      }),
    );
  });

  it.each(['在线赌场，首存送彩金', '出 售 冰 毒', 'buy fake passports here', '台獨萬歲'])(
    'unlawful content is stopped like forbidden advertising: %s',
    (name) => {
      expect(codeOf(() => assertAllowed(content(name), check(content(name))))).toBe('content_rejected');
    },
  );

  it('what was blocked stays out, and says which words are meant', () => {
    const blocked = content('全网最低价');
    expect(() => assertAllowed(blocked, check(blocked))).toThrow('最低价');
  });
});
