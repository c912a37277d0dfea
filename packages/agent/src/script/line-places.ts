import { type Brief, ClipoError, type Language, languages, type Product } from '@clipo/contract';
import type { WordAxis } from '../matrix/exclusions.ts';
import { heldPhrase } from './fold-text.ts';
import { breathMs, type Candidate, lineCandidates } from './line-candidates.ts';
import { bodySections, lineSlots, type Section, slotsFor } from './slots.ts';
import { gatherWording, type Wording } from './wording.ts';

/** One line of an axis: its slot, what it must say, and what it could be. */
export interface LinePlace {
  axis: WordAxis;
  section: Section;
  slotMs: number;
  must: string[];
  candidates: Candidate[];
}

/** What the planner can write in a language: the places of every axis, and how many choices each axis can have. */
export interface Draft {
  wording: Wording;
  places: Record<WordAxis, LinePlace[]>;
  capacity: Record<WordAxis, number>;
}

/** So many ways to say a phrase that a place is as good as free of it. */
const enoughChoices = 8;
/** As many choices as an axis may have. */
const mostChoices = 200;
const safeShare = 1.06;

/** The sections of a words axis, in order. */
function sectionsOf(axis: WordAxis): readonly Section[] {
  return axis === 'body' ? bodySections : [axis];
}

/**
 * Lays out the lines of every axis and finds, for each phrase that must be said, the place where it costs the fewest
 * choices: a place of the body or the call to action, so that every creative says it whatever is combined.
 * @throws ClipoError `invalid_input` (field mustSay) where a phrase fits nowhere, and what `gatherWording` throws
 */
export function draftLines(
  brief: Pick<Brief, 'brand' | 'mustSay' | 'mustNotSay' | 'durationSeconds'>,
  product: Product,
  language: Language,
  seed: number,
): Draft {
  const wording = gatherWording(brief, product, language);
  const slots = slotsFor(brief.durationSeconds);
  const lay = (axis: WordAxis): LinePlace[] =>
    sectionsOf(axis).flatMap((section) =>
      slots[section] === 0
        ? []
        : lineSlots(section, slots[section]).map((slotMs) => ({
            axis,
            section,
            slotMs,
            must: [],
            candidates: lineCandidates(section, wording, slotMs, seed),
          })),
    );
  const places = { hook: lay('hook'), body: lay('body'), cta: lay('cta') };
  for (const [index, phrase] of wording.mustSay.entries()) {
    placePhrase(phrase, index, places, wording, seed);
  }
  return {
    wording,
    places,
    capacity: { hook: capacityOfAxis(places.hook), body: capacityOfAxis(places.body), cta: capacityOfAxis(places.cta) },
  };
}

/**
 * How many distinct choices the script material gives for each words axis, the least over the brief's languages, by
 * estimate and without speaking. `languages` defaults to the brief's.
 * @throws ClipoError `invalid_input` as `draftLines`
 */
export function capacityOf(
  brief: Pick<Brief, 'brand' | 'mustSay' | 'mustNotSay' | 'durationSeconds' | 'seed'> &
    Partial<Pick<Brief, 'languages'>>,
  product: Product,
): Record<WordAxis, number> {
  const drafts = (brief.languages ?? languages).map(
    (language) => draftLines(brief, product, language, brief.seed).capacity,
  );
  const least = (axis: WordAxis) => Math.min(...drafts.map((capacity) => capacity[axis]));
  return { hook: least('hook'), body: least('body'), cta: least('cta') };
}

/** Lines that share a section share its candidates, since no two choices of an axis may say the same line. */
function capacityOfAxis(places: readonly LinePlace[]): number {
  const shares = places.map((place) => {
    const sharing = places.filter((other) => other.section === place.section);
    const safe = place.candidates.filter((candidate) => isSafe(candidate, place)).length;
    return place.must.length > 0 ? safe : Math.floor(safe / sharing.length);
  });
  return Math.min(mostChoices, ...shares);
}

/** Only lines with time to spare are promised: the voice may be slower than the estimate. */
function isSafe({ estimateMs }: Candidate, { slotMs }: LinePlace): boolean {
  return estimateMs <= (slotMs - breathMs) * safeShare;
}

function placePhrase(
  phrase: string,
  index: number,
  places: Record<WordAxis, LinePlace[]>,
  wording: Wording,
  seed: number,
): void {
  const options = [...places.body, ...places.cta].map((place) => {
    const must = [...place.must, phrase];
    const candidates = lineCandidates(place.section, wording, place.slotMs, seed, must);
    const natural = candidates.filter((candidate) => isNatural(candidate, phrase));
    const isEnough = natural.filter((candidate) => isSafe(candidate, place)).length >= enoughChoices;
    return { place, must, candidates: isEnough ? natural : candidates, isEnough };
  });
  // The reveal says the brand anyway; a phrase of its own leads well into the call to action; else where most is left.
  const worth = ({ place, candidates, isEnough }: (typeof options)[number]) =>
    (isEnough ? 4000 : 0) +
    (place.section === 'reveal' && isEnough ? 2000 : 0) +
    (place.section === 'cta' && candidates.length >= enoughChoices / 2 ? 1000 : 0) +
    Math.min(candidates.length, 999);
  const best = options.sort((a, b) => worth(b) - worth(a))[0];
  if (best === undefined || best.candidates.length === 0) {
    const problem = `"${phrase}" fits in no line of a video this short, beside what else must be said; shorten it or ask for a longer video`;
    throw new ClipoError('invalid_input', `mustSay[${index}]: ${problem}`, {
      details: { field: `mustSay[${index}]`, problem },
    });
  }
  best.place.must = best.must;
  best.place.candidates = best.candidates;
}

function isNatural(candidate: Candidate, phrase: string): boolean {
  return !candidate.isExtended && heldPhrase(candidate.text, [phrase]) !== undefined;
}
