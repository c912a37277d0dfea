import { spawnSync } from 'node:child_process';
import { chmod, mkdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Changes, openWorkshop, usualBrief, usualFiles, type Workshop } from './cli.fixture.ts';
import { expectPlainWords, expectRefused, filesUnder } from './outcome.fixture.ts';

const main = join(import.meta.dirname, '..', 'apps', 'cli', 'src', 'main.ts');

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop('bad-brief');
});
afterAll(() => workshop.remove());

const product = (changes: object) => ({ product: { ...usualBrief.product, ...changes } });
const manyPoints = Array.from({ length: 10_000 }, (_, index) => `卖点${index}`);

interface Row {
  what: string;
  brief: Changes | string;
  /** What is said, in either language: the field or file, and what is wrong or to be done. */
  says: readonly RegExp[];
  lang?: 'zh-CN';
  words?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

const rows: readonly Row[] = [
  { what: 'an empty brief', brief: '', says: [/brief\.json: is empty/] },
  { what: 'an empty brief', brief: '', says: [/brief\.json：.*空/], lang: 'zh-CN' },
  { what: 'an empty object', brief: '{}', says: [/materials: is missing/] },
  { what: 'a text that is not JSON', brief: '{"materials": [}', says: [/brief\.json:1:16: is not JSON/] },
  { what: 'a text that is not JSON', brief: 'materials', says: [/brief\.json:1:1：/], lang: 'zh-CN' },
  { what: 'a list in place of a brief', brief: '[]', says: [/the whole document/, /expected .*object/] },
  {
    what: 'wrong types, all told at once',
    brief: { count: 'three', durationSeconds: 6.5, music: 'yes', formats: '9x16' },
    says: [
      /4 things/,
      /count: expected number, received/,
      /durationSeconds: must be a whole number/,
      /music: must be one of true, false, bright-morning/,
      /formats: expected/,
    ],
  },
  { what: 'a wrong type', brief: { count: 'three' }, says: [/count：应为 数字/], lang: 'zh-CN' },
  { what: 'an unknown key', brief: { conut: 3 }, says: [/conut: unknown key; did you mean "count"\?/] },
  { what: 'an unknown key', brief: { conut: 3 }, says: [/conut：.*“count”/], lang: 'zh-CN' },
  {
    what: 'an unknown key deep inside',
    brief: product({ sellingPoint: ['轻'] }),
    says: [/product\.sellingPoint: unknown key; did you mean "sellingPoints"\?/],
  },
  {
    what: 'a price of −1',
    brief: product({ price: { amount: '-1', currency: 'CNY' } }),
    says: [/product\.price\.amount: must be a sum of zero or more such as "89\.00"/],
  },
  {
    what: 'a price of −1 as a number',
    brief: product({ price: { amount: -1, currency: 'CNY' } }),
    says: [/product\.price\.amount: expected .*text.*received .*number|product\.price\.amount: expected string/],
  },
  {
    what: 'a price of −1',
    brief: product({ price: { amount: '-1', currency: 'CNY' } }),
    says: [/product\.price\.amount：\P{ASCII}/u],
    lang: 'zh-CN',
  },
  {
    what: '10,000 selling points',
    brief: product({ sellingPoints: manyPoints }),
    says: [/product\.sellingPoints: too many: at most 200/],
  },
  {
    what: 'a name of 100,000 letters',
    brief: product({ name: '杯'.repeat(100_000) }),
    says: [/product\.name: .*at most/],
  },
  { what: 'a product without a name', brief: product({ name: '   ' }), says: [/product\.name: /] },
  { what: 'an id that would leave the folder', brief: product({ id: '../x' }), says: [/product\.id: letters, digits/] },
  { what: 'no product', brief: { product: undefined }, says: [/product: is missing.*products\.csv/] },
  { what: 'no materials', brief: { materials: [] }, says: [/materials: /] },
  {
    what: 'a material twice',
    brief: { materials: [{ file: 'photo.png' }, { file: 'clip.mp4' }, { file: 'photo.png' }] },
    says: [/materials\[2\]: photo\.png is listed twice/],
  },
  {
    what: 'a count beyond what the words give',
    brief: { count: 900, axes: { cta: 1 } },
    says: [/count is 900, but .*give \d+ different creatives at most/, /Lower the count, or add/],
  },
  {
    what: 'a count beyond',
    brief: { plan: 'one-factor' },
    words: ['--count', '900'],
    says: [/900.*最多.*\d+ 条/],
    lang: 'zh-CN',
  },
  { what: 'a count of none', brief: { count: 0 }, says: [/count: is too small: at least 1/] },
  { what: 'a count of a thousand millions', brief: { count: 1e9 }, says: [/count: is too large: at most 1000/] },
  { what: 'a count without end', brief: '{"count": 1e999}', says: [/count: expected number, received Infinity/] },
  { what: 'a count that is no number', brief: '{"count": NaN}', says: [/brief\.json:1:11: is not JSON/] },
  {
    what: 'a key twice',
    brief: '{"count": 2,\n"count": 3}',
    says: [/brief\.json:2:1: is not JSON: the key "count" is given twice/],
  },
  {
    what: 'a price of twenty decimals',
    brief: product({ price: { amount: '89.12345678901234567890', currency: 'CNY' } }),
    says: [/product\.price\.amount: must be a sum of zero or more such as "89\.00"/],
  },
  { what: 'a count beyond the schema', brief: { count: 100_000 }, says: [/count: is too large: at most 1000/] },
  {
    what: 'a phrase that must and must not be said',
    brief: { mustSay: ['倒放不漏'], mustNotSay: ['不漏'] },
    says: [/mustSay/, /不漏/],
  },
  {
    what: 'a phrase that must and must not be said',
    brief: { mustSay: ['倒放不漏'], mustNotSay: ['不漏'] },
    says: [/mustSay.*\p{Script=Han}/u],
    lang: 'zh-CN',
  },
  {
    what: 'a language that is not there',
    brief: { languages: ['fr'] },
    says: [/languages\[0\]: must be one of zh-CN, en/],
  },
  { what: 'a voice that is not there', brief: { voice: 'morgan' }, says: [/voice: .*morgan/] },
  {
    what: 'a look that is not there',
    brief: { template: 'dazzling' },
    says: [/template: there is no such template; there are: clear, bold-promo/],
  },
  {
    what: 'the root of the disk',
    brief: { materials: [{ file: '/etc/hostname' }] },
    says: [/\/etc\/hostname lies outside/],
  },
  {
    what: 'a path upwards',
    brief: { materials: [{ file: '../x.png' }] },
    says: [/\.\.\/x\.png lies outside.*Copy it/],
  },
  {
    what: 'a path upwards',
    brief: { materials: [{ file: '../x.png' }] },
    says: [/\.\.\/x\.png 在需求文件夹之外/],
    lang: 'zh-CN',
  },
  {
    what: 'a name with a line break',
    brief: { materials: [{ file: 'a\nb.png' }] },
    says: [/materials\[0\]\.file: .*line break/],
  },
  ...['\0', '\u0007', '\u001b[2J', '\r', '\u007f', '\u0085', '\u2028'].map((control) => ({
    what: `a name with the control character ${JSON.stringify(control)}`,
    brief: { materials: [{ file: `a${control}b.png` }] },
    says: [/materials\[0\]\.file: .*control character: rename the file/],
  })),
  {
    what: 'an address',
    brief: { materials: [{ file: 'https://example.com/a.png' }] },
    says: [/materials\[0\]\.file: is an address/],
  },
  {
    what: 'a logo outside the folder',
    brief: { brand: { name: '澄光', logo: '../logo.png' } },
    says: [/\.\.\/logo\.png lies outside/],
  },
  {
    what: 'a logo that is not there',
    brief: { brand: { name: '澄光', logo: 'logo.png' } },
    says: [/logo\.png does not exist/],
  },
  {
    what: 'a voice that is not there',
    brief: { voice: 'morgan' },
    says: [/voice：.*没有声音“morgan”/],
    lang: 'zh-CN',
  },
  {
    what: 'a code of the content provider that is none',
    brief: {},
    env: { CLIPO_PROVIDER_CODE: '12345' },
    says: [/CLIPO_PROVIDER_CODE: must have 27 characters, has 5/],
  },
  {
    what: 'an encoder that is none',
    brief: {},
    env: { CLIPO_ENCODER: 'gif' },
    says: [/encoder: "gif" can't make h264/],
  },
  {
    what: 'axes that no plan can hold',
    brief: { count: 4, axes: { hook: 1, body: 1, cta: 1, shots: 1, style: 1 } },
    says: [/count is 4|count: /, /\b1\b/],
  },
];

it.each(rows)('$what ($lang) is refused by name, in plain words, and nothing is written', async (row) => {
  const folder = await workshop.brief(row.brief);
  const end = await workshop.runHere(['make', folder, '--draft', ...(row.words ?? [])], {
    lang: row.lang ?? 'en',
    env: row.env ?? {},
  });
  for (const pattern of row.says) {
    expect(end.err).toMatch(pattern);
  }
  await expectRefused(end, join(folder, 'out'), workshop);
  expect(await filesUnder(join(folder, 'out'))).toEqual([]);
});

it('the process ends as the same command does inside this one', async () => {
  const folder = await workshop.brief({ conut: 3, count: 'three' });
  const end = await workshop.run(['make', folder, '--draft']);
  const here = await workshop.runHere(['make', folder, '--draft']);
  expect({ ...end, ms: 0 }).toEqual({ ...here, ms: 0 });
  await expectRefused(end, join(folder, 'out'), workshop);
});

const laughs = ['a: &a [x, x, x, x, x, x, x, x, x]']
  .concat([...'bcdefgh'].map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefg'[index]}`).join(', ')}]`))
  .join('\n');
const documents: readonly [what: string, file: string, content: string | Uint8Array, says: RegExp][] = [
  ['50 MB', 'brief.json', `{"audience": "${'x'.repeat(50_000_000)}"}`, /brief\.json: is larger than 2 MiB/],
  [
    '100,000 unknown keys',
    'brief.json',
    `{${Array.from({ length: 100_000 }, (_, index) => `"k${index}": 1`).join()}}`,
    /1000 things[\s\S]*k0: unknown key[\s\S]*and 980 more/,
  ],
  ['a key of a million letters', 'brief.json', `{"${'k'.repeat(1_000_000)}": 1}`, /\bk{80}…: unknown key/],
  ['a million open brackets', 'brief.json', '['.repeat(1_000_000), /brief\.json:1:\d+: .*nested too deeply/],
  ['another encoding', 'brief.json', Uint8Array.of(0x7b, 0xb1, 0xad, 0x7d), /brief\.json: is not text in UTF-8/],
  ['aliases that multiply without end', 'brief.yaml', laughs, /brief\.yaml: is not YAML: .*alias/],
  ['100,000 open brackets', 'brief.yaml', `a: ${'['.repeat(100_000)}`, /brief\.yaml:1:\d+: .*nested too deeply/],
  ['a key twice', 'brief.yaml', 'count: 1\ncount: 2', /brief\.yaml:2:1: is not YAML/],
  [
    'a second document',
    'brief.yaml',
    'count: 1\n---\ncount: 2',
    /brief\.yaml:\d+:1: is not YAML: .*multiple documents/,
  ],
  ['a number without end', 'brief.yaml', 'count: .inf', /count: expected number, received Infinity/],
];

it.each(documents)('a brief of %s (%s) is refused at once, in plain words', async (_what, file, content, says) => {
  const folder = await workshop.brief('', {});
  await rm(join(folder, 'brief.json'));
  await writeFile(join(folder, file), content);
  const end = await workshop.runHere(['make', folder, '--draft']);
  expect(end.err).toMatch(says);
  // Millions of faults must not fill a screen.
  expect(end.err.length).toBeLessThan(12_000);
  await expectRefused(end, join(folder, 'out'), workshop);
});

it.each(['utf8', 'utf16le', 'utf16be'] as const)(
  'a brief in %s with its byte order mark is read as what it says',
  async (encoding) => {
    const text = `\ufeff${JSON.stringify({ ...usualBrief, materials: [{ file: 'gone.png' }] })}`;
    const bytes = encoding === 'utf16be' ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, encoding);
    const folder = await workshop.brief('', { 'brief.json': bytes });
    const end = await workshop.runHere(['make', folder, '--draft']);
    expect(end.err).toMatch(/^clipo: gone\.png does not exist/);
    await expectRefused(end, join(folder, 'out'), workshop);
  },
);

it('a name of a file that would drive the terminal is told with its characters spelt out', async () => {
  const folder = await workshop.brief({ materials: [{ file: 'a\u202egnp.exe' }] }, {});
  const end = await workshop.runHere(['make', folder, '--draft']);
  expect(end.err).toContain('a\\u{202e}gnp.exe does not exist');
  const lost = await workshop.runHere(['make', 'no\u001b[2Jwhere']);
  expect(lost.err).toContain('no\\u{001b}[2Jwhere does not exist');
});

/** Root reads every file: a command without that right stands for everybody else. */
const withoutRights = ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--'];

it('a brief, or a folder, that may not be read is named', async ({ skip }) => {
  const isRoot = process.getuid?.() === 0;
  const [dropper = '', ...dropping] = withoutRights;
  const canDrop = !isRoot || spawnSync(dropper, [...dropping, 'true']).status === 0;
  skip(!canDrop, 'setpriv is missing here');
  const folder = await workshop.brief();
  const makeIt = () => {
    const [program = '', ...words] = [...(isRoot ? withoutRights : []), process.execPath, main, 'make', folder];
    return spawnSync(program, words, { env: workshop.environment(), encoding: 'utf8' });
  };
  for (const [path, says] of [
    [join(folder, 'brief.json'), /brief\.json: can't be read \(EACCES\)/],
    [join(folder, 'photo.png'), /photo\.png can't be read.*can't be opened \(EACCES\)/],
    [folder, /brief \d+(\/brief\.json)?: can't be read \(EACCES\)/],
  ] as const) {
    const { mode } = await stat(path);
    await chmod(path, 0);
    const end = makeIt();
    await chmod(path, mode);
    expect(end.stderr).toMatch(says);
    expectPlainWords(end.stderr);
    expect(end.status).toBe(2);
  }
});

it('a brief that is not there, or is a folder without one, is named', async () => {
  const nowhere = await workshop.runHere(['make', 'nowhere']);
  expect(nowhere.err).toMatch(/nowhere does not exist\. Check the path/);
  await expectRefused(nowhere, join(workshop.folder, 'nowhere', 'out'), workshop);
  expect(await filesUnder(join(workshop.folder, 'nowhere'))).toEqual([]);
  await mkdir(join(workshop.folder, 'hollow'));
  const hollow = await workshop.runHere(['make', 'hollow'], { lang: 'zh-CN' });
  expect(hollow.err).toMatch(/brief\.json.*不存在/);
  await expectRefused(hollow, join(workshop.folder, 'hollow', 'out'), workshop);
});

it('a link that leaves the folder is refused like a path that does', async () => {
  const folder = await workshop.brief({ materials: [{ file: 'photo.png' }] }, {});
  await symlink('/etc/hostname', join(folder, 'photo.png'));
  const end = await workshop.runHere(['make', folder, '--draft']);
  expect(end.err).toMatch(/photo\.png lies outside the brief's folder/);
  await expectRefused(end, join(folder, 'out'), workshop);
});

const header = 'id,name,category,price,currency,sellingPoints,facts,materials,link';
const tables: readonly [what: string, table: string, says: readonly RegExp[], lang?: 'zh-CN'][] = [
  ['an empty table', '', [/products\.csv: is empty/]],
  ['a header alone', header, [/products\.csv: holds no product/]],
  [
    'faults in several rows and columns',
    `${header}\nA1,杯,家居,-5,CNY,轻,净重268克@说明书,,\n,碗,家居,9.00,CNY,轻,,,\nA3,盘,家居,9.00,CNY,轻,净重268克,nowhere.png,not a link\n`,
    [
      /row 2, column price/,
      /row 3, column id/,
      /row 4, column facts: "净重268克" does not say where it comes from/,
      /row 4, column materials: nowhere\.png/,
      /row 4, column link/,
    ],
  ],
  [
    'faults in several rows and columns',
    `${header}\nA1,杯,家居,-5,CNY,轻,净重268克,,\n`,
    [/products\.csv.*2.*price/, /2.*facts.*净重268克/],
    'zh-CN',
  ],
  ['an unknown column', `${header},colour\nA1,杯,,,,轻,,,,red\n`, [/row 1, column colour: unknown column/]],
  ['an id twice', `${header}\nA1,杯,,,,轻,,,\na1,碗,,,,轻,,,\n`, [/row 3, column id: a1 stands in row 2 already/]],
  ['an open quotation mark', `${header}\nA1,"杯,,,,轻,,,\n`, [/products\.csv.*: is not CSV/]],
];

it.each(tables)('products.csv with %s is told with row and column', async (_what, table, says, lang) => {
  const folder = await workshop.brief({ product: undefined }, { ...usualFiles, 'products.csv': table });
  const end = await workshop.runHere(['make', folder, '--draft'], lang && { lang });
  for (const pattern of says) {
    expect(end.err).toMatch(pattern);
  }
  await expectRefused(end, join(folder, 'out'), workshop);
});

it('an output folder that is a file, lies in one, or takes no files is refused before any work', async () => {
  const folder = await workshop.brief();
  await writeFile(join(folder, 'taken'), '');
  for (const [out, says] of [
    [join(folder, 'taken'), /--out: is a file, or lies inside one/],
    [join(folder, 'taken', 'deeper'), /--out: is a file, or lies inside one/],
    ['/proc/clipo-out', /\/proc\/clipo-out can't be written\. Choose another folder with --out/],
    ['/sys/clipo-out', /\/sys\/clipo-out can't be written/],
  ] as const) {
    const end = await workshop.runHere(['make', folder, '--draft', '--out', out]);
    expect(end.err).toMatch(says);
    await expectRefused(end, out, workshop);
  }
  await rm(join(folder, 'taken'));
});
