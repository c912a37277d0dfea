import { type AxisName, axisNames, type Cell, type Exclusion } from '@clipo/contract';

/** The axes whose choices decide what is said. No two creatives share all three. */
export const wordAxes = ['hook', 'body', 'cta'] as const;
export type WordAxis = (typeof wordAxes)[number];
/** The axes that decide how it is shown and heard: spread over the words. */
export const lookAxes = ['shots', 'style', 'presenter', 'voice', 'template', 'music'] as const;
export type LookAxis = (typeof lookAxes)[number];
/** The size of, or the choice on, each of them. */
export type LookCell = Record<LookAxis, number>;
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

/** Axes of who and what a brief lists by name: where it lists one, there is nothing to choose. */
export const listedAxes = ['presenter', 'voice', 'template', 'music'] as const satisfies readonly AxisName[];

/** Axes that a plan goes through one by one: the listed ones only where there is something to choose. */
export function variedAxes(sizes: Cell): AxisName[] {
  return axisNames.filter((axis) => !listedAxes.some((listed) => listed === axis) || sizes[axis] > 1);
}

/** Every way of showing words: the first axis of `lookAxes` changes slowest. */
export function* eachLook(choicesOf: (axis: LookAxis) => readonly number[]): Generator<LookCell> {
  for (const shots of choicesOf('shots')) {
    for (const style of choicesOf('style')) {
      for (const presenter of choicesOf('presenter')) {
        for (const voice of choicesOf('voice')) {
          for (const template of choicesOf('template')) {
            for (const music of choicesOf('music')) {
              yield { shots, style, presenter, voice, template, music };
            }
          }
        }
      }
    }
  }
}

/** Whether these words can be shown in at least one way that is not excluded. */
export function canShow(words: WordCell, looks: LookCell, exclusions: readonly Exclusion[]): boolean {
  const holding = exclusionsFor(words, exclusions);
  if (holding.length === 0) {
    return true;
  }
  for (const look of eachLook((axis) => choicesToTry(looks[axis], holding, axis))) {
    if (!isExcluded({ ...words, ...look }, holding)) {
      return true;
    }
  }
  return false;
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
