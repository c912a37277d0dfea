import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Brief, ClipoError, InputProblems, parseInput } from '@clipo/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadProducts } from './load-products.ts';

const materials = [{ file: 'a.png', rights: { holder: 'us', licence: 'own' } }, { file: 'b.mp4' }];
const brief = parseInput(Brief, { materials });
const header = 'id,name,category,price,currency,sellingPoints,facts,materials,link';
let root: string;
let next = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'clipo-products-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function folderOf(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = join(root, String(next++));
  await mkdir(folder);
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  return folder;
}

async function load(text: string | Uint8Array, name = 'products.csv') {
  return loadProducts(await folderOf({ [name]: text, 'c.png': '' }), brief);
}

/** The faults of a file, as `field: rule`. */
async function faultsOf(text: string | Uint8Array, name?: string): Promise<string[]> {
  const error = await load(text, name).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(ClipoError);
  const problems = error instanceof InputProblems ? error.problems : [error as ClipoError];
  return problems.map((problem) => `${problem.details.field}: ${problem.details.rule ?? problem.code}`);
}

it('a row becomes a product: lists by |, facts with sources, price with currency, materials narrowed (C2)', async () => {
  const row =
    'TB500,"澄光杯, 500ml",家居,89.00,CNY,不漏|防滑 | 单手开,净重268克@说明书|a@b.com 可用@检测报告,a.png,https://shop.example.com/a';
  const { products, warnings } = await load(`\uFEFF${header}\r\n${row}\r\n\r\n`);
  expect(warnings).toEqual([]);
  expect(products).toEqual([
    {
      product: {
        id: 'TB500',
        name: '澄光杯, 500ml',
        category: '家居',
        price: { amount: '89.00', currency: 'CNY' },
        sellingPoints: ['不漏', '防滑', '单手开'],
        facts: [
          { text: '净重268克', source: '说明书' },
          { text: 'a@b.com 可用', source: '检测报告' },
        ],
        link: 'https://shop.example.com/a',
      },
      materials: [materials[0]],
    },
  ]);
});

it('a row without materials may show all of the brief; one may name a file that only stands in the folder', async () => {
  const { products } = await load('id,name,materials\nA,a,\nB,b,c.png|b.mp4\n');
  expect(products.map((product) => product.materials)).toEqual([materials, [{ file: 'c.png' }, { file: 'b.mp4' }]]);
});

it("a product feed's own column names are understood, and what is not used is said (C2)", async () => {
  const feed =
    'id\ttitle\tdescription\tproduct_type\tprice\tsale_price\timage_link\tadditional_image_link\tbrand\tavailability\n' +
    'A\tCup\tlong text\tHome > Kitchen > Cups\t129.00 CNY\t89.00 CNY\ta.png\tb.mp4,c.png\tCG\tin_stock\n';
  const { products, warnings } = await load(feed);
  expect(products[0]).toEqual({
    product: {
      id: 'A',
      name: 'Cup',
      category: 'Cups',
      price: { amount: '89.00', currency: 'CNY', original: '129.00' },
      sellingPoints: [],
      facts: [],
    },
    materials: [materials[0], materials[1], { file: 'c.png' }],
  });
  expect(warnings).toEqual([
    { kind: 'ignored-columns', file: 'products.csv', columns: ['description', 'brand', 'availability'] },
  ]);
});

it('a CSV that Chinese Excel saved is read, and said to be so', async () => {
  // "id,name\nA,保温杯\n" in GB 18030.
  const bytes = Uint8Array.from([...Buffer.from('id,name\nA,'), 0xb1, 0xa3, 0xce, 0xc2, 0xb1, 0xad, 0x0a]);
  const { products, warnings } = await load(bytes);
  expect(products[0]?.product.name).toBe('保温杯');
  expect(warnings).toEqual([{ kind: 'not-utf8', file: 'products.csv' }]);
});

it('lines of JSON are rows too, with texts by language and lists as lists', async () => {
  const first = {
    id: 'A',
    name: { 'zh-CN': '杯', en: 'Cup' },
    price: { amount: '1', currency: 'USD' },
    facts: [{ text: 'x', source: 'y' }],
  };
  const { products } = await load(
    `${JSON.stringify(first)}\n\n{"id":"B","name":"b","facts":"x@y","materials":["a.png"]}\n`,
    'products.jsonl',
  );
  expect(products.map(({ product }) => product.id)).toEqual(['A', 'B']);
  expect(products[0]?.product.name).toEqual(first.name);
  expect(products[1]?.product.facts).toEqual([{ text: 'x', source: 'y' }]);
});

const bad: readonly [what: string, text: string, faults: string[], name?: string][] = [
  ['an empty file', '', ['products.csv: empty_file']],
  ['a header alone', `${header}\n`, ['products.csv: no_rows']],
  ['an unclosed quotation mark', 'id,name\nA,"a\n', ['products.csv line 2: not_csv']],
  [
    'a misspelt column',
    'id,nam\nA,a\n',
    ['products.csv row 1, column nam: unknown_column_near', 'products.csv row 2, column name: missing'],
  ],
  ['an unknown column', 'id,name,zzzzzzzz\nA,a,1\n', ['products.csv row 1, column zzzzzzzz: unknown_column']],
  ['a column twice', 'id,name,name\nA,a,b\n', ['products.csv row 1, column name: repeated_column']],
  ['an id twice', 'id,name\nA,a\nB,b\na,c\n', ['products.csv row 4, column id: id_twice']],
  ['more cells than columns', 'id,name\nA,a,b\n', ['products.csv row 2: too_many_cells']],
  ['a missing name', 'id,name\nA,\n', ['products.csv row 2, column name: missing']],
  ['a bad id', 'id,name\nA/B,a\n', ['products.csv row 2, column id: other']],
  ['a price of −1', 'id,name,price,currency\nA,a,-1,CNY\n', ['products.csv row 2, column price: other']],
  ['a currency that is none', 'id,name,price,currency\nA,a,1,XX\n', ['products.csv row 2, column currency: other']],
  [
    'a price before that is lower, of a feed',
    'id,title,sale price,price\nA,a,1.00 CNY,0.50 CNY\n',
    ['products.csv row 2, column price: other'],
  ],
  ['a price without currency', 'id,name,price\nA,a,89.00\n', ['products.csv row 2, column price: currency_missing']],
  [
    'a currency without a price',
    'id,name,currency\nA,a,CNY\n',
    ['products.csv row 2, column currency: currency_without_price'],
  ],
  [
    'two currencies',
    'id,name,price,currency\nA,a,89 USD,CNY\n',
    ['products.csv row 2, column price: currency_contradicts'],
  ],
  ['a fact without a source', 'id,name,facts\nA,a,x@y|z\n', ['products.csv row 2, column facts: fact_without_source']],
  [
    'a picture on the web',
    'id,title,image_link\nA,a,https://cdn.example.com/a.png\n',
    ['products.csv row 2, column image_link: is_address'],
  ],
  ['a path outside', 'id,name,materials\nA,a,../a.png\n', ['products.csv row 2, column materials: outside_folder']],
  [
    'a file that is nowhere',
    'id,name,materials\nA,a,nope.png\n',
    ['products.csv row 2, column materials: material_not_there'],
  ],
  ['a link that is none', 'id,name,link\nA,a,shop\n', ['products.csv row 2, column link: other']],
  [
    'a line that is no JSON',
    '{"id":"A","name":"a"}\n{"id":',
    ['products.jsonl line 2:1:7: not_json'],
    'products.jsonl',
  ],
  ['a line that is no object', '[1]\n', ['products.jsonl row 1: not_an_object'], 'products.jsonl'],
  [
    'a price as a number',
    '{"id":"A","name":"a","price":89,"currency":"CNY"}\n',
    ['products.jsonl row 1, column price: wrong_type'],
    'products.jsonl',
  ],
];

it.each(bad)('%s is told with row and column', async (_what, text, faults, name) => {
  expect(await faultsOf(text, name)).toEqual(faults);
});

it('every fault of every row is told before anything runs', async () => {
  const faults = await faultsOf('id,name,price\nA,a,x USD\nB,,1\nC,c,2 EUR\n,d,\n');
  expect(faults).toEqual([
    'products.csv row 2, column price: other',
    'products.csv row 3, column price: currency_missing',
    'products.csv row 3, column name: missing',
    'products.csv row 5, column id: missing',
  ]);
});

it('10,000 rows are read in some ten times as long as 1,000', async () => {
  const rows = Array.from({ length: 10_000 }, (_, n) => `P${n},Cup ${n},Home,89.00,CNY,light|safe,268 g@manual,a.png,`);
  const secondsFor = async (count: number) => {
    const started = process.cpuUsage();
    const { products } = await load(`${header}\n${rows.slice(0, count).join('\n')}\n`);
    expect(products).toHaveLength(count);
    return process.cpuUsage(started).user / 1e6;
  };
  // A row that looks at all others would make it a hundred times.
  expect((await secondsFor(10_000)) / (await secondsFor(1000))).toBeLessThan(40);
});

it('a brief needs one source of products, and only one', async () => {
  const withProduct = parseInput(Brief, { materials, product: { id: 'A', name: 'a' } });
  const rule = async (promise: Promise<unknown>) =>
    ((await promise.catch((error: unknown) => error)) as ClipoError).details.rule;
  expect(await rule(loadProducts(await folderOf({}), brief))).toBe('product_missing');
  expect(await rule(loadProducts(await folderOf({ 'products.csv': 'id,name\nA,a' }), withProduct))).toBe(
    'product_twice',
  );
  expect(await rule(loadProducts(await folderOf({ 'products.csv': '', 'products.jsonl': '' }), brief))).toBe(
    'both_files',
  );
  const own = await loadProducts(await folderOf({}), withProduct);
  expect(own.products).toEqual([{ product: withProduct.product, materials }]);
});
