import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeParts } from '@clipo/agent';
import { Brief, type BriefInput } from '@clipo/contract';
import { createEspeakEngine } from '@clipo/speech';
import { afterAll, describe, expect, it } from 'vitest';

const cacheDir = mkdtempSync(join(tmpdir(), 'clipo-words-'));
const engine = createEspeakEngine({ cacheDir });
afterAll(async () => {
  await engine.close();
  rmSync(cacheDir, { recursive: true, force: true });
});

const input: BriefInput = {
  product: {
    id: 'TB500',
    name: { 'zh-CN': '澄光随行保温杯 500ml', en: 'Clearlight Travel Tumbler 500 ml' },
    price: { amount: '89.00', currency: 'CNY' },
    sellingPoints: [
      { 'zh-CN': '316不锈钢内胆', en: '316 stainless steel liner' },
      { 'zh-CN': '杯盖一按即开，单手能喝', en: 'Lid opens with one press' },
      { 'zh-CN': '倒放不漏', en: 'No leaks upside down' },
    ],
    facts: [{ text: { 'zh-CN': '净重268克', en: 'Weighs 268 grams' }, source: '产品说明书' }],
  },
  materials: [{ file: 'a.png' }],
  brand: { name: { 'zh-CN': '澄光', en: 'Clearlight' } },
  mustSay: [{ 'zh-CN': '澄光', en: 'Clearlight' }],
};

describe('words fitted to the built-in voice (C7, C8)', () => {
  it.each(['zh-CN', 'en'] as const)(
    'every line in %s leaves a breath in its slot and fills more than half of it',
    async (language) => {
      const brief = Brief.parse({ ...input, languages: [language] });
      if (brief.product === undefined) {
        throw new Error('the test needs a product');
      }
      const axesNeeded = { hook: 4, body: 3, cta: 2 };
      const { parts } = await writeParts(
        { speak: engine.speak, voice: 'default' },
        { brief, product: brief.product, language, axesNeeded, seed: 7 },
      );
      expect(parts).toHaveLength(9);
      for (const line of parts.flatMap((part) => part.lines)) {
        const spokenMs = (line.speech.sampleCount * 1000) / line.speech.sampleRate;
        expect(spokenMs, line.text).toBeLessThanOrEqual(line.slotMs - 250);
        expect(spokenMs, line.text).toBeGreaterThanOrEqual(line.slotMs * 0.55);
        expect(line.speech.words.length).toBeGreaterThan(0);
      }
    },
    180_000,
  );
});
