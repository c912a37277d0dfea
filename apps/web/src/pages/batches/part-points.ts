/** A point of a picture while it is being named; `key` is its own for as long as the form is open. */
export interface DraftPart {
  key: number;
  name: string;
  /** Fractions of the picture's width and height. */
  x: number;
  y: number;
}

/** The named points of pictures, by the ids of their materials. */
export type PartsByMaterial = Readonly<Record<string, readonly DraftPart[]>>;

/** A brief takes so many points a picture. */
export const mostParts = 12;
/** What an arrow key moves a point by. */
export const leastStep = 0.01;

/** Adds a point without a name; its place is told in thousandths. */
export function addedPart(parts: readonly DraftPart[], x: number, y: number): DraftPart[] {
  const key = Math.max(0, ...parts.map((part) => part.key)) + 1;
  return [...parts, { key, name: '', x: within(x), y: within(y) }];
}

/** The point moved as an arrow key says, staying in the picture; undefined for any other key. */
export function movedPart(part: DraftPart, key: string, step: number): DraftPart | undefined {
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-step, 0],
    ArrowRight: [step, 0],
    ArrowUp: [0, -step],
    ArrowDown: [0, step],
  };
  const by = steps[key];
  return by && { ...part, x: within(part.x + by[0]), y: within(part.y + by[1]) };
}

/** What a brief says of a picture: points with a name. Undefined where there are none. */
export function partsOfBrief(parts: readonly DraftPart[] = []): { name: string; x: number; y: number }[] | undefined {
  const named = parts.flatMap(({ name, x, y }) => (name.trim() === '' ? [] : [{ name: name.trim(), x, y }]));
  return named.length === 0 ? undefined : named;
}

function within(fraction: number): number {
  return Math.round(Math.min(1, Math.max(0, fraction)) * 1000) / 1000;
}
