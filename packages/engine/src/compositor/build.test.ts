import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { buildCompositor } from './build.ts';

it('the committed compositor.wasm is what its sources compile to', async () => {
  const committed = await readFile(new URL('./compositor.wasm', import.meta.url));
  const built = await buildCompositor();
  expect(Buffer.compare(committed, built), 'run `npm run build:wasm` and commit the file').toBe(0);
});

it('the compositor needs nothing from outside: no imports, SIMD, under 16 KiB', async () => {
  const committed = await readFile(new URL('./compositor.wasm', import.meta.url));
  const module = await WebAssembly.compile(committed);
  expect(WebAssembly.Module.imports(module)).toEqual([]);
  expect(committed.length).toBeLessThan(16 * 1024);
});
