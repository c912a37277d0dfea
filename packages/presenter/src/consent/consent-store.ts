import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ClipoError, ConsentRecord, isDiskFull, Manifest } from '@clipo/contract';
import { z } from 'zod';

/** Where the consent to a material lies: beside it. */
export function consentFileOf(material: string): string {
  return `${material}.consent.json`;
}

/** Where all that was found of a person's file is kept, so that it can be removed. */
export function keptOf(cacheDir: string, fileSha256: string): string {
  return path.join(cacheDir, 'people', fileSha256);
}

/** Content hash of a file. @throws ClipoError `not_found` */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) {
      hash.update(chunk as Buffer);
    }
  } catch (cause) {
    throw new ClipoError('not_found', `${file} can't be read`, { details: { file }, cause });
  }
  return hash.digest('hex');
}

/** A consent as it lies there: undefined where there is none, a reason where it is no such thing. */
export async function readConsent(file: string): Promise<ConsentRecord | { broken: string } | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : Promise.reject(error),
  );
  if (text === undefined) {
    return undefined;
  }
  try {
    const parsed = ConsentRecord.safeParse(JSON.parse(text));
    const [issue] = parsed.error?.issues ?? [];
    return parsed.data ?? { broken: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
  } catch {
    return { broken: 'JSON' };
  }
}

/** Writes a file whole or not at all. */
export async function writeWhole(file: string, value: unknown): Promise<void> {
  const draft = `${file}.${randomUUID()}.part`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`);
    await rename(draft, file);
  } catch (cause) {
    const folder = path.dirname(file);
    throw new ClipoError(isDiskFull(cause) ? 'disk_full' : 'output_unwritable', `${file} can't be written`, {
      details: { folder },
      cause,
    });
  }
}

/** When this installation was told that a consent was withdrawn; a copy of the file elsewhere does not bring it back. */
export async function withdrawnAt(home: string, id: string): Promise<string | undefined> {
  const text = await readFile(withdrawalFile(home, id), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : z.object({ at: z.string() }).parse(JSON.parse(text)).at;
}

/** Remembers a withdrawal. */
export async function rememberWithdrawal(home: string, id: string, at: string): Promise<void> {
  await writeWhole(withdrawalFile(home, id), { at });
}

function withdrawalFile(home: string, id: string): string {
  return path.join(home, 'consents', 'withdrawn', `${id}.json`);
}

const Use = z.object({ consent: z.string(), at: z.string(), output: z.string(), material: z.string() });

/** One video, or folder of videos, that was made with a person's face. */
export type ConsentUse = z.infer<typeof Use>;

/** Notes that a video is being made with a face: before the work begins, so that none is forgotten. */
export async function noteUse(home: string, use: ConsentUse): Promise<void> {
  const file = path.join(home, 'consents', 'uses.jsonl');
  await mkdir(path.dirname(file), { recursive: true });
  await appendFile(file, `${JSON.stringify(Use.parse(use))}\n`);
}

/** A video that a withdrawal concerns. */
export interface ConcernedVideo {
  file: string;
  /** When its making began; undefined where only a manifest tells of it. */
  at?: string | undefined;
}

/**
 * The videos made with a face: what was noted when they were made, and what the manifests of the given folders tell by the
 * material's hash.
 */
export async function videosWith(
  home: string,
  { id, hashes, folders }: { id: string; hashes: ReadonlySet<string>; folders: readonly string[] },
): Promise<ConcernedVideo[]> {
  const noted = (await readFile(path.join(home, 'consents', 'uses.jsonl'), 'utf8').catch(() => ''))
    .split('\n')
    .flatMap((line) => {
      try {
        return [Use.parse(JSON.parse(line))];
      } catch {
        // The last line of a machine that lost power.
        return [];
      }
    })
    .filter((use) => use.consent === id);
  const found = new Map<string, ConcernedVideo>(noted.map(({ output, at }) => [output, { file: output, at }]));
  for (const folder of [...new Set([...folders, ...noted.map(({ output }) => output)])]) {
    for (const file of await videosOf(folder, hashes)) {
      found.set(file, { file, at: found.get(folder)?.at });
      found.delete(folder);
    }
  }
  return [...found.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** The finished videos of a batch's folder, where one of its materials has such a hash. */
async function videosOf(folder: string, hashes: ReadonlySet<string>): Promise<string[]> {
  const text = await readFile(path.join(folder, 'manifest.json'), 'utf8').catch(() => undefined);
  const manifest = text === undefined ? undefined : Manifest.safeParse(JSON.parse(text)).data;
  if (manifest?.materials.some(({ sha256 }) => hashes.has(sha256)) !== true) {
    return [];
  }
  return manifest.videos.flatMap(({ file }) => (file === null ? [] : [path.join(folder, file)]));
}
