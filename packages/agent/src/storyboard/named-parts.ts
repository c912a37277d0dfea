import type { Box } from '@clipo/contract';
import { languages, type MaterialPart, textIn } from '@clipo/contract';

/** A point of a picture, in fractions of it. */
export type Point = Pick<MaterialPart, 'x' | 'y'>;

/**
 * The part of a picture that a line names first, by any of its names: hanzi wherever they stand, other words from their
 * beginning, so that "cushion" is found in "cushions". Undefined where the line names none. Pure.
 */
export function namedPart(text: string, parts: readonly MaterialPart[] = []): Point | undefined {
  const said = text.toLocaleLowerCase();
  const found = parts.flatMap(({ name, x, y }) => {
    const at = languages.map((language) => placeOf(said, textIn(name, language).text.toLocaleLowerCase()));
    const first = Math.min(...at.filter((place) => place >= 0));
    return Number.isFinite(first) ? [{ first, x, y }] : [];
  });
  const [best] = found.sort((a, b) => a.first - b.first);
  return best && { x: best.x, y: best.y };
}

function placeOf(said: string, name: string): number {
  const startsLetter = /^[\p{L}\p{N}]/u.test(name) && !/^\p{Script=Han}/u.test(name);
  for (let at = said.indexOf(name); at >= 0; at = said.indexOf(name, at + 1)) {
    if (!startsLetter || !/[\p{L}\p{N}]$/u.test(said.slice(0, at))) {
      return at;
    }
  }
  return -1;
}

/** Whether a point lies in a crop and well off its edges. */
export function isWithin({ x, y }: Point, crop: Box): boolean {
  const [across, down] = [(x - crop.x) / crop.w, (y - crop.y) / crop.h];
  return Math.min(across, 1 - across, down, 1 - down) >= 0.12;
}
