import { type Brief, ClipoError, type Language, type Product } from '@clipo/contract';
import { type WordAxis, wordAxes } from '../matrix/exclusions.ts';
import { type Angle, angles } from '../patterns/pattern.ts';
import { type FittedLine, fitLine, type Pace, type VoiceDeps } from './fit-line.ts';
import { foldText } from './fold-text.ts';
import { breathMs, type Candidate } from './line-candidates.ts';
import { type Draft, draftLines, type LinePlace } from './line-places.ts';
import { seededOrder, seededRank } from './seeded-order.ts';
import { sectionRole } from './slots.ts';
import type { SpokenLine, SpokenPart } from './spoken.ts';

/** What `writeParts` needs from outside. `modelKey` is the key of the brief's model, if one is set; never logged. */
export interface WriteDeps extends VoiceDeps {
  modelKey?: string | undefined;
}

/** What is to be written: so many choices of each words axis, in one language. */
export interface WriteRequest {
  brief: Brief;
  product: Product;
  language: Language;
  axesNeeded: Record<WordAxis, number>;
  seed: number;
}

const idLetter: Record<WordAxis, string> = { hook: 'H', body: 'B', cta: 'C' };

/**
 * Writes the choices of the words axes, each line spoken and fitted to its slot. Deterministic by seed for a given voice.
 * Only listed facts and selling points are claimed, everything that must be said is in every combination, and no two
 * choices of an axis share a line.
 * @throws ClipoError `count_beyond_axes` (details axis, count, most) where the material gives fewer choices,
 * `voice_failed`, `cancelled`, and what `draftLines` throws
 */
export async function writeParts(
  deps: WriteDeps,
  request: WriteRequest,
): Promise<{ parts: SpokenPart[]; warnings: string[] }> {
  const draft = draftLines(request.brief, request.product, request.language, request.seed);
  checkCapacity(draft, request.axesNeeded);
  const pace: Pace = { measuredMs: 0, estimatedMs: 0 };
  const parts: SpokenPart[] = [];
  for (const axis of wordAxes) {
    parts.push(...(await writeAxis(deps, draft, axis, request, pace)));
  }
  return { parts, warnings: draft.wording.warnings };
}

function checkCapacity(draft: Draft, needed: Record<WordAxis, number>): void {
  for (const axis of wordAxes) {
    const most = draft.capacity[axis];
    if (needed[axis] > most) {
      throw new ClipoError(
        'count_beyond_axes',
        `axes.${axis}: ${needed[axis]} choices are needed, but the product gives at most ${most} in ${draft.wording.language}`,
        { details: { axis, count: needed[axis], most } },
      );
    }
  }
}

async function writeAxis(
  deps: WriteDeps,
  draft: Draft,
  axis: WordAxis,
  { axesNeeded, language, seed }: WriteRequest,
  pace: Pace,
): Promise<SpokenPart[]> {
  const places = draft.places[axis];
  const uses = new Map<string, number>();
  const spoken = new Set<string>();
  const turns = angleTurns(places, seed, axis);
  const parts: SpokenPart[] = [];
  for (let index = 0; index < axesNeeded[axis]; index++) {
    const wantedAngle = turns[index % turns.length] ?? 'direct';
    const inPart = new Set<string>();
    const fitted: { place: LinePlace; line: FittedLine }[] = [];
    for (const place of places) {
      const ranked = rank(place, { uses, inPart, spoken, wantedAngle, seed, salt: `${axis} ${index}` });
      const line = await fitLine(deps, ranked, place.slotMs, language, pace);
      note(line, uses, inPart, spoken);
      fitted.push({ place, line });
    }
    parts.push({
      id: `${idLetter[axis]}${String(index + 1).padStart(2, '0')}`,
      axis,
      angle: leadAngle(fitted),
      language,
      lines: fitted.map(({ place, line }) => spokenLine(place, line)),
    });
  }
  return parts;
}

/** The angles that the first place can take, in the order in which the choices of the axis take them. */
function angleTurns(places: readonly LinePlace[], seed: number, axis: WordAxis): Angle[] {
  const longest = leadPlace(places);
  const possible = angles.filter((angle) => longest?.candidates.some((candidate) => candidate.angle === angle));
  const order = seededOrder(possible, seed, `angles ${axis}`);
  // The first choices of a batch are the ones that a small batch consists of: they say something about the product.
  return [...order.filter((angle) => tellingAngles.has(angle)), ...order.filter((angle) => !tellingAngles.has(angle))];
}

const tellingAngles = new Set<Angle>(['detail', 'number', 'question', 'pain', 'contrast', 'offer', 'proof', 'list']);

/** The place that gives a choice its angle: the first of its longest lines. */
function leadPlace<T extends { slotMs: number }>(places: readonly T[]): T | undefined {
  return [...places].sort((a, b) => b.slotMs - a.slotMs)[0];
}

function leadAngle(fitted: readonly { place: LinePlace; line: FittedLine }[]): Angle {
  const lead = leadPlace(fitted.map(({ place, line }) => ({ slotMs: place.slotMs, line })));
  return lead?.line.candidate.angle ?? 'direct';
}

interface RankContext {
  uses: ReadonlyMap<string, number>;
  inPart: ReadonlySet<string>;
  spoken: ReadonlySet<string>;
  wantedAngle: Angle;
  seed: number;
  salt: string;
}

/**
 * Candidates, best first. A claim is never made twice in one part if it can be helped; then the angle whose turn it is;
 * then patterns and claims that were used least; lines that say something about the product before those that do not.
 */
function rank(place: LinePlace, context: RankContext): Candidate[] {
  const { uses, inPart, spoken, wantedAngle, seed, salt } = context;
  const tellsClaims = place.section === 'sell' || place.section === 'demo' || place.section === 'trust';
  const hasFreshClaim = place.candidates.some(
    ({ claims }) => claims.length > 0 && claims.every((claim) => !inPart.has(claim)),
  );
  return place.candidates
    .filter(({ text }) => !spoken.has(foldText(text)))
    .map((candidate) => {
      const claimUse = candidate.claims.reduce((sum, claim) => sum + (uses.get(claim) ?? 0), 0);
      const repeats = candidate.claims.filter((claim) => inPart.has(claim)).length;
      const says = candidate.claims.length > 0;
      const isGeneric = candidate.patterns.every((pattern) => !pattern.includes('{'));
      const emptiness = Math.max(0, 0.8 - candidate.estimateMs / (place.slotMs - breathMs));
      const cost =
        repeats * 80 +
        (tellsClaims && hasFreshClaim && !says ? 60 : 0) +
        (candidate.angle === wantedAngle ? 0 : place.section === 'hook' || place.section === 'cta' ? 40 : 6) +
        (place.section === 'hook' && !says && hasFreshClaim ? 8 : 0) +
        (isGeneric && place.section !== 'cta' ? 14 : 0) +
        emptiness * 40 +
        candidate.patterns.reduce((sum, pattern) => sum + (uses.get(pattern) ?? 0), 0) * 12 +
        (claimUse / Math.max(1, candidate.claims.length)) * 4 +
        (candidate.patterns.some((pattern) => inPart.has(pattern)) ? 40 : 0) +
        (inPart.has(angleKey(candidate.angle)) ? 9 : 0) +
        (seededRank(seed, salt, place.section, candidate.text) / 2 ** 32) * 4;
      return { candidate, cost };
    })
    .sort((a, b) => a.cost - b.cost)
    .map(({ candidate }) => candidate);
}

function angleKey(angle: Angle): string {
  return `angle ${angle}`;
}

function note(line: FittedLine, uses: Map<string, number>, inPart: Set<string>, spoken: Set<string>): void {
  const { candidate, text } = line;
  for (const key of [...candidate.patterns, ...candidate.claims, angleKey(candidate.angle)]) {
    uses.set(key, (uses.get(key) ?? 0) + 1);
    inPart.add(key);
  }
  spoken.add(foldText(text));
  spoken.add(foldText(candidate.text));
}

function spokenLine(place: LinePlace, { candidate, text, speech, rate }: FittedLine): SpokenLine {
  return {
    role: sectionRole[place.section],
    section: place.section,
    text,
    ...(candidate.source === undefined ? {} : { source: candidate.source }),
    slotMs: place.slotMs,
    speech,
    rate,
  };
}
