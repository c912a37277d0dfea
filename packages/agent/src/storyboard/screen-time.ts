import type { Shot, ShotNeed } from './shot-list.ts';
import { shotKey } from './shot-list.ts';

/** At most this share of a film shows one still, whatever its crops. */
const mostOfFilm = 0.3;
/** Second pictures of a scene are dealt as shots of the same line from this number on. */
export const secondShots = 50;

const axes = ['hook', 'body', 'cta'] as const;

/** What stands before and after every place in any video, and how long each still is on screen. */
export interface ScreenTime {
  /** Whether a still may stand at a place of an alternative: it is not seen beside the place, and not too long in all. */
  hasRoom(need: ShotNeed, material: string, round: number): boolean;
  /** Whether a material is seen right before or after a place. */
  isBeside(need: ShotNeed, material: string, round: number): boolean;
  show(need: ShotNeed, shot: Shot, round: number): void;
}

/**
 * Keeps count for any hook, body and call to action that can meet: a still is never seen in two shots in a row, nor for
 * more than its share of the longest choice of every axis together. Second pictures stand beside a first one and
 * have the same neighbours.
 */
export function openScreenTime(needs: readonly ShotNeed[]): ScreenTime {
  const choices = new Map<string, ShotNeed[]>();
  const filmOf = { hook: 0, body: 0, cta: 0 };
  for (const [key, all] of Map.groupBy(needs, choiceOf)) {
    const firsts = all.filter(({ shot }) => shot < secondShots).sort((a, b) => a.line - b.line || a.shot - b.shot);
    choices.set(key, firsts);
    const [axis, lengthMs] = [firsts[0]?.axis ?? 'body', firsts.reduce((sum, need) => sum + need.durationMs, 0)];
    filmOf[axis] = filmOf[axis] === 0 ? lengthMs : Math.min(filmOf[axis], lengthMs);
  }
  const mostMs = mostOfFilm * axes.reduce((sum, axis) => sum + filmOf[axis], 0);
  const shown = new Map<string, Set<string>>();
  const spent = new Map<string, number>();
  const placeOf = (need: ShotNeed, round: number) => `${shotKey({ ...need, shot: need.shot % secondShots })}#${round}`;
  const isShown = (need: ShotNeed, material: string, round: number) =>
    shown.get(placeOf(need, round))?.has(material) === true;
  const longest = (axis: ShotNeed['axis'], material: string, round: number) =>
    spent.get(`${axis} ${material} ${round}`) ?? 0;
  const ownTime = (need: ShotNeed, material: string, round: number) =>
    spent.get(`${choiceOf(need)} ${material} ${round}`) ?? 0;
  const isBeside: ScreenTime['isBeside'] = (need, material, round) =>
    besides(need, choices).some((other) => isShown(other, material, round));
  return {
    isBeside,
    hasRoom(need, material, round) {
      if (isBeside(need, material, round)) {
        return false;
      }
      // The product is seen in the opening, however little of it there is to see.
      if (need.axis === 'hook' && need.product !== null) {
        return true;
      }
      const own = ownTime(need, material, round) + (isShown(need, material, round) ? 0 : need.durationMs);
      const elsewhere = axes
        .filter((axis) => axis !== need.axis)
        .reduce((sum, axis) => sum + longest(axis, material, round), 0);
      return own + elsewhere <= mostMs;
    },
    show(need, shot, round) {
      if (shot.kind === 'card' || isShown(need, shot.material, round)) {
        return;
      }
      const place = placeOf(need, round);
      shown.set(place, (shown.get(place) ?? new Set()).add(shot.material));
      const own = ownTime(need, shot.material, round) + need.durationMs;
      spent.set(`${choiceOf(need)} ${shot.material} ${round}`, own);
      const ofAxis = `${need.axis} ${shot.material} ${round}`;
      spent.set(ofAxis, Math.max(spent.get(ofAxis) ?? 0, own));
    },
  };
}

function choiceOf({ axis, choice }: ShotNeed): string {
  return `${axis}:${choice}`;
}

/** The places right before and after a place: across parts those of every choice. */
function besides(need: ShotNeed, choices: ReadonlyMap<string, readonly ShotNeed[]>): ShotNeed[] {
  const own = choices.get(choiceOf(need)) ?? [];
  const at = own.findIndex(({ line, shot }) => line === need.line && shot === need.shot % secondShots);
  const edge = (axis: ShotNeed['axis'] | undefined, of: 0 | -1) =>
    [...choices.values()].flatMap((firsts) => (firsts[0]?.axis === axis ? (firsts.at(of) ?? []) : []));
  const axis = axes.indexOf(need.axis);
  return [
    ...(at > 0 ? [own[at - 1] as ShotNeed] : edge(axes[axis - 1], -1)),
    ...(at < own.length - 1 ? [own[at + 1] as ShotNeed] : edge(axes[axis + 1], 0)),
  ];
}
