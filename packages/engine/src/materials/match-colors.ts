import type { PreparedMaterial } from '@clipo/contract';
import { finishMaterial, type Unfinished } from './finish-material.ts';
import { commonLook, gradeTowards } from './match-looks.ts';
import type { Look } from './measure-look.ts';

/** A material as it is seen by itself, with the looks of its shots: a still has one, sound none. Null: not to be touched. */
export interface SeenMaterial extends Unfinished {
  looks: readonly (Look | null)[];
}

/**
 * Brings stills and shots that were taken in another light or exposed otherwise gently nearer to what the batch has in
 * common, and mends what has to be mended. What is near enough is given back as it is. A corrected material has an `id` of its own (of its content and
 * its correction), so nothing that was made of it before is taken for it; its file is made once and kept in `cacheDir`.
 * @throws ClipoError `program_failed`, `disk_full`, `cancelled`.
 */
export async function matchColors(
  seen: readonly SeenMaterial[],
  cacheDir: string,
  signal?: AbortSignal,
): Promise<PreparedMaterial[]> {
  const reference = commonLook(seen.flatMap(({ looks }) => looks.filter((look) => look !== null)));
  const matched: PreparedMaterial[] = [];
  for (const one of seen) {
    const grades = one.looks.map((look) =>
      look === null || reference === null ? null : gradeTowards(look, reference),
    );
    matched.push(await finishMaterial(one, grades, cacheDir, signal));
  }
  return matched;
}
