import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { verbGroups } from './verbs.ts';
import { nothingGenerated, otherFileOptions, waysOut } from './ways-out.fixture.ts';

/** What each of these leaves is made and looked at by `ways-out.slow.test.ts`. */
it('every verb, and every option that names a file, is known: what it leaves is labelled, or was not generated (L1)', async () => {
  const verbs = verbGroups.flatMap(({ files }) => files.flatMap((file) => Object.keys(file.verbs)));
  const known = new Set([...waysOut.map(({ verb }) => verb), ...Object.keys(nothingGenerated)]);
  expect(verbs.sort()).toEqual([...known].sort());

  const folder = join(import.meta.dirname, 'commands');
  const sources = (await readdir(folder)).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const options: string[] = [];
  for (const name of sources) {
    const text = await readFile(join(folder, name), 'utf8');
    for (const [, flags = ''] of text.matchAll(/\.(?:requiredO|o)ption\('([^']+)'/g)) {
      if (/[<[](?:file|dir|path|folder|picture|brief)/.test(flags)) {
        options.push(`${name} ${flags}`);
      }
    }
  }
  const fileOf = (verb: string) => (verb === 'present' ? 'presenters.ts' : `${verb}.ts`);
  const leaving = waysOut.map(({ verb, option }) => `${fileOf(verb)} ${option}`);
  expect([...new Set(options)].sort()).toEqual([...new Set([...leaving, ...Object.keys(otherFileOptions)])].sort());
});
