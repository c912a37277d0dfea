import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Channel, ClipoError, Manifest, type ManifestVideo } from '@clipo/contract';
import { assertLabelled } from '@clipo/label';
import { inputFault } from '@clipo/messages';
import type { DeliveredVideo, Post, StoredFile } from './types.ts';

/** A finished batch in a folder, as `make` left it. */
export interface MadeFolder {
  manifest: Manifest;
  videos: readonly DeliveredVideo[];
}

/**
 * Reads a folder that `make` wrote: its manifest, and the files of its finished videos, whose labels are read back once
 * more before they leave.
 * @param names only these videos; none: all that are finished
 * @throws ClipoError invalid_input, label_failed
 */
export async function readMade(folder: string, names: readonly string[]): Promise<MadeFolder> {
  const manifest = await readManifest(folder);
  const done = manifest.videos.filter(({ status }) => status === 'done');
  for (const name of names) {
    if (!done.some((video) => video.name === name)) {
      throw inputFault(name, 'rule.deliver_unknown_video', { known: done.map((video) => video.name).join(', ') });
    }
  }
  const wanted = done.filter(({ name }) => names.length === 0 || names.includes(name));
  const videos: DeliveredVideo[] = [];
  for (const record of wanted) {
    videos.push(await readVideo(folder, record, manifest, done));
  }
  return { manifest, videos };
}

async function readManifest(folder: string): Promise<Manifest> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  } catch (cause) {
    throw inputFault(folder, 'rule.deliver_no_manifest', {}, cause);
  }
}

async function readVideo(
  folder: string,
  record: ManifestVideo,
  { briefHash, materials, provider }: Manifest,
  all: readonly ManifestVideo[],
): Promise<DeliveredVideo> {
  const { file, captions, cover, label } = record;
  if (file === null || captions === null || cover === null || label === null) {
    throw new ClipoError('internal', `a finished video without files: ${record.name}`);
  }
  await assertLabelled(join(folder, file), label.implicit);
  const own = record.otherCovers ?? [];
  const siblings = all.filter(
    (one) => one.creative === record.creative && one.language === record.language && one.format !== record.format,
  );
  return {
    record,
    files: {
      video: await storedFile(folder, file),
      cover: await storedFile(folder, cover),
      srt: await storedFile(folder, captions.srt),
      vtt: await storedFile(folder, captions.vtt),
    },
    otherCovers: await Promise.all(
      [
        ...own,
        ...siblings.flatMap(({ cover: other, format, product }) =>
          other === null || product !== record.product || own.some((cover) => cover.format === format)
            ? []
            : [{ format, file: other }],
        ),
      ].map(async ({ format, file: other }) => ({ format, file: await storedFile(folder, other) })),
    ),
    provenance: { briefHash, provider },
    licences: [
      ...materials.map(({ file: what, sha256, rights }) => ({
        what,
        holder: rights?.holder ?? '',
        licence: rights?.licence ?? '',
        scope: rights?.scope ?? '',
        sha256,
      })),
      ...(record.voice === undefined
        ? []
        : [
            { what: `voice: ${record.voice.engine}`, holder: '', licence: record.voice.licence, scope: '', sha256: '' },
          ]),
    ],
  };
}

async function storedFile(folder: string, file: string): Promise<StoredFile> {
  const path = join(folder, file);
  const found = await stat(path).catch((cause: unknown) => {
    throw inputFault(folder, 'rule.deliver_file_gone', { file }, cause);
  });
  return { sizeBytes: found.size, open: async () => createReadStream(path) };
}

/**
 * What `make` wrote for a channel beside a video; another account of the same platform takes its texts.
 * @throws ClipoError invalid_input where the brief has no such channel
 */
export function postOf({ name, posts = [] }: ManifestVideo, channel: Channel): Post {
  const same = posts.filter(({ platform }) => platform === channel.platform);
  const post = same.find(({ handle }) => handle === channel.handle) ?? same[0];
  if (post === undefined) {
    throw inputFault(name, 'rule.deliver_no_post', { platform: channel.platform });
  }
  return { ...post, handle: channel.handle };
}
