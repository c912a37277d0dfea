import { parseInput } from '@clipo/contract';
import { z } from 'zod';

const Character = z.looseObject({
  type: z.enum(['avatar', 'talking_photo']),
  avatar_id: z.string().min(1).optional(),
  talking_photo_id: z.string().min(1).optional(),
});
const V2 = z.looseObject({
  video_inputs: z
    .array(
      z.looseObject({
        character: Character,
        voice: z.looseObject({ type: z.string(), input_text: z.string().optional() }).optional(),
      }),
    )
    .min(1)
    .max(50),
  dimension: z.looseObject({ width: z.number().int().min(1), height: z.number().int().min(1) }).optional(),
});

/** What an older HeyGen request says that still matters: who speaks what, and how large. */
export interface ImportedHeygen {
  avatarId: string;
  text: string | undefined;
  width: number | undefined;
  height: number | undefined;
}

/**
 * Reads a request of HeyGen's version 2 (`/v2/video/generate`), scene by scene, so that avatars and texts set up there can be
 * used on. @throws InputProblems
 */
export function importHeygenV2(request: unknown): ImportedHeygen[] {
  const { video_inputs: scenes, dimension } = parseInput(V2, request);
  return scenes.flatMap(({ character, voice }) => {
    const avatarId = character.avatar_id ?? character.talking_photo_id;
    return avatarId === undefined
      ? []
      : [{ avatarId, text: voice?.input_text, width: dimension?.width, height: dimension?.height }];
  });
}
