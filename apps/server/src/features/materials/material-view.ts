import { AiOrigin, Rights } from '@clipo/contract';
import { z } from 'zod';
import { Verdict } from '../../check/verdict.ts';
import type { SeenMaterial } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { mediaLinkFor } from '../media/media-link-for.ts';
import type { MaterialRow } from './queries.ts';

export const MaterialKind = z.enum(['image', 'video', 'audio', 'font']);

const whole = z.int().min(0);
const Seen = named(
  'SeenMaterial',
  z.strictObject({
    width: whole,
    height: whole,
    durationMs: whole.nullable().describe('Null: a still'),
    thumbnail: z.string().nullable().describe('Path of a small picture of it, good for an hour without a key'),
    strip: z
      .strictObject({ link: z.string(), cellWidth: whole, cellHeight: whole })
      .nullable()
      .describe('A picture a shot, side by side in one file'),
    shots: z.array(
      z.strictObject({
        startMs: whole,
        endMs: whole,
        text: z.string().describe('Words that were read in its picture'),
      }),
    ),
    like: z.string().nullable().describe('An earlier material that looks the same'),
    description: z
      .strictObject({ text: z.string(), tags: z.array(z.string()), model: z.string(), at: z.iso.datetime() })
      .nullable()
      .describe('What a model says of it, where it was asked to; AI wrote it'),
  }),
);
export const Material = named(
  'Material',
  z.strictObject({
    id: z.string(),
    name: z.string().describe('As the file was called'),
    kind: MaterialKind,
    mediaType: z.string().describe('What the file is, by its content'),
    sizeBytes: z.int(),
    sha256: z.string(),
    rights: Rights.nullable(),
    aiOrigin: AiOrigin.nullable().describe(
      'Where the file says that AI made it: shown, and passed on with every video',
    ),
    verdict: Verdict.nullable(),
    tags: z.array(z.string()).describe('Words that the team files it under'),
    seen: Seen.nullable().describe('What a look through it found; null until then, and of sounds and fonts'),
    fromLibrary: z
      .strictObject({
        item: z.string(),
        withdrawn: z.strictObject({ at: z.iso.datetime(), why: z.string() }).nullable(),
      })
      .nullable()
      .describe('Where it came from the licensed library. Withdrawn: nothing new is made with it'),
    createdAt: z.iso.datetime(),
    link: z.string().describe('Path of the file, good for an hour without a key'),
  }),
);

function seenView(
  { width, height, durationMs, thumbnail, strip, shots, like, description }: SeenMaterial,
  link: (hash: string) => string,
): z.infer<typeof Seen> {
  return {
    ...{ width, height, durationMs, shots, like },
    description: description ?? null,
    thumbnail: thumbnail && link(thumbnail.sha256),
    strip: strip && { link: link(strip.sha256), cellWidth: strip.cellWidth, cellHeight: strip.cellHeight },
  };
}

/** A material as the API tells it. */
export function materialView(deps: Pick<Deps, 'secrets'>, row: MaterialRow): z.infer<typeof Material> {
  const link = (hash: string, type: string) =>
    mediaLinkFor(deps, { teamId: row.teamId, of: row.id, hash, type, name: row.name, use: 'inline' });
  return {
    id: row.id,
    name: row.name,
    kind: MaterialKind.catch('video').parse(row.mediaType.split('/')[0]),
    mediaType: row.mediaType,
    sizeBytes: row.bytes,
    sha256: row.sha256,
    rights: Rights.nullable().catch(null).parse(row.rights),
    aiOrigin: AiOrigin.nullable().catch(null).parse(row.aiOrigin),
    verdict: Verdict.nullable().catch(null).parse(row.verdict),
    tags: row.tags,
    seen: row.seen && seenView(row.seen, (hash) => link(hash, 'image/webp')),
    fromLibrary: row.fromLibrary,
    createdAt: row.createdAt.toISOString(),
    link: link(row.sha256, row.mediaType),
  };
}
