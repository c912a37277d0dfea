import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = new URL('./', import.meta.url);
const output = 'compositor.wasm';

/** Compiles the compositor's AssemblyScript: the bytes of `compositor.wasm`. Same sources, same bytes. */
export async function buildCompositor(): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    // No runtime (the host allocates), no abort import, SIMD on; the rest is speed.
    [
      'assembly/index.ts',
      '-o',
      output,
      '--runtime',
      'stub',
      '--use',
      'abort=',
      '--enable',
      'simd',
      '-O3',
      '--noAssert',
    ],
    {
      readFile: (name, base) => readFile(new URL(name, new URL(`${base}/`, here)), 'utf8').catch(() => null),
      writeFile: (_name, contents) => {
        bytes = typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;
      },
      listFiles: () => [],
    },
  );
  if (error || !bytes) {
    throw new Error(`The compositor does not compile:\n${stderr.toString()}`, { cause: error });
  }
  return bytes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(new URL(output, here), await buildCompositor());
}
