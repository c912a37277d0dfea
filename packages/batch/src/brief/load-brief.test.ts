import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClipoError, InputProblems } from '@clipo/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadBrief } from './load-brief.ts';

const brief = { product: { id: 'A', name: '杯' }, materials: [{ file: 'a.png' }] };
const json = JSON.stringify(brief);
let root: string;
let next = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'clipo brief ’"☕-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** A folder with these files. */
async function folderOf(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = join(root, String(next++));
  await mkdir(folder);
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  return folder;
}

async function faultOf(path: string): Promise<ClipoError> {
  const error = await loadBrief(path).then(
    () => undefined,
    (cause: unknown) => cause as ClipoError,
  );
  expect(error, 'the brief was taken').toBeDefined();
  return error instanceof InputProblems ? (error.problems[0] as ClipoError) : (error as ClipoError);
}

it('a brief is a folder or a file, JSON or YAML, with a mark before it or not (C2)', async () => {
  const folder = await folderOf({ 'brief.json': `\uFEFF${json}`, 'other.yaml': 'materials: [{file: a.png}]\n' });
  expect(await loadBrief(folder)).toMatchObject({ folder, file: 'brief.json', brief: { count: 1 } });
  expect((await loadBrief(join(folder, 'other.yaml'))).folder).toBe(folder);
  const yaml = await folderOf({
    'brief.yml': '# 需求\nproduct:\n  id: A\n  name: 杯\nmaterials:\n  - file: a.png\ncount: 3\n',
  });
  expect((await loadBrief(yaml)).brief).toMatchObject({ count: 3, product: { name: '杯' } });
  await symlink(folder, join(root, 'link'));
  expect((await loadBrief(join(root, 'link'))).brief.product?.id).toBe('A');
});

const faults: readonly [
  what: string,
  file: string,
  text: string | Uint8Array,
  code: string,
  rule: string | undefined,
  field: RegExp,
][] = [
  ['an empty file', 'brief.json', '', 'invalid_input', 'empty_file', /^brief\.json$/],
  ['spaces alone', 'brief.json', ' \n ', 'invalid_input', 'empty_file', /^brief\.json$/],
  ['a comma too many', 'brief.json', '{\n  "count": 3,\n}', 'invalid_input', 'not_json', /^brief\.json:3:1$/],
  ['a comma too few', 'brief.json', '{"count": 3\n "seed": 1}', 'invalid_input', 'not_json', /^brief\.json:2:2$/],
  ['no end', 'brief.json', '{"count": [1', 'invalid_input', 'not_json', /^brief\.json:1:13$/],
  ['a text without end', 'brief.json', '{"a": "b', 'invalid_input', 'not_json', /^brief\.json:1:9$/],
  ['a key twice', 'brief.json', '{"count": 3, "count": 4}', 'invalid_input', 'not_json', /^brief\.json:1:14$/],
  ['words after the end', 'brief.json', `${json} x`, 'invalid_input', 'not_json', /^brief\.json:1:/],
  ['no JSON at all', 'brief.json', 'count: 3', 'invalid_input', 'not_json', /^brief\.json:1:1$/],
  ['very deep nesting', 'brief.json', '['.repeat(100_000), 'invalid_input', 'not_json', /^brief\.json:1:/],
  ['bad indentation', 'brief.yaml', 'a:\n  b: 1\n c: 2\n', 'invalid_input', 'not_yaml', /^brief\.yaml:\d+:\d+$/],
  ['a key twice in YAML', 'brief.yaml', 'count: 1\ncount: 2\n', 'invalid_input', 'not_yaml', /^brief\.yaml:2:1$/],
  [
    'aliases that multiply',
    'brief.yaml',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, n) => `${'bcdefghij'[n]}: &${'bcdefghij'[n]} [${`*${'abcdefghi'[n]},`.repeat(9)}]`).join('\n')}\n`,
    'invalid_input',
    'not_yaml',
    /^brief\.yaml$/,
  ],
  [
    'a picture',
    'brief.json',
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff),
    'invalid_input',
    'not_utf8',
    /^brief\.json$/,
  ],
  [
    'a path to the root',
    'brief.json',
    json.replace('a.png', '/etc/passwd'),
    'outside_folder',
    undefined,
    /^materials\[0\]\.file$/,
  ],
  [
    'a path upwards',
    'brief.json',
    json.replace('a.png', 'b/../../a.png'),
    'outside_folder',
    undefined,
    /^materials\[0\]\.file$/,
  ],
  [
    'a path upwards with other slashes',
    'brief.json',
    json.replace('a.png', '..\\\\a.png'),
    'outside_folder',
    undefined,
    /^materials/,
  ],
  ['a drive', 'brief.json', json.replace('a.png', 'C:a.png'), 'outside_folder', undefined, /^materials/],
  ['the folder itself', 'brief.json', json.replace('a.png', '.'), 'outside_folder', undefined, /^materials/],
  [
    'an address',
    'brief.json',
    json.replace('a.png', 'https://cdn.example.com/a.png'),
    'invalid_input',
    'is_address',
    /^materials/,
  ],
  ['a zero byte', 'brief.json', json.replace('a.png', 'a\\u0000.png'), 'invalid_input', 'bad_path', /^materials/],
  [
    'a material twice',
    'brief.json',
    json.replace('}]', '},{"file":"a.png"}]'),
    'invalid_input',
    'listed_twice',
    /^materials\[1\]$/,
  ],
  [
    'a format twice',
    'brief.json',
    json.replace('{', '{"formats":["1x1","1x1"],'),
    'invalid_input',
    'listed_twice',
    /^formats\[1\]$/,
  ],
];

it.each(faults)('%s is refused with its place', async (_what, file, text, code, rule, field) => {
  const fault = await faultOf(await folderOf({ [file]: text }));
  expect(fault.code).toBe(code);
  expect(fault.details.rule).toBe(rule);
  expect(fault.details.field).toMatch(field);
});

it('a folder without a brief, a brief that is not there, and two briefs are told apart', async () => {
  expect((await faultOf(await folderOf({ 'a.png': '' }))).code).toBe('not_found');
  expect((await faultOf(join(root, 'nowhere'))).code).toBe('not_found');
  expect((await faultOf(join(root, 'nowhere', 'brief.json'))).code).toBe('not_found');
  expect((await faultOf(await folderOf({ 'brief.json': json, 'brief.yaml': 'a: 1' }))).details.rule).toBe('both_files');
  const odd = await folderOf({ 'brief.txt': json });
  expect((await faultOf(join(odd, 'brief.txt'))).details.rule).toBe('not_a_brief');
  await mkdir(join(odd, 'brief.json'));
  expect((await faultOf(odd)).details.rule).toBe('not_a_file');
});

it('file names with spaces, quotes and emoji are names like any other', async () => {
  const file = '杯 子\'s "best" 😀..png';
  const folder = await folderOf({ 'brief.json': JSON.stringify({ ...brief, materials: [{ file }] }) });
  expect((await loadBrief(folder)).brief.materials[0]?.file).toBe(file);
});
