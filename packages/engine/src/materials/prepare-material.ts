import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ClipoError, type FaceFinder, type Material, type PreparedMaterial, type Rights } from '@clipo/contract';
import { z } from 'zod';
import { isWholeFile } from '../media/is-whole-file.ts';
import { finishMaterial } from './finish-material.ts';
import { hashFile } from './hash-file.ts';
import { keepOriginal, refuseChanged, type SeenFile } from './keep-original.ts';
import { cutOutName } from './make-cut-out.ts';
import type { SeenMaterial } from './match-colors.ts';
import { motionName } from './mend-clip.ts';
import { ImageFacts, prepareImage } from './prepare-image.ts';
import { prepareVideo, VideoFacts } from './prepare-video.ts';
import { type MediaProbe, probeMedia } from './probe-media.ts';
import { resolveMaterialFile } from './resolve-material-file.ts';
import { type ImageFormat, sniffImage } from './sniff-image.ts';
import { unreadable } from './unreadable.ts';

/** Raise it when the playable form or its measures change: older cache entries are then left aside. */
const version = 9;

/** What the cache knows of a material; everything else about it comes from the brief. */
const Facts = z.discriminatedUnion('kind', [
  ImageFacts.extend({ kind: z.literal('image') }),
  VideoFacts.extend({ kind: z.literal('video') }),
  z.strictObject({ kind: z.literal('audio'), durationMs: z.number().int().min(1) }),
]);
type Facts = z.infer<typeof Facts>;

/** A material as a brief names it, and where it is made playable. */
export interface PrepareRequest {
  /** Path relative to `root`. */
  file: string;
  /** The brief's folder: no path may leave it. */
  root: string;
  rights?: Rights | undefined;
  role?: Material['role'];
  parts?: Material['parts'];
  /** Playable forms are kept here by content, so the same file is prepared once on a machine. */
  cacheDir: string;
  /** Long side of playable clips in pixels; 1920 unless told. Pictures get 2.2 times as much, for moves over them. */
  mostLongSide?: number | undefined;
  /** Without it, no faces are looked for. */
  findFaces?: FaceFinder | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Finds, probes, decodes and mends one material. What it is, is decided by its content.
 * @throws ClipoError `not_found`, `outside_folder`, `unreadable_material` (each with `file` and `problem`),
 * `missing_program`, `disk_full`, `cancelled`.
 */
export async function prepareMaterial(request: PrepareRequest): Promise<PreparedMaterial> {
  return finishMaterial(await seeMaterial(request), [], request.cacheDir, request.signal);
}

/** As `prepareMaterial`, not yet mended, and with the looks that a batch is matched by. */
export async function seeMaterial(request: PrepareRequest): Promise<SeenMaterial> {
  try {
    return await prepare(request);
  } catch (cause) {
    if (request.signal?.aborted === true) {
      throw new ClipoError('cancelled', 'preparing materials was cancelled', { cause });
    }
    throw cause;
  }
}

async function prepare(request: PrepareRequest): Promise<SeenMaterial> {
  const { file, root, signal } = request;
  const mostLongSide = request.mostLongSide ?? 1920;
  signal?.throwIfAborted();
  const found = await resolveMaterialFile(root, file);
  const id = await hashFile(found.path, signal);
  const { findFaces } = request;
  const form = `v${version}${findFaces === undefined ? '-faceless' : ''}-${mostLongSide}`;
  const folder = path.resolve(request.cacheDir, 'materials', `${id}-${form}`);
  const seen: SeenFile = { ...found, file, id };
  const known = await readFacts(folder);
  const facts = known ?? (await makeFacts({ ...seen, folder, mostLongSide, findFaces, signal }));
  const keep = () => keepOriginal(seen, path.resolve(request.cacheDir, 'originals'), signal);
  const { rights, role, parts } = request;
  const common = { id, file, rights, ...(role && { role }), ...(parts && { parts }) };
  switch (facts.kind) {
    case 'image': {
      const { hasCopy, look, cutOut: cut, ...image } = facts;
      const cutOut = cut && { ...cut, path: path.join(folder, cutOutName) };
      const material = { ...common, ...image, path: hasCopy ? path.join(folder, imageName) : await keep(), cutOut };
      return { material, looks: [look] };
    }
    case 'video': {
      const { looks, mends, ...video } = facts;
      return { material: { ...common, ...video, path: path.join(folder, videoName) }, looks, mends };
    }
    case 'audio':
      return { material: { ...common, ...facts, path: await keep() }, looks: [] };
  }
}

const factsName = 'facts.json';
const imageName = 'playable.png';
const videoName = 'playable.mp4';

/** The facts of a finished cache entry, or undefined where there is none or it can't be read. */
async function readFacts(folder: string): Promise<Facts | undefined> {
  try {
    const facts = Facts.parse(JSON.parse(await readFile(path.join(folder, factsName), 'utf8')));
    const copy = facts.kind === 'video' ? videoName : facts.kind === 'image' && facts.hasCopy ? imageName : undefined;
    const cutOut = facts.kind === 'image' && facts.cutOut !== undefined ? cutOutName : undefined;
    const files = [copy, cutOut].flatMap((name) => (name === undefined ? [] : [path.join(folder, name)]));
    const isWhole = (await Promise.all(files.map(isWholeFile))).every((isFileWhole) => isFileWhole);
    const needsMotion = facts.kind === 'video' && facts.mends?.steady === true;
    return isWhole && (!needsMotion || (await stat(path.join(folder, motionName))).size > 0) ? facts : undefined;
  } catch {
    return undefined;
  }
}

interface Work extends SeenFile {
  folder: string;
  mostLongSide: number;
  findFaces: FaceFinder | undefined;
  signal: AbortSignal | undefined;
}

/** Makes a cache entry in a folder of its own and gives it its name at the end: an entry is whole or not there. */
async function makeFacts(work: Work): Promise<Facts> {
  const draft = `${work.folder}.${randomUUID()}.part`;
  await mkdir(draft, { recursive: true });
  try {
    const facts = await examine(work, draft).catch(async (cause: unknown) => {
      // Of a file that is just being written, that is what the person should know, not how its first half is damaged.
      await refuseChanged(work, work.signal);
      throw cause;
    });
    await refuseChanged(work, work.signal);
    await writeFile(path.join(draft, factsName), JSON.stringify(facts));
    await rename(draft, work.folder).catch(async (cause: NodeJS.ErrnoException) => {
      // Another process was first with the same content: its entry is as good. A damaged one is replaced.
      if ((await readFacts(work.folder)) === undefined) {
        if (cause.code !== 'ENOTEMPTY' && cause.code !== 'EEXIST') {
          throw cause;
        }
        await rm(work.folder, { recursive: true, force: true });
        await rename(draft, work.folder);
      }
    });
    return facts;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function examine(work: Work, draft: string): Promise<Facts> {
  const format = await imageFormatOf(work.path);
  if (format !== null) {
    const output = path.join(draft, imageName);
    const mostLongSide = Math.round(work.mostLongSide * 2.2);
    return { kind: 'image', ...(await prepareImage({ ...work, format, output, mostLongSide })) };
  }
  const probe = await probeOf(work);
  if (probe.video !== undefined) {
    const output = path.join(draft, videoName);
    return { kind: 'video', ...(await prepareVideo({ ...work, probe, track: probe.video, folder: draft, output })) };
  }
  if (probe.hasAudio && probe.durationMs !== undefined) {
    return { kind: 'audio', durationMs: probe.durationMs };
  }
  throw unreadable(work.file, 'holds neither picture nor sound');
}

async function imageFormatOf(file: string): Promise<ImageFormat | null> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    return sniffImage(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

async function probeOf(work: Work): Promise<MediaProbe> {
  try {
    return await probeMedia(work.path, work.signal);
  } catch (cause) {
    if (cause instanceof z.ZodError || (cause instanceof ClipoError && cause.code === 'program_failed')) {
      throw unreadable(work.file, 'is of another kind, or damaged', cause);
    }
    throw cause;
  }
}
