import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ClipoError, type FaceFinder, type ImageMaterial } from '@clipo/contract';
import { type Canvas, createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import { z } from 'zod';
import { runProgram, startProgram } from '../ffmpeg/run.ts';
import { enlargeSmall } from './enlarge-small.ts';
import { findSubject, leastConfidence, rounded, SubjectBox } from './find-subject.ts';
import { labOfRgba } from './lab-picture.ts';
import { CutOutFacts, cutOutName, makeCutOut } from './make-cut-out.ts';
import { Look, measureLook } from './measure-look.ts';
import type { ImageFormat } from './sniff-image.ts';
import { unreadable } from './unreadable.ts';

/** What is known of a picture; kept in the cache. `hasCopy`: a mended or enlarged copy replaces the original. */
export const ImageFacts = z.strictObject({
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  hasAlpha: z.boolean(),
  hasCopy: z.boolean(),
  subject: SubjectBox.optional(),
  faces: z.array(SubjectBox).optional(),
  enlarged: z.number().min(1).optional(),
  cutOut: CutOutFacts.optional(),
  look: Look.nullable(),
}) satisfies z.ZodType<Omit<ImageMaterial, 'kind' | 'id' | 'file' | 'path' | 'rights' | 'role' | 'parts' | 'cutOut'>>;
export type ImageFacts = z.infer<typeof ImageFacts>;

const mostSide = 16_384;
const mostPixels = 150_000_000;
const mostFileBytes = 512 * 1024 * 1024;

/** How a picture is read. `demuxer`: FFmpeg's, by content and never by the file's ending. */
const readers: Record<ImageFormat, { demuxer: string | null; isReadBySkia: boolean }> = {
  png: { demuxer: 'png_pipe', isReadBySkia: true },
  jpeg: { demuxer: 'jpeg_pipe', isReadBySkia: true },
  gif: { demuxer: 'gif', isReadBySkia: true },
  bmp: { demuxer: 'bmp_pipe', isReadBySkia: true },
  // FFmpeg 5 reads neither moving WebP nor every AVIF: their sizes are checked here, before Skia decodes them.
  webp: { demuxer: null, isReadBySkia: true },
  avif: { demuxer: null, isReadBySkia: true },
  tiff: { demuxer: 'tiff_pipe', isReadBySkia: false },
  jxl: { demuxer: 'jpegxl_pipe', isReadBySkia: false },
  heic: { demuxer: null, isReadBySkia: false },
  svg: { demuxer: null, isReadBySkia: false },
};

/** A picture to be read: what it is called, where it lies and what its first bytes say that it is. */
export interface ImageFile {
  file: string;
  path: string;
  sizeBytes: number;
  format: ImageFormat;
  signal: AbortSignal | undefined;
}

/**
 * Decodes a picture whole, its size checked before anything is decoded.
 * @throws ClipoError `unreadable_material` (cut off, damaged, too large, or of a kind that can't be read), `cancelled`.
 */
export async function decodeImage({ file, path: place, sizeBytes, format, signal }: ImageFile): Promise<Image> {
  const { demuxer, isReadBySkia } = readers[format];
  if (demuxer === null && !isReadBySkia) {
    throw unreadable(
      file,
      `is a picture of the kind ${format.toUpperCase()}, which can't be read; save it as JPEG or PNG`,
    );
  }
  if (sizeBytes > mostFileBytes) {
    throw unreadable(file, 'is a picture of more than 512 MiB; save it smaller');
  }
  if (demuxer !== null) {
    await checkByFfmpeg(file, place, demuxer, signal);
  }
  const original = await readFile(place, signal && { signal });
  if (demuxer === null) {
    checkByHeader(file, original, format);
  }
  const bytes = isReadBySkia ? original : await convertByFfmpeg(place, String(demuxer), signal);
  const image = await loadImage(bytes).catch((cause: unknown) => {
    throw damaged(file, cause);
  });
  refuseOversize(file, image.width, image.height);
  return image;
}

/**
 * Decodes a picture whole and, where Skia can't show the original or it is larger than any frame needs, writes a PNG copy
 * (upright, sRGB, 8 bits, long side at most `mostLongSide`) to `output`; of a small one, an enlarged copy; beside it, the subject cut out of a plain background. Of a moving
 * picture, the first frame.
 * @throws ClipoError `unreadable_material` (cut off, damaged, too large, or of a kind that can't be read), `cancelled`.
 */
export async function prepareImage(
  options: ImageFile & { output: string; mostLongSide: number; findFaces?: FaceFinder | undefined },
): Promise<ImageFacts> {
  const { format, signal } = options;
  const { isReadBySkia } = readers[format];
  const image = await decodeImage(options);
  const scale = Math.min(1, options.mostLongSide / Math.max(image.width, image.height));
  const hasCopy = !isReadBySkia || scale < 1;
  const drawn = drawImage(image, hasCopy ? scale : Math.min(1, 1024 / Math.max(image.width, image.height)));
  if (hasCopy) {
    await writeFile(options.output, await drawn.encode('png'));
  }
  const hasAlpha = hasTransparency(drawn.data());
  const size = hasCopy ? drawn : image;
  const enlarged = await enlargeSmall(hasCopy ? options.output : options.path, size, hasAlpha, options.output, signal);
  const cutOut = await makeCutOut(image, hasAlpha, {
    output: path.join(path.dirname(options.output), cutOutName),
    mostLongSide: options.mostLongSide,
  });
  return {
    width: size.width,
    height: size.height,
    hasAlpha,
    hasCopy: hasCopy || enlarged !== undefined,
    ...(enlarged === undefined ? {} : { enlarged }),
    ...(cutOut === undefined ? {} : { cutOut: cutOut.facts }),
    ...factsOfCanvas(drawn, hasAlpha),
    ...(await facesOf(drawn, options.findFaces)),
    // What could be cut out is known to the pixel: all pieces of it, and the thin parts that stand out little.
    ...(cutOut === undefined ? {} : { subject: rounded(cutOut.place) }),
  };
}

/** Long side of the copy in which the subject is looked for: as in clips. */
const subjectSide = 120;

function factsOfCanvas(drawn: Canvas, hasAlpha: boolean): Pick<ImageFacts, 'subject' | 'look'> {
  const small = reduced(drawn, Math.min(1, subjectSide / Math.max(drawn.width, drawn.height)));
  const lab = labOfRgba(small.data(), small.width, small.height);
  const subject = findSubject(lab);
  return {
    // A cut-out has no light of its own around it, and a logo must keep its colours.
    look: hasAlpha ? null : measureLook([lab]),
    ...(subject !== null && subject.confidence >= leastConfidence ? { subject: rounded(subject.box) } : {}),
  };
}

/** Long side of the copy in which faces are looked for: a small one in a group has pixels enough. */
const facesSide = 512;

async function facesOf(drawn: Canvas, find: FaceFinder | undefined): Promise<Pick<ImageFacts, 'faces'>> {
  if (find === undefined) {
    return {};
  }
  const small = reduced(drawn, Math.min(1, facesSide / Math.max(drawn.width, drawn.height)));
  const faces = await find({ width: small.width, height: small.height, data: small.data() });
  return faces.length === 0 ? {} : { faces: faces.map(rounded) };
}

/** A copy on white, reduced by halves first: one great step would skip pixels. */
function reduced(source: Canvas, scale: number): Canvas {
  let from = source;
  for (let left = scale; ; left *= 2) {
    const step = Math.max(0.5, left);
    const canvas = createCanvas(
      Math.max(1, Math.round(from.width * step)),
      Math.max(1, Math.round(from.height * step)),
    );
    const context = canvas.getContext('2d');
    context.fillStyle = '#FFFFFF';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(from, 0, 0, canvas.width, canvas.height);
    if (left >= 0.5) {
      return canvas;
    }
    from = canvas;
  }
}

function damaged(file: string, cause?: unknown): ClipoError {
  return unreadable(file, 'is a damaged or cut off picture; open it and save it anew as JPEG or PNG', cause);
}

/** Skia shows what it can of a damaged picture and says nothing, so FFmpeg decodes it once in a process of its own. */
async function checkByFfmpeg(file: string, path: string, demuxer: string, signal: AbortSignal | undefined) {
  const args = ['-max_pixels', String(mostPixels), ...pictureInput(path, demuxer), '-frames:v', '1', '-f', 'null', '-'];
  const program = startProgram('ffmpeg', args, signal);
  program.stdin.end();
  program.stdout.resume();
  await program.finished.catch((cause) => {
    throw cause instanceof ClipoError && cause.code === 'program_failed' ? damaged(file, cause) : cause;
  });
  if (program.errors() !== '') {
    throw damaged(file);
  }
}

async function convertByFfmpeg(path: string, demuxer: string, signal: AbortSignal | undefined): Promise<Buffer> {
  const output = ['-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe', 'pipe:1'];
  return runProgram('ffmpeg', [...pictureInput(path, demuxer), ...output], signal && { signal });
}

function pictureInput(path: string, demuxer: string): string[] {
  return ['-protocol_whitelist', 'file', '-f', demuxer, '-i', `file:${path}`];
}

function checkByHeader(file: string, bytes: Buffer, format: ImageFormat): void {
  const size = format === 'webp' ? webpSize(bytes) : avifSize(bytes);
  if (size === null || (format === 'webp' && bytes.readUInt32LE(4) + 8 > bytes.length)) {
    throw damaged(file);
  }
  refuseOversize(file, size.width, size.height);
}

/** Canvas size by the first chunk of a WebP file: extended, lossless or lossy. */
function webpSize(bytes: Buffer): { width: number; height: number } | null {
  if (bytes.length < 30) {
    return null;
  }
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    default:
      return null;
  }
}

/** The size that an AVIF file tells in its `ispe` box (of several, the largest: the others are tiles or previews). */
function avifSize(bytes: Buffer): { width: number; height: number } | null {
  let largest: { width: number; height: number } | null = null;
  const head = bytes.subarray(0, 1024 * 1024);
  for (let at = head.indexOf('ispe'); at >= 0 && at + 16 <= head.length; at = head.indexOf('ispe', at + 4)) {
    const size = { width: head.readUInt32BE(at + 8), height: head.readUInt32BE(at + 12) };
    largest = largest === null || size.width * size.height > largest.width * largest.height ? size : largest;
  }
  return largest;
}

function refuseOversize(file: string, width: number, height: number): void {
  if (width < 1 || height < 1) {
    throw damaged(file);
  }
  if (Math.max(width, height) > mostSide || width * height > mostPixels) {
    const limit = `at most ${mostSide} a side and ${mostPixels / 1e6} megapixels can be used`;
    throw unreadable(file, `is ${width}×${height} pixels; ${limit}`);
  }
}

function drawImage(image: Image, scale: number) {
  const side = (value: number) => Math.max(1, Math.round(value * scale));
  const canvas = createCanvas(side(image.width), side(image.height));
  const context = canvas.getContext('2d');
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Alpha of 250 and more is rounding at edges. */
function hasTransparency(rgba: Uint8Array): boolean {
  for (let at = 3; at < rgba.length; at += 4) {
    if ((rgba[at] as number) < 250) {
      return true;
    }
  }
  return false;
}
