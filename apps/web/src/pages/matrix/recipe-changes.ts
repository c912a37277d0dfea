import type { Schemas } from '../../api/client.ts';

/** What a recipe starts batches with. */
export type RecipeBatch = Schemas['NewRecipeInput']['batch'];
export type RecipeBrief = RecipeBatch['brief'];
export type WordAxis = 'hook' | 'body' | 'cta';
export type ListedAxis = 'presenter' | 'voice' | 'template' | 'music';
export type MatrixAxis = WordAxis | ListedAxis;
type Exclusion = NonNullable<RecipeBrief['exclusions']>[number];
type Use = NonNullable<RecipeBrief['uses']>[number];

export const wordAxes = ['hook', 'body', 'cta'] as const satisfies readonly WordAxis[];
export const listedAxes = ['presenter', 'voice', 'template', 'music'] as const satisfies readonly ListedAxis[];

/** What an axis has where nothing is chosen. */
const nothingChosen = { presenter: null, voice: 'default', template: 'clear', music: true } as const;

/** The choices that a brief lists on an axis, at least one. */
export function listedOf(brief: RecipeBrief, axis: ListedAxis): unknown[] {
  const value: unknown = brief[axis];
  return Array.isArray(value) ? value : [value === undefined ? nothingChosen[axis] : value];
}

/** Adds a choice; the place that stands for nothing chosen is taken by it. */
export function addChoice(brief: RecipeBrief, axis: ListedAxis, choice: unknown): RecipeBrief {
  const before = listedOf(brief, axis);
  const isEmpty = before.length === 1 && before[0] === nothingChosen[axis];
  return withList(brief, axis, isEmpty ? [choice] : [...before, choice]);
}

/** Takes a choice away (from 1), with all that was said of it; those after it move up by one. */
export function dropChoice(brief: RecipeBrief, axis: ListedAxis, choice: number): RecipeBrief {
  const left = listedOf(brief, axis).filter((_, index) => index !== choice - 1);
  return forget(withList(brief, axis, left), axis, choice);
}

/** One more, or one fewer, choice of words; the last one goes. */
export function resize(brief: RecipeBrief, axis: WordAxis, size: number): RecipeBrief {
  const smaller = { ...brief, axes: { ...brief.axes, [axis]: size } };
  const lines = (brief.lines ?? []).filter(({ part }) => part[0] !== letterOf[axis] || Number(part.slice(1)) <= size);
  const gone = Array.from({ length: 200 - size }, (_, index) => 200 - index);
  return gone.reduce<RecipeBrief>((now, choice) => forget(now, axis, choice), { ...smaller, lines });
}

/** Writes a line of one's own; an empty one gives the place back to the planner. */
export function writeLine(
  brief: RecipeBrief,
  place: { language: 'zh-CN' | 'en'; part: string; line: number },
  text: string,
): RecipeBrief {
  const others = (brief.lines ?? []).filter(
    (own) => own.language !== place.language || own.part !== place.part || (own.line ?? 1) !== place.line,
  );
  return { ...brief, lines: text.trim() === '' ? others : [...others, { ...place, text: text.trim() }] };
}

/** How often a choice is used: a weight, and the most creatives that may have it. */
export function useOf({ uses = [] }: RecipeBrief, axis: MatrixAxis, choice: number): Pick<Use, 'weight' | 'most'> {
  return uses.find((use) => use.axis === axis && use.choice === choice) ?? {};
}

/** Says how often a choice is used; what is usual is not said at all. */
export function setUse(
  brief: RecipeBrief,
  axis: MatrixAxis,
  choice: number,
  use: { weight?: number | undefined; most?: number | undefined },
): RecipeBrief {
  const others = (brief.uses ?? []).filter((one) => one.axis !== axis || one.choice !== choice);
  const { weight = 1, most } = use;
  const isUsual = weight === 1 && most === undefined;
  const said = { axis, choice, weight, ...(most !== undefined && { most }) };
  return { ...brief, uses: isUsual ? others : [...others, said] };
}

/** Whether a choice is left out altogether. */
export function isOff({ exclusions = [] }: RecipeBrief, axis: MatrixAxis, choice: number): boolean {
  return exclusions.some((one) => axesOf(one).length === 1 && one[axis] === choice);
}

export function turn(brief: RecipeBrief, axis: MatrixAxis, choice: number, on: boolean): RecipeBrief {
  const others = (brief.exclusions ?? []).filter((one) => axesOf(one).length !== 1 || one[axis] !== choice);
  return { ...brief, exclusions: on ? others : [...others, { [axis]: choice }] };
}

/** Pairs that must not meet; a choice that is left out altogether is none. */
export function pairsOf({
  exclusions = [],
}: RecipeBrief): { at: number; sides: { axis: MatrixAxis; choice: number }[] }[] {
  return exclusions.flatMap((one, at) => {
    const sides = axesOf(one).map((axis) => ({ axis, choice: one[axis] ?? 1 }));
    return sides.length > 1 ? [{ at, sides }] : [];
  });
}

export function addPair(
  brief: RecipeBrief,
  [a, b]: readonly [{ axis: MatrixAxis; choice: number }, { axis: MatrixAxis; choice: number }],
): RecipeBrief {
  return { ...brief, exclusions: [...(brief.exclusions ?? []), { [a.axis]: a.choice, [b.axis]: b.choice }] };
}

export function dropPair(brief: RecipeBrief, at: number): RecipeBrief {
  return { ...brief, exclusions: (brief.exclusions ?? []).filter((_, index) => index !== at) };
}

const letterOf = { hook: 'H', body: 'B', cta: 'C' } as const;

/** The id of a choice of words, as lines and videos name it: H03. */
export function partId(axis: WordAxis, choice: number): string {
  return `${letterOf[axis]}${String(choice).padStart(2, '0')}`;
}

function axesOf(exclusion: Exclusion): MatrixAxis[] {
  return [...wordAxes, ...listedAxes].filter((axis) => exclusion[axis] !== undefined);
}

function withList(brief: RecipeBrief, axis: ListedAxis, list: readonly unknown[]): RecipeBrief {
  const [only = nothingChosen[axis]] = list;
  return { ...brief, [axis]: list.length > 1 ? list : only };
}

/** Forgets all that was said of a choice; what is said of those after it moves up with them. */
function forget(brief: RecipeBrief, axis: MatrixAxis, choice: number): RecipeBrief {
  const moved = (at: number) => (at > choice ? at - 1 : at);
  const exclusions = (brief.exclusions ?? []).filter((one) => one[axis] !== choice);
  const uses = (brief.uses ?? []).filter((use) => use.axis !== axis || use.choice !== choice);
  return {
    ...brief,
    exclusions: exclusions.map((one) => ({ ...one, ...(one[axis] !== undefined && { [axis]: moved(one[axis]) }) })),
    uses: uses.map((use) => (use.axis === axis ? { ...use, choice: moved(use.choice) } : use)),
  };
}
