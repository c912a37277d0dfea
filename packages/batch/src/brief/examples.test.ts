import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadBrief } from './load-brief.ts';
import { loadProducts } from './load-products.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const examples = join(root, 'examples');
const names = readdirSync(examples).filter((name) => existsSync(join(examples, name, 'brief.json')));
const mediaFile = /\.(jpe?g|png|webp|mp4|mov|webm|wav|mp3)$/i;

async function load(name: string) {
  const { folder, brief } = await loadBrief(join(examples, name));
  const { products, warnings } = await loadProducts(folder, brief);
  const materials = [...brief.materials, ...products.flatMap((product) => product.materials)];
  const files = [...new Set(materials.map((material) => material.file))];
  return { folder, brief, products, warnings, materials, files };
}

it('six examples in six categories, one in English, one with thirty products by CSV (C1, C2)', async () => {
  const loaded = await Promise.all(names.map(load));
  expect(names.length).toBeGreaterThanOrEqual(6);
  const categories = loaded.map(({ products }) => products[0]?.product.category);
  expect(new Set(categories).size).toBe(names.length);
  expect(loaded.some(({ brief }) => brief.languages.join() === 'en')).toBe(true);
  expect(loaded.map(({ products }) => products.length)).toContain(30);
});

describe.each(names)('%s', (name) => {
  it('loads without a warning; every material exists and is used by a product (C1, C2)', async () => {
    const { folder, products, warnings, files } = await load(name);
    expect(warnings).toEqual([]);
    expect(files.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
    const used = new Set(products.flatMap((product) => product.materials.map((material) => material.file)));
    expect(files.filter((file) => !used.has(file))).toEqual([]);
    expect(products.filter((product) => product.materials.length === 0)).toEqual([]);
  });

  it('states holder and licence of every media file that lies in its folder', async () => {
    const { folder, materials, files } = await load(name);
    expect(readdirSync(folder).filter((file) => mediaFile.test(file) && !files.includes(file))).toEqual([]);
    expect(materials.filter((material) => material.rights?.licence === undefined)).toEqual([]);
    const rows = (await readFile(join(folder, 'LICENSES.md'), 'utf8')).split('\n');
    const stated = (file: string) =>
      rows.some((row) => row.startsWith(`| ${file} |`) && /CC0|CC BY|CC-BY|Apache|MIT|ours/.test(row));
    expect(files.filter((file) => !stated(file))).toEqual([]);
    expect(await readFile(join(root, 'NOTICE'), 'utf8')).toContain(`examples/${name}`);
  });
});
