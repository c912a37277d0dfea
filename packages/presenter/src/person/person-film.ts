import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ClipoError, type PresenterMedia, type RgbaPicture } from '@clipo/contract';
import { z } from 'zod';
import { FacePoints } from '../face/face-points.ts';

/** What was found of a picture or film, in the folder of a prepared person. */
export const PersonFilm = z.strictObject({
  width: z.number().int().min(2),
  height: z.number().int().min(2),
  fps: z.number().min(1),
  /** Of each frame; a portrait has one. */
  points: z.array(FacePoints).min(1),
  loop: z.strictObject({
    first: z.number().int(),
    end: z.number().int(),
    fade: z.number().int(),
    jump: z.number(),
  }),
  white: z.number(),
  motion: z.enum(['calm', 'normal', 'active']),
});
export type PersonFilm = z.infer<typeof PersonFilm>;

/** The pictures of a prepared person, cut out, without loss. */
export function filmIn(folder: string): string {
  return path.join(folder, 'film.mkv');
}

/** Where what was found lies. Written last: where it is, the film is whole. */
export function factsIn(folder: string): string {
  return path.join(folder, 'person.json');
}

/** What was found of a prepared person; undefined where nobody was prepared there. */
export async function readFilm(folder: string): Promise<PersonFilm | undefined> {
  const text = await readFile(factsIn(folder), 'utf8').catch(() => undefined);
  try {
    return text === undefined ? undefined : PersonFilm.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The one picture of a portrait's film. @throws ClipoError `unreadable_material` */
export async function readStill(
  folder: string,
  { width, height, fps }: Pick<PersonFilm, 'width' | 'height' | 'fps'>,
  media: Pick<PresenterMedia, 'readFrames'>,
): Promise<RgbaPicture> {
  for await (const data of media.readFrames(filmIn(folder), { width, height, fps, mostFrames: 1 })) {
    return { width, height, data };
  }
  throw new ClipoError('unreadable_material', `${folder}: an empty film`, {
    details: { file: path.basename(folder), problem: 'holds no picture' },
  });
}
