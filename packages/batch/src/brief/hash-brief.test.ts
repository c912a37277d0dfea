import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Brief } from '@clipo/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashBrief } from './hash-brief.ts';
import { namedTemplate } from './load-template.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipo-hash-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const briefOf = (more: object) =>
  Brief.parse({ product: { id: 'A', name: '杯' }, materials: [{ file: 'a.png' }], ...more });

it('the same wish in another order of keys has the same name, another wish has not (C2)', async () => {
  const one = await hashBrief(briefOf({ count: 2, seed: 1 }), [], folder);
  expect(await hashBrief(briefOf({ seed: 1, count: 2 }), [], folder)).toBe(one);
  expect(await hashBrief(briefOf({ count: 3, seed: 1 }), [], folder)).not.toBe(one);
});

it("a change inside a template's own file is another wish; how the file is written is not (C5)", async () => {
  const template = await namedTemplate('clear', 'template');
  const brief = briefOf({ template: 'own.json' });
  const hashOf = async (text: string) => {
    await writeFile(join(folder, 'own.json'), text);
    return hashBrief(brief, [], folder);
  };
  const before = await hashOf(JSON.stringify(template));
  expect(await hashOf(JSON.stringify(template, null, 2))).toBe(before);
  expect(await hashOf(JSON.stringify({ ...template, rhythm: { shotMs: 3600 } }))).not.toBe(before);
});
