import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';

/** A code as its modules: a byte each, dark or light, row by row. */
export interface WrittenCode {
  data: Uint8Array | Uint8ClampedArray;
  width: number;
  height: number;
}

/** Writes a code, to be found again on a picture. */
export async function writeCode(
  format: 'QRCode' | 'EAN13' | 'Code128' | 'DataMatrix',
  text: string,
): Promise<WrittenCode> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm'));
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  const { data, width, height } = (await writeBarcode(text, { format })).symbol;
  return { data, width, height };
}
