import type { WordAxis } from '../matrix/exclusions.ts';
import { type FittedLine, fitText, type VoiceDeps } from './fit-line.ts';
import { heldPhrase } from './fold-text.ts';
import type { Candidate } from './line-candidates.ts';
import type { Draft, LinePlace } from './line-places.ts';
import { seededRank } from './seeded-order.ts';
import type { Wording } from './wording.ts';

/** Whether a line says what the product is called. */
export function saysName(text: string, wording: Pick<Wording, 'name'>): boolean {
  return heldPhrase(text, [wording.name]) !== undefined;
}

/**
 * The axis whose every choice says the product's name, so that every creative does whatever is combined: the body where
 * it presents the product, else the body or the call to action by seed. Undefined where no line of either says it.
 */
export function namingAxis({ places, wording }: Draft, key: string, seed: number): WordAxis | undefined {
  const able = (['body', 'cta'] as const).filter((axis) => canName(places[axis], wording));
  const presents = places.body.some(({ section }) => section === 'reveal');
  return presents && able.includes('body') ? 'body' : able[seededRank(seed, 'name', key) % Math.max(1, able.length)];
}

/** Whether any line of the places says the product's name. */
export function canName(places: readonly LinePlace[], wording: Wording): boolean {
  return places.some((place) => namingIn(place.candidates, wording).length > 0);
}

function namingIn(candidates: readonly Candidate[], wording: Wording): Candidate[] {
  return candidates.filter(({ text }) => saysName(text, wording));
}

/** As many lines are tried before the next place is. */
const tries = 6;

/** The best line that says the name and fits its slot at any natural rate; undefined where none does. */
export async function fitNamingLine(
  deps: VoiceDeps,
  ranked: readonly Candidate[],
  place: LinePlace,
  wording: Wording,
): Promise<FittedLine | undefined> {
  for (const candidate of namingIn(ranked, wording).slice(0, tries)) {
    const fitted = await fitText(deps, candidate, candidate.text, place.slotMs, wording.language);
    if (fitted !== undefined) {
      return fitted;
    }
  }
  return undefined;
}
