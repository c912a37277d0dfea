import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const packed = /\.(?:js|css|wasm|svg)$/;
/** Smaller files fit into a packet as they are. */
const leastBytes = 1024;

/**
 * Writes a smaller copy beside each file of a folder that gets smaller: `.br` and `.gz`. Packed anew for every visitor, the
 * studio's first file would cost each of them 50 ms and more.
 */
export async function compressFiles(folder: string): Promise<void> {
  await Promise.all(
    (await readdir(folder))
      .filter((name) => packed.test(name))
      .map(async (name) => {
        const path = join(folder, name);
        const bytes = await readFile(path);
        if (bytes.length < leastBytes) {
          return;
        }
        const params = {
          // The slowest levels take seconds for a percent.
          [constants.BROTLI_PARAM_QUALITY]: 9,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        };
        const copies = [
          ['.br', await promisify(brotliCompress)(bytes, { params })],
          ['.gz', await promisify(gzip)(bytes, { level: 9 })],
        ] as const;
        for (const [ending, copy] of copies.filter(([, { length }]) => length < bytes.length)) {
          await writeFile(`${path}${ending}`, copy);
        }
      }),
  );
}
