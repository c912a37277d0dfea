import { z } from 'zod';

/** `backup.json`: what a backup holds. It is written last: a folder without it is no backup. */
export const BackupIndex = z.strictObject({
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  /** Rows and hash of each table's file. */
  tables: z.record(z.string(), z.strictObject({ rows: z.number().int().min(0), sha256: z.string() })),
  /** Hash and bytes of every file in `media`. */
  media: z.array(z.strictObject({ sha256: z.string(), bytes: z.number().int().min(0) })),
  /** Files of the data folder, by name and hash: secrets that rows are sealed with. */
  keys: z.record(z.string(), z.string()),
});
export type BackupIndex = z.infer<typeof BackupIndex>;

export const indexFile = 'backup.json';
export const tableFile = (name: string) => `database/${name}.jsonl.gz`;
export const mediaFile = (sha256: string) => `media/${sha256.slice(0, 2)}/${sha256}`;
export const keyFile = (name: string) => `keys/${name}`;

/** Files of the data folder without which rows can't be read. */
export const keyNames = ['service-secret'];
