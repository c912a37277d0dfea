import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplates } from '@clipo/batch/brief';
import { isTemplateFile, templateNames } from '@clipo/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from './run.ts';

const main = join(import.meta.dirname, '..', 'main.ts');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipo-template-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const clipo = (words: readonly string[], language: string) =>
  runProgram('/bin/sh', ['-c', '"$0" "$@" 2>&1', process.execPath, main, ...words], { env: { CLIPO_LANG: language } });

describe('clipo templates (C5)', () => {
  it('lists every template with what it is for, for people and for programs', async () => {
    const { code, output } = await clipo(['templates', '--json'], 'en');
    expect(code).toBe(0);
    const rows = JSON.parse(output) as { name: string; purpose: { en: string }; slots: { type: string } }[];
    expect(rows.map(({ name }) => name)).toEqual([...templateNames]);
    expect(rows.every(({ slots }) => slots.type === 'object')).toBe(true);
    const plain = await clipo(['templates'], 'zh-CN');
    expect(plain.output).toMatch(/festival +节庆：?/);
  });

  it('shows a template that its own check finds fine, and tells all faults of a spoilt one by path', async () => {
    const shown = await clipo(['template', 'show', 'comparison'], 'en');
    const file = join(folder, 'own.json');
    await writeFile(file, shown.output);
    const fine = await clipo(['template', 'check', file], 'en');
    expect(fine.code).toBe(0);
    expect(fine.output).toMatch(/comparison is fine: 5 arrangements, 3 palettes/);
    const spoilt = JSON.parse(shown.output) as Record<string, Record<string, unknown>>;
    const { rhythm: rythm, ...rest } = spoilt;
    const broken = { ...rest, rythm, sections: { ...spoilt.sections, hook: { turn: ['splitt'] } } };
    await writeFile(file, JSON.stringify(broken));
    const told = await clipo(['template', 'check', file], 'en');
    expect(told.code).toBe(2);
    expect(told.output).toMatch(/rythm: unknown key; did you mean "rhythm"\?/);
    expect(told.output).toMatch(/rhythm: is missing/);
    await writeFile(file, JSON.stringify({ ...spoilt, sections: broken.sections }));
    const named = await clipo(['template', 'check', file], 'zh-CN');
    expect(named.output).toMatch(/sections\.hook\.turn\[0\].*splitt.*split/);
  });
});

describe('the template of a brief (C5)', () => {
  it('may be a file in its folder, whose slots the brief fills', async () => {
    const shown = await clipo(['template', 'show', 'how-to'], 'en');
    await writeFile(join(folder, 'mine.json'), shown.output.replace('"name": "how-to"', '"name": "mine"'));
    const [template] = await loadTemplates({ template: 'mine.json', slots: { label: '第一步' } }, folder);
    expect(template?.name).toBe('mine');
    expect(JSON.parse(await readFile(join(folder, 'mine.json'), 'utf8'))).toMatchObject({ version: 1 });
  });

  it('is refused with the nearest name, outside the folder, and with slots that it has not', async () => {
    await expect(loadTemplates({ template: 'festivel' }, folder)).rejects.toThrow(/did you mean festival\?/);
    await expect(loadTemplates({ template: '../mine.json' }, folder)).rejects.toMatchObject({ code: 'outside_folder' });
    await expect(loadTemplates({ template: 'gone.yaml' }, folder)).rejects.toMatchObject({ code: 'not_found' });
    await expect(loadTemplates({ template: 'how-to', slots: { lable: 'x' } }, folder)).rejects.toMatchObject({
      problems: [{ details: { field: 'slots.lable', nearest: 'label' } }],
    });
    await expect(
      loadTemplates({ template: 'how-to', slots: { label: 'far too long for a disc' } }, folder),
    ).rejects.toMatchObject({ problems: [{ details: { field: 'slots.label', maximum: 12 } }] });
    expect(templateNames.every((name) => !isTemplateFile(name))).toBe(true);
  });
});
