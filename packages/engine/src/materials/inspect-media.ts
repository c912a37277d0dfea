import { open, stat } from 'node:fs/promises';
import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { runProgram } from '../ffmpeg/run.ts';
import { decodeImage } from './prepare-image.ts';
import { openingArgs, probeMedia } from './probe-media.ts';
import { type ImageFormat, sniffImage } from './sniff-image.ts';
import { unreadable } from './unreadable.ts';

/** What a media file is, by its content: nothing is believed of its name or of what its sender says. */
export interface MediaFacts {
  kind: 'image' | 'video' | 'audio';
  /** Content type under which it may be served. */
  mediaType: string;
  width?: number;
  height?: number;
  durationMs?: number;
}

/** So much of a clip is decoded to see that it can be. */
const triedSeconds = '1';

/**
 * Finds out what a file is and whether it can be read at all: a picture is decoded whole, of a clip or sound the beginning.
 * `name` is what messages call it.
 * @throws ClipoError `unreadable_material`, `cancelled`
 */
export async function inspectMedia(path: string, name: string, signal?: AbortSignal): Promise<MediaFacts> {
  const { size } = await stat(path);
  if (size === 0) {
    throw unreadable(name, 'is empty');
  }
  const head = await firstBytes(path, 4096);
  const format = sniffImage(head);
  if (format !== null) {
    const { width, height } = await decodeImage({ file: name, path, sizeBytes: size, format, signal });
    return { kind: 'image', mediaType: imageTypes[format], width, height };
  }
  const probe = await readable(name, () => probeMedia(path, signal));
  const { video, hasAudio, durationMs } = probe;
  if (video === undefined && !hasAudio) {
    throw unreadable(name, 'holds neither picture nor sound');
  }
  const args = ['-v', 'error', '-nostdin', '-t', triedSeconds, ...openingArgs(path), '-f', 'null', '-'];
  await readable(name, () => runProgram('ffmpeg', args, signal && { signal }));
  return {
    kind: video === undefined ? 'audio' : 'video',
    mediaType: containerType(head, video === undefined),
    ...(video === undefined ? {} : { width: video.codedWidth, height: video.codedHeight }),
    ...(durationMs === undefined ? {} : { durationMs }),
  };
}

const imageTypes: Readonly<Record<ImageFormat, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  bmp: 'image/bmp',
  tiff: 'image/tiff',
  jxl: 'image/jxl',
  heic: 'image/heic',
  svg: 'image/svg+xml',
};

/** Beginnings of files, and what they are with a picture and with sound alone. */
const containers: readonly (readonly [RegExp, video: string, audio: string])[] = [
  [/^.{4}ftypqt/s, 'video/quicktime', 'audio/mp4'],
  [/^.{4}ftyp/s, 'video/mp4', 'audio/mp4'],
  [/^.E\xdf\xa3.*webm/s, 'video/webm', 'audio/webm'],
  [/^.E\xdf\xa3/s, 'video/x-matroska', 'audio/x-matroska'],
  [/^RIFF.{4}WAVE/s, 'audio/wav', 'audio/wav'],
  [/^RIFF.{4}AVI /s, 'video/x-msvideo', 'video/x-msvideo'],
  [/^OggS/, 'video/ogg', 'audio/ogg'],
  [/^fLaC/, 'audio/flac', 'audio/flac'],
  [/^(?:ID3|\xff[\xe2-\xff])/, 'audio/mpeg', 'audio/mpeg'],
  [/^\x47/, 'video/mp2t', 'video/mp2t'],
];

function containerType(head: Buffer, isSound: boolean): string {
  const text = head.toString('latin1');
  const [, video, audio] = containers.find(([beginning]) => beginning.test(text)) ?? [];
  return (isSound ? audio : video) ?? 'application/octet-stream';
}

async function firstBytes(path: string, most: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function readable<T>(name: string, work: () => Promise<T>): Promise<T> {
  return work().catch((cause: unknown) => {
    if (cause instanceof z.ZodError || (cause instanceof ClipoError && cause.code === 'program_failed')) {
      throw unreadable(name, 'is of another kind, or damaged', cause);
    }
    throw cause;
  });
}
