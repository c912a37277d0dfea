import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Frame } from './frame.ts';

/** A code that a camera could read from a picture. */
export interface FoundCode {
  /** Such as `QRCode` or `EAN13`. */
  format: string;
  text: string;
  /** Its corners' box, in points of the picture. */
  box: { x: number; y: number; width: number; height: number };
}

/** Codes in a picture, square ones and bars. */
export type FindCodes = (frame: Frame) => Promise<FoundCode[]>;

/** Loads the reader (ZXing-C++ as WebAssembly, from its package). Some 20 ms a picture of 640 points. */
export async function openCodeReader(): Promise<FindCodes> {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const file = await readFile(wasm);
  const wasmBinary = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  return async ({ width, height, rgba }) => {
    const data = new Uint8ClampedArray(rgba);
    const picture = { data, width, height, colorSpace: 'srgb' } as ImageData;
    const codes = await readBarcodes(picture, { tryHarder: true, maxNumberOfSymbols: 8 });
    return codes
      .filter(({ isValid }) => isValid)
      .map(({ format, text, position }) => {
        const corners = [position.topLeft, position.topRight, position.bottomLeft, position.bottomRight];
        const [x, y] = [Math.min(...corners.map((one) => one.x)), Math.min(...corners.map((one) => one.y))];
        const [right, bottom] = [Math.max(...corners.map((one) => one.x)), Math.max(...corners.map((one) => one.y))];
        return { format, text, box: { x, y, width: right - x, height: bottom - y } };
      });
  };
}
