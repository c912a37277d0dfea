import { z } from 'zod';
import { maySee } from '../../check/verdict.ts';
import type { videos } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { mediaLinkFor } from '../media/media-link-for.ts';

const File = z.strictObject({ link: z.string(), sha256: z.string(), sizeBytes: z.int() });

/** The files of a video as they are answered. */
export const FileLinks = z
  .strictObject({ video: File, cover: File, cover3x4: File.optional(), srt: File, vtt: File, ass: File })
  .nullable()
  .describe(
    'Paths that are good for an hour without a key; null until it is done, while a reviewer looks at it, and where the check says no',
  );

const fileTypes = {
  video: ['video/mp4', 'mp4'],
  cover: ['image/png', 'png'],
  cover3x4: ['image/png', '3x4.png'],
  srt: ['application/x-subrip', 'srt'],
  vtt: ['text/vtt', 'vtt'],
  ass: ['text/x-ssa', 'ass'],
} as const;

/** Links to the files of a finished video that may be seen. */
export function fileLinksOf(
  deps: Pick<Deps, 'secrets'>,
  {
    id,
    teamId,
    name,
    files,
    verdict,
  }: Pick<typeof videos.$inferSelect, 'id' | 'teamId' | 'name' | 'files' | 'verdict'>,
): z.input<typeof FileLinks> {
  if (files === null || !maySee(verdict)) {
    return null;
  }
  const fileOf = (kind: keyof typeof fileTypes) => {
    const { sha256, bytes: sizeBytes } = files[kind] as NonNullable<(typeof files)[typeof kind]>;
    const [type, ending] = fileTypes[kind];
    const link = { teamId, of: id, hash: sha256, type, name: `${name}.${ending}`, use: 'inline' } as const;
    return { link: mediaLinkFor(deps, link), sha256, sizeBytes };
  };
  const made = {
    video: fileOf('video'),
    cover: fileOf('cover'),
    srt: fileOf('srt'),
    vtt: fileOf('vtt'),
    ass: fileOf('ass'),
  };
  return files.cover3x4 === undefined ? made : { ...made, cover3x4: fileOf('cover3x4') };
}
