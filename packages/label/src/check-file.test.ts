import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkFile } from './check-file.ts';
import { labelJson } from './implicit-label.ts';
import { labelOf, wavWith } from './media.fixture.ts';
import { labelRules } from './rules.ts';
import { sarifOf } from './sarif.ts';

const good = JSON.parse(labelJson(labelOf('p1')));
const text = (changes: object) => JSON.stringify({ ...good, ...changes });
const real = '001191110102MACQD9K64010000';

it.each([
  ['a sound label of a real provider', [text({ ContentProducer: real })], 'valid', []],
  ['the development code', [text({})], 'valid', ['AIGC-PROVIDER-DEV']],
  ['a name for a code', [text({ ContentProducer: 'MiniMax' })], 'valid', ['AIGC-PROVIDER']],
  ['no label', [], 'missing', ['AIGC-MISSING']],
  ['two labels', [text({}), text({})], 'invalid', ['AIGC-ONE']],
  ['no JSON', ['AI'], 'invalid', ['AIGC-JSON']],
  ['a list', ['[]'], 'invalid', ['AIGC-OBJECT']],
  ['an unknown key', [text({ Extra: '' })], 'invalid', ['AIGC-KEY-UNKNOWN']],
  ['a key twice', [text({}).replace('{', '{"Label":"1",')], 'invalid', ['AIGC-KEY-TWICE']],
  ['a key missing', [JSON.stringify({ Label: '1', ContentProducer: real })], 'invalid', ['AIGC-KEY-MISSING']],
  ['a number', [text({ Label: 1 })], 'invalid', ['AIGC-VALUE-STRING']],
  ['a fourth kind of label', [text({ Label: '4' })], 'invalid', ['AIGC-VALUE']],
  ['Chinese in a value', [text({ ContentProducer: '公司' })], 'invalid', ['AIGC-CHARSET']],
])('%s is judged by its rule (L4)', async (_, labels, verdict, rules) => {
  const report = await checkFile(wavWith(...labels));
  expect(report.verdict).toBe(verdict);
  expect(report.problems.map(({ rule }) => rule)).toEqual(rules);
  expect(report.problems.every(({ clause, message }) => clause !== '' && message !== '')).toBe(true);
});

it('whose a file is follows from the code in its label', async () => {
  const file = wavWith(text({ ContentProducer: real }));
  expect((await checkFile(file, { provider: real })).isOurs).toBe(true);
  expect((await checkFile(file, { provider: '001191110102MACQD9K64010001' })).isOurs).toBe(false);
  expect((await checkFile(file)).isOurs).toBe(false);
});

it('what can not be read is unknown, what is cut off is invalid', async () => {
  expect(await checkFile(Buffer.from('hello'))).toMatchObject({ kind: 'unknown', verdict: 'unknown' });
  expect((await checkFile(wavWith(text({})).subarray(0, 60))).verdict).toBe('invalid');
});

it('every problem that the package can find has a rule of its own, said in both languages', () => {
  const source = readFileSync(join(import.meta.dirname, 'problem.ts'), 'utf8');
  const codes = [...source.matchAll(/\| '(\w+)'/g)].map(([, code]) => code);
  expect(Object.keys(labelRules).sort()).toEqual(codes.sort());
  const rules = Object.values(labelRules);
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const { says } of rules) {
    expect(says['zh-CN']).toMatch(/\p{Script=Han}.*。$/u);
    expect(says.en).toMatch(/^[A-Z].*\.$/);
  }
});

it('SARIF names each broken rule by its place in the list', async () => {
  const report = await checkFile(wavWith());
  const { runs } = JSON.parse(JSON.stringify(sarifOf([{ file: '/a b.wav', report }])));
  const [{ tool, results }] = runs;
  expect(results).toMatchObject([{ ruleId: 'AIGC-MISSING', level: 'error' }]);
  expect(tool.driver.rules[results[0].ruleIndex].id).toBe('AIGC-MISSING');
  expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('file:///a%20b.wav');
});
