import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { badBriefs, goodBrief } from './bad-briefs.fixture.ts';
import { Brief } from './brief.ts';
import { InputProblems } from './errors.ts';
import { documents, jsonSchemaOf } from './json-schema.ts';
import { inputRules, parseInput } from './parse.ts';

const sample = JSON.parse(
  await readFile(new URL('../../../examples/tumbler/brief.json', import.meta.url), 'utf8'),
) as unknown;
const ajv = new Ajv2020({ strict: false, formats: { uri: true } });

describe('a brief with a fault is refused, and the fault named (C2)', () => {
  it.each(badBriefs)('$what: $field', ({ brief, field, rule, nearest }) => {
    const problems = problemsOf(brief);
    const problem = problems.find((candidate) => candidate.details.field === field);
    expect(problem, problems.map((candidate) => candidate.message).join('\n')).toBeDefined();
    expect(problem?.details.rule).toBe(rule);
    expect(problem?.details.nearest).toBe(nearest);
    expect(inputRules).toContain(problem?.details.rule);
    expect(problem?.message).toBe(`${field}: ${problem?.details.problem}`);
  });
});

it('all faults of a brief are told at once', () => {
  const problems = problemsOf({ ...goodBrief, count: 0, languges: ['en'], music: 1, product: { id: 'A' } });
  expect(problems.map((problem) => problem.details.field).sort()).toEqual([
    'count',
    'languges',
    'music',
    'product.name',
  ]);
});

it('a brief as small as can be gets the defaults: 9:16, 1080, 30 fps, H.264, 15 s', () => {
  const brief = parseInput(Brief, goodBrief);
  expect(brief).toMatchObject({
    formats: ['9x16'],
    resolution: 1080,
    fps: 30,
    codec: 'h264',
    durationSeconds: 15,
    count: 1,
  });
  expect(brief.languages).toEqual(['zh-CN']);
});

it('texts may be given by language, prices in any currency, and everything optional left out', () => {
  const name = { 'zh-CN': '保温杯', en: 'Tumbler' };
  const price = { amount: '0', currency: 'JPY' };
  const { product } = parseInput(Brief, { ...goodBrief, product: { id: '杯子-1', name, price } });
  expect(product).toMatchObject({ name, price, facts: [], sellingPoints: [] });
});

it('right-to-left text and emoji are text like any other', () => {
  const name = 'كوب سفر ☕️';
  expect(parseInput(Brief, { ...goodBrief, product: { id: 'A', name } }).product?.name).toBe(name);
});

it('the sample brief fits the schema and its JSON Schema', () => {
  expect(parseInput(Brief, sample).count).toBe(24);
  const isValid = ajv.compile(jsonSchemaOf('brief'));
  expect(isValid(sample), JSON.stringify(isValid.errors)).toBe(true);
});

it('the JSON Schema of a brief refuses what the schema refuses, rules between fields apart', () => {
  const isValid = ajv.compile(jsonSchemaOf('brief'));
  // What JSON Schema can't say: rules over several fields, texts trimmed before they are measured, NaN, addresses.
  const beyond = new Set([
    'a name in no language',
    'an exclusion of nothing',
    'a dialogue of one',
    'a name of spaces',
    'a link that is none',
    'a currency of no country',
    'an earlier price below the price',
  ]);
  const passed = badBriefs.filter(({ brief, what }) => !beyond.has(what) && isValid(brief)).map(({ what }) => what);
  expect(passed).toEqual([]);
});

it.each(Object.keys(documents))('the JSON Schema of %s is valid and refuses unknown keys', (name) => {
  const schema = jsonSchemaOf(name as keyof typeof documents);
  expect(ajv.validateSchema(schema)).toBe(true);
  expect(schema.additionalProperties).toBe(false);
});

function problemsOf(brief: unknown) {
  try {
    parseInput(Brief, brief);
  } catch (error) {
    expect(error).toBeInstanceOf(InputProblems);
    return (error as InputProblems).problems;
  }
  throw new Error('the brief was taken');
}
