import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManifestVideo } from '@clipo/contract';
import { pieceIdOf, watermarkKeyId } from '@clipo/label';
import { z } from 'zod';
import type { PreparedVideo } from '../make/prepare-batch.ts';

/** Name of the record, beside the manifest. */
const markRecordFile = 'watermarks.json';

/** What the watermarks of a batch say: which pieces, in their order, make which video. */
export const MarkRecord = z.strictObject({
  version: z.literal(1),
  /** Names the batch: by its manifest's briefHash, or on the service by its id. */
  batch: z.string(),
  /** Names the key without telling it. */
  keyId: z.string(),
  videos: z.array(
    z.strictObject({
      name: z.string(),
      file: z.string(),
      sha256: z.string(),
      produceId: z.string(),
      pieces: z.array(z.string()),
    }),
  ),
});
export type MarkRecord = z.infer<typeof MarkRecord>;

/** Writes the record of a batch's finished videos into its folder. */
export async function writeMarkRecord(
  outDir: string,
  { briefHash, key }: { briefHash: string; key: string },
  planned: readonly PreparedVideo[],
  made: readonly ManifestVideo[],
): Promise<void> {
  const plans = new Map(planned.map(({ name, plan }) => [name, plan]));
  const videos = made.flatMap(({ name, file, sha256, label }) =>
    file === null || sha256 === null || label === null
      ? []
      : [
          {
            name,
            file,
            sha256,
            produceId: label.implicit.ProduceID,
            pieces: plans.get(name)?.pieces.map(({ hash }) => pieceIdOf(hash)) ?? [],
          },
        ],
  );
  const record: MarkRecord = { version: 1, batch: briefHash, keyId: watermarkKeyId(key), videos };
  const part = join(outDir, `${markRecordFile}.${randomUUID()}.part`);
  await writeFile(part, `${JSON.stringify(record, null, 2)}\n`);
  await rename(part, join(outDir, markRecordFile));
}

/** The record in a folder, if there is one that can be read. */
export async function readMarkRecord(folder: string): Promise<MarkRecord | undefined> {
  const text = await readFile(join(folder, markRecordFile), 'utf8').catch(() => undefined);
  try {
    return text === undefined ? undefined : MarkRecord.parse(JSON.parse(text));
  } catch {
    // Nobody's record, or a broken one: nothing is known by it.
    return undefined;
  }
}

/** A video that a mark may come from, and how many of the pieces that were read it is made of. */
export interface Candidate {
  name: string;
  file: string;
  matched: number;
}

/** The videos of a record that hold most of these pieces, in this order; none where none is known. */
export function candidatesOf(record: Pick<MarkRecord, 'videos'>, ids: readonly string[]): Candidate[] {
  const counted = record.videos.map(({ name, file, pieces }) => ({ name, file, matched: longestCommon(ids, pieces) }));
  const most = Math.max(0, ...counted.map(({ matched }) => matched));
  return most === 0 ? [] : counted.filter(({ matched }) => matched === most);
}

/** Length of the longest sequence that is in both, in order: pieces may have been cut out or not been read. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const id of a) {
    const next = [0];
    for (const [index, other] of b.entries()) {
      next.push(id === other ? (row[index] as number) + 1 : Math.max(row[index + 1] as number, next[index] as number));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
