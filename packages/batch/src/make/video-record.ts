import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ManifestVideo } from '@clipo/contract';
import { engineVersion, mixHash, mixRequestOf } from '@clipo/engine';
import { type CredentialSigner, type LabelKey, signerId } from '@clipo/label';
import { z } from 'zod';
import { coverShapes } from './cover-shapes.ts';
import { recordFolder } from './folders.ts';
import type { PreparedVideo } from './prepare-batch.ts';
import type { MakeInput } from './types.ts';

const VideoRecord = z.strictObject({ videoHash: z.string(), bytes: z.number(), video: ManifestVideo });

/** The content hash of a whole video: pictures, sound, captions, label and who signs it. Equal hash, equal file. */
export function videoHashOf(
  video: Pick<PreparedVideo, 'storyboard' | 'plan' | 'axes' | 'format'>,
  {
    providerCode,
    labelKey,
    credentials,
    input,
  }: {
    input: Pick<MakeInput, 'brief'>;
    providerCode: string;
    labelKey?: LabelKey | undefined;
    credentials?: { signer: CredentialSigner } | undefined;
  },
): string {
  const { captions } = video.storyboard;
  const sound = mixHash(mixRequestOf(video.storyboard, video.plan.frames));
  return createHash('sha256')
    .update(
      JSON.stringify([
        engineVersion,
        video.plan.pieces.map((piece) => piece.hash),
        sound,
        captions,
        video.axes,
        providerCode,
        ...(labelKey === undefined ? [] : [labelKey.publicKey]),
        ...coverShapes(video, input),
        ...(credentials === undefined ? [] : [{ signer: signerId(credentials.signer) }]),
      ]),
    )
    .digest('hex');
}

/** The record of a video that an earlier run finished, if its file is still there as it was written. */
export async function findFinished(
  outDir: string,
  name: string,
  videoHash: string,
): Promise<ManifestVideo | undefined> {
  try {
    const record = VideoRecord.parse(JSON.parse(await readFile(join(outDir, recordFolder, `${name}.json`), 'utf8')));
    const file = record.video.file;
    if (record.videoHash !== videoHash || file === null) {
      return undefined;
    }
    const beside = [
      record.video.captions?.srt,
      record.video.captions?.vtt,
      record.video.captions?.ass,
      record.video.cover,
      ...(record.video.otherCovers ?? []).map((cover) => cover.file),
    ].flatMap((path) => path ?? []);
    const sizes = await Promise.all([file, ...beside].map(async (path) => (await stat(join(outDir, path))).size));
    return sizes[0] === record.bytes ? record.video : undefined;
  } catch {
    // No record, a broken one or a file that is gone all mean the same: make the video.
    return undefined;
  }
}

/** The text of a record. */
export function recordText(videoHash: string, bytes: number, video: ManifestVideo): string {
  return `${JSON.stringify({ videoHash, bytes, video } satisfies z.input<typeof VideoRecord>)}\n`;
}
