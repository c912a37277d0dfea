import { type AxisName, axisNames, type Cell, type Exclusion } from '@clipo/contract';

/** The axes whose choices decide what is said. No two creatives share all three. */
export const wordAxes = ['hook', 'body', 'cta'] as const;
export type WordAxis = (typeof wordAxes)[number];
/** A choice on each words axis. */
export type WordCell = Record<WordAxis, number>;

/** Whether an exclusion holds for a whole cell. */
export function isExcluded(cell: Cell, exclusions: readonly Exclusion[]): boolean {
  return exclusions.some((exclusion) =>
    axisNames.every((axis) => exclusion[axis] === undefined || exclusion[axis] === cell[axis]),
  );
}

/** The exclusions that hold for some cell with these words. */
export function exclusionsFor(words: WordCell, exclusions: readonly Exclusion[]): Exclusion[] {
  return exclusions.filter((exclusion) =>
    wordAxes.every((axis) => exclusion[axis] === undefined || exclusion[axis] === words[axis]),
  );
}

/** Whether these words can be shown in at least one way: some pair of shots and style is not excluded. */
export function canShow(
  words: WordCell,
  looks: Pick<Cell, 'shots' | 'style'>,
  exclusions: readonly Exclusion[],
): boolean {
  const holding = exclusionsFor(words, exclusions);
  if (holding.length === 0) {
    return true;
  }
  return choicesToTry(looks.shots, holding, 'shots').some((shots) =>
    choicesToTry(looks.style, holding, 'style').some((style) => !isExcluded({ ...words, shots, style }, holding)),
  );
}

/** How many cells of words a grid holds once exclusions are taken out. */
export function countCells(grid: Cell, exclusions: readonly Exclusion[]): number {
  if (exclusions.length === 0) {
    return grid.hook * grid.body * grid.cta;
  }
  // Choices that no exclusion names behave alike, so that one of them stands for all: 200 choices cost no more than 2.
  let sum = 0;
  for (const hook of classesOf(grid.hook, exclusions, 'hook')) {
    const withHook = holdingFor('hook', hook.choice, exclusions);
    for (const body of classesOf(grid.body, withHook, 'body')) {
      const withBody = holdingFor('body', body.choice, withHook);
      if (withBody.length === 0) {
        sum += hook.times * body.times * grid.cta;
        continue;
      }
      for (const cta of classesOf(grid.cta, withBody, 'cta')) {
        const words = { hook: hook.choice, body: body.choice, cta: cta.choice };
        if (canShow(words, grid, withBody)) {
          sum += hook.times * body.times * cta.times;
        }
      }
    }
  }
  return sum;
}

function holdingFor(axis: AxisName, choice: number, exclusions: readonly Exclusion[]): Exclusion[] {
  return exclusions.filter((exclusion) => exclusion[axis] === undefined || exclusion[axis] === choice);
}

/** Every choice that an exclusion names and one that none does: enough to find a way if there is one. */
export function choicesToTry(size: number, exclusions: readonly Exclusion[], axis: AxisName): number[] {
  return classesOf(size, exclusions, axis).map(({ choice }) => choice);
}

function classesOf(
  size: number,
  exclusions: readonly Exclusion[],
  axis: AxisName,
): { choice: number; times: number }[] {
  const named = [...new Set(exclusions.flatMap((exclusion) => exclusion[axis] ?? []))].filter(
    (choice) => choice <= size,
  );
  const free = firstFree(size, named);
  return [
    ...(free === undefined ? [] : [{ choice: free, times: size - named.length }]),
    ...named.map((choice) => ({ choice, times: 1 })),
  ];
}

function firstFree(size: number, named: readonly number[]): number | undefined {
  for (let choice = 1; choice <= size; choice++) {
    if (!named.includes(choice)) {
      return choice;
    }
  }
  return undefined;
}
