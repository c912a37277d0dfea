import { readFile } from 'node:fs/promises';
import { createCompositor } from './host.ts';
import type { Compositor } from './types.ts';

/** Starts a compositor in Node from the committed `compositor.wasm`. Each has a memory of its own. */
export async function loadCompositor(): Promise<Compositor> {
  return createCompositor(await readFile(new URL('./compositor.wasm', import.meta.url)));
}
