import { readFile, writeFile } from 'node:fs/promises';

/** Copies a JPEG and gives it an EXIF orientation (1 … 8; 6: a quarter clockwise), as cameras write it. */
export async function turnByExif(source: string, target: string, orientation: number): Promise<void> {
  const jpeg = await readFile(source);
  // TIFF, little-endian: one directory at byte 8 with one entry, tag 0x0112 of type SHORT.
  const tiff = [0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0];
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), Buffer.from(tiff)]);
  const head = Buffer.from([0xff, 0xe1, 0, body.length + 2]);
  await writeFile(target, Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]));
}
