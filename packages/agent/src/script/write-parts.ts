import { type Brief, ClipoError, type Language, type Product } from '@clipo/contract';
import { scoreHook } from '../copy/score-copy.ts';
import { type WordAxis, wordAxes } from '../matrix/exclusions.ts';
import { draftWithModel, type ModelDeps, type ModelDraft } from '../model/draft-with-model.ts';
import { modelCandidate } from '../model/model-candidate.ts';
import { type Angle, angles } from '../patterns/pattern.ts';
import { goesOn, opensTelling } from '../patterns/sequence.ts';
import { type FittedLine, fitLine, fitText, type Pace, type VoiceDeps } from './fit-line.ts';
import { foldText } from './fold-text.ts';
import { breathMs, type Candidate } from './line-candidates.ts';
import { type Draft, draftLines, type LinePlace } from './line-places.ts';
import { canName, fitNamingLine, namingAxis, saysName } from './naming.ts';
import { seededOrder, seededRank } from './seeded-order.ts';
import { sectionRole } from './slots.ts';
import type { SpokenLine, SpokenPart } from './spoken.ts';

/**
 * What `writeParts` needs from outside: the voice, and for a brief with a model its key (never logged) and, if need be,
 * other limits.
 */
export type WriteDeps = VoiceDeps & ModelDeps;

/** What is to be written: so many choices of each words axis, in one language. */
export interface WriteRequest {
  brief: Brief;
  product: Product;
  language: Language;
  axesNeeded: Record<WordAxis, number>;
  seed: number;
  /** Openings of these kinds come first: what the template is made for. */
  angles?: readonly Angle[];
  /**
   * How often each pattern and line was said for other products of the batch, so that this one takes others. The call
   * adds its own: products that share a tally are written one after another.
   */
  batchUses?: Map<string, number>;
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
  const { brief } = request;
  const model: ModelDraft =
    brief.model === undefined
      ? { script: { hook: [], body: [], cta: [] }, warnings: [] }
      : await draftWithModel(deps, brief.model, draft, brief, request.axesNeeded);
  const context: WriteContext = {
    deps,
    draft,
    request,
    model,
    pace: { measuredMs: 0, estimatedMs: 0 },
    saidElsewhere: new Set(),
    claimedElsewhere: new Set(),
    namingAxis: namingAxis(draft, request.product.id, request.seed),
    warnings: [...draft.wording.warnings, ...model.warnings],
  };
  const parts: SpokenPart[] = [];
  for (const axis of wordAxes) {
    parts.push(...(await writeAxis(axis, context)));
  }
  return { parts, warnings: context.warnings };
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

interface WriteContext {
  deps: WriteDeps;
  draft: Draft;
  request: WriteRequest;
  model: ModelDraft;
  pace: Pace;
  /** What the axes that are written already say, folded. */
  saidElsewhere: Set<string>;
  /** The claims that they make. */
  claimedElsewhere: Set<string>;
  /** The axis whose choices say the product's name; after a body that had no room for it, the call to action. */
  namingAxis: WordAxis | undefined;
  warnings: string[];
}

async function writeAxis(axis: WordAxis, context: WriteContext): Promise<SpokenPart[]> {
  const { deps, draft, pace, saidElsewhere, claimedElsewhere } = context;
  const { axesNeeded, language, seed } = context.request;
  const places = draft.places[axis];
  const uses = new Map<string, number>();
  const spoken = new Set<string>();
  const { id: product } = context.request.product;
  const namesLater = axis === 'body' && canName(draft.places.cta, draft.wording);
  const turns = angleTurns(places, seed, `${axis} ${product}`, axis === 'hook' ? (context.request.angles ?? []) : []);
  const parts: SpokenPart[] = [];
  for (let index = 0; index < axesNeeded[axis]; index++) {
    const wantedAngle = turns[index % turns.length] ?? 'direct';
    const inPart = new Set<string>();
    const fitted: { place: LinePlace; line: FittedLine }[] = [];
    const id = `${idLetter[axis]}${String(index + 1).padStart(2, '0')}`;
    let isByModel = false;
    for (const [position, place] of places.entries()) {
      const at = { axis, id, index, position, place, spoken };
      const own = ownText(context, at);
      const given = await givenLine(
        context,
        { ...at, text: own ?? context.model.script[axis][index]?.lines[position] },
        own !== undefined,
      );
      isByModel ||= given !== undefined && own === undefined;
      const ranked = rank(place, {
        uses,
        batchUses: context.request.batchUses ?? new Map(),
        inPart,
        spoken,
        saidElsewhere,
        claimedElsewhere,
        wantedAngle,
        language,
        seed,
        salt: `${axis} ${index} ${product}`,
      });
      // The name is worth no claim said twice: where the opening makes it already, the call to action says the name.
      const isFresh = ({ claims }: Candidate) =>
        claims.every((claim) => !inPart.has(claim) && !(namesLater && claimedElsewhere.has(claim)));
      const isNaming =
        axis === context.namingAxis && !fitted.some(({ line: { text } }) => saysName(text, draft.wording));
      const plan = async () =>
        (isNaming ? await fitNamingLine(deps, ranked.filter(isFresh), place, draft.wording) : undefined) ??
        (await fitLine(deps, ranked, place.slotMs, language, pace));
      if (given !== undefined && own !== undefined) {
        // All other lines stay as they would be without the person's own: one is changed, not the batch.
        note(await plan(), uses, inPart, spoken);
      }
      const line = given ?? (await plan());
      note(line, uses, inPart, spoken);
      fitted.push({ place, line });
    }
    if (axis === 'body' && !fitted.some(({ line: { text } }) => saysName(text, draft.wording))) {
      context.namingAxis = 'cta';
    }
    parts.push({
      id,
      axis,
      angle: (isByModel ? context.model.script[axis][index]?.angle : undefined) ?? leadAngle(fitted),
      language,
      lines: fitted.map(({ place, line }) => spokenLine(place, line)),
    });
  }
  for (const text of spoken) {
    saidElsewhere.add(text);
  }
  for (const key of uses.keys()) {
    claimedElsewhere.add(key);
  }
  addToBatch(context.request.batchUses, uses, spoken);
  return parts;
}

/** The person's own text for a place of a choice. */
function ownText({ request }: WriteContext, { id, position }: { id: string; position: number }): string | undefined {
  return request.brief.lines?.find(
    ({ language, part, line }) => language === request.language && part === id && line === position + 1,
  )?.text;
}

/**
 * The line for a place that the person or the model wrote, if it may be said and fits; else undefined with a warning, and
 * the built-in planner writes the line.
 */
async function givenLine(
  { deps, draft, request, warnings }: WriteContext,
  { id, place, spoken, text }: { id: string; place: LinePlace; spoken: ReadonlySet<string>; text: string | undefined },
  isOwn: boolean,
): Promise<FittedLine | undefined> {
  if (text === undefined) {
    return undefined;
  }
  const checked = modelCandidate(text, place, draft.wording);
  const fault =
    'fault' in checked ? checked.fault : spoken.has(foldText(text)) ? 'another choice says the same' : undefined;
  const fitted =
    'candidate' in checked && fault === undefined
      ? await fitText(deps, checked.candidate, checked.candidate.text, place.slotMs, request.language)
      : undefined;
  if (fitted === undefined) {
    warnings.push(
      `${id} ${place.section}: ${isOwn ? 'your' : "the model's"} line "${text.slice(0, 60)}" was replaced: ${fault ?? 'it does not fit its time'}`,
    );
  }
  return fitted;
}

/** The angles that the first place can take, in the order in which the choices of the axis take them. */
function angleTurns(places: readonly LinePlace[], seed: number, salt: string, wanted: readonly Angle[]): Angle[] {
  const longest = leadPlace(places);
  const possible = angles.filter((angle) => longest?.candidates.some((candidate) => candidate.angle === angle));
  const order = seededOrder(possible, seed, `angles ${salt}`);
  // The first choices of a batch are the ones that a small batch consists of: what stops a viewer, then what says
  // something about the product, then the rest.
  const tier = (angle: Angle) =>
    wanted.includes(angle) ? -1 : stoppingAngles.has(angle) ? 0 : tellingAngles.has(angle) ? 1 : 2;
  return order.sort((a, b) => tier(a) - tier(b));
}

const stoppingAngles = new Set<Angle>(['pain', 'question', 'contrast', 'scene', 'number']);
const tellingAngles = new Set<Angle>(['detail', 'offer', 'proof', 'list', 'myth']);

/** The place that gives a choice its angle: the first of its longest lines. */
function leadPlace<T extends { slotMs: number }>(places: readonly T[]): T | undefined {
  return [...places].sort((a, b) => b.slotMs - a.slotMs)[0];
}

function leadAngle(fitted: readonly { place: LinePlace; line: FittedLine }[]): Angle {
  const lead = leadPlace(fitted.map(({ place, line }) => ({ slotMs: place.slotMs, line })));
  return lead?.line.candidate.angle ?? 'direct';
}

/** What a point of an opening's score weighs against the other costs of a line. */
const hookWeight = 0.25;

/** What a use of the same pattern for another product of the batch weighs: openings and closings are what is noticed. */
const batchWeight = { hook: 30, cta: 30, body: 8 } as const satisfies Record<WordAxis, number>;
/** Two products of a batch that say the very same sentence. */
const sameLineWeight = 60;

interface RankContext {
  uses: ReadonlyMap<string, number>;
  batchUses: ReadonlyMap<string, number>;
  inPart: ReadonlySet<string>;
  spoken: ReadonlySet<string>;
  saidElsewhere: ReadonlySet<string>;
  claimedElsewhere: ReadonlySet<string>;
  wantedAngle: Angle;
  language: Language;
  seed: number;
  salt: string;
}

/**
 * Candidates, best first. A claim is never made twice in one part if it can be helped; then the angle whose turn it is;
 * then patterns and claims that were used least; lines that say something about the product before those that do not.
 */
function rank(place: LinePlace, context: RankContext): Candidate[] {
  const { uses, batchUses, inPart, spoken, saidElsewhere, claimedElsewhere, wantedAngle, language, seed, salt } =
    context;
  const tellsClaims = place.section === 'sell' || place.section === 'demo' || place.section === 'trust';
  // Troubles are told in many ways that fit: the seed chooses more freely, so that not every product opens alike.
  const isPain = place.section === 'pain';
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
        // An opening that a body says again: only where nothing else is left.
        (saidElsewhere.has(foldText(candidate.text)) ? 1000 : 0) +
        // Only where trust is asked for is a line without a claim better than one that an opening made.
        (tellsClaims && hasFreshClaim && !says ? (place.section === 'trust' ? 60 : 130) : 0) +
        (candidate.angle === wantedAngle ? 0 : place.section === 'hook' || place.section === 'cta' ? 40 : 6) +
        (place.section === 'hook' && !says && hasFreshClaim ? 8 : 0) +
        (place.section === 'hook' ? (100 - scoreHook(candidate.text, language)) * hookWeight : 0) +
        (isGeneric && !candidate.isFitted && place.section !== 'cta' ? (isPain ? 4 : 14) : 0) +
        (candidate.isFitted ? 0 : place.section === 'hook' ? 18 : 10) +
        (place.section === 'reveal' && candidate.patterns.every((pattern) => !namesProduct(pattern)) ? 20 : 0) +
        emptiness * 40 +
        candidate.patterns.reduce((sum, pattern) => sum + (uses.get(pattern) ?? 0), 0) * 12 +
        candidate.patterns.reduce((sum, pattern) => sum + (batchUses.get(pattern) ?? 0), 0) * batchWeight[place.axis] +
        (batchUses.get(lineKey(foldText(candidate.text))) ?? 0) * sameLineWeight +
        (claimUse / Math.max(1, candidate.claims.length)) * 10 +
        // What the openings say already, a body does not say again while there is something else.
        candidate.claims.filter((claim) => claimedElsewhere.has(claim)).length * 70 +
        (tellsClaims && place.section !== 'trust' && isMeasure(candidate) ? 14 : 0) +
        (place.section === 'sell' && candidate.claims.some((claim) => claim.startsWith('fact')) ? 12 : 0) +
        (candidate.patterns.some((pattern) => inPart.has(pattern)) ? 40 : 0) +
        (candidate.topics.some((topic) => inPart.has(topicKey(topic))) ? 18 : 0) +
        sequenceCost(candidate, inPart, language) +
        (inPart.has(angleKey(candidate.angle)) ? 9 : 0) +
        (seededRank(seed, salt, place.section, candidate.text) / 2 ** 32) * (isPain ? 16 : 4);
      return { candidate, cost };
    })
    .sort((a, b) => a.cost - b.cost)
    .map(({ candidate }) => candidate);
}

/** Said once, a name is known; and what comes first and what goes on stands in that order. */
function sequenceCost({ patterns, claims }: Candidate, inPart: ReadonlySet<string>, language: Language): number {
  const [first = ''] = patterns;
  const isNamedAgain = inPart.has(nameKey) && patterns.some(namesProduct);
  const isOutOfOrder = inPart.has(claimKey)
    ? opensTelling(first, language)
    : claims.length > 0 && goesOn(first, language);
  return (isNamedAgain ? 40 : 0) + (isOutOfOrder ? 60 : 0);
}

const nameKey = 'name said';
const claimKey = 'claim made';

function namesProduct(pattern: string): boolean {
  return /\{(?:name|theName)\}/.test(pattern);
}

function angleKey(angle: Angle): string {
  return `angle ${angle}`;
}

function lineKey(folded: string): string {
  return `line ${folded}`;
}

/** A size, a weight, a number of pieces: good to know, but seldom why anybody buys. */
function isMeasure({ topics: about }: Candidate): boolean {
  return about.some((topic) => topic === 'size' || topic === 'weight' || topic === 'quantity');
}

function addToBatch(
  batchUses: Map<string, number> | undefined,
  uses: ReadonlyMap<string, number>,
  spoken: ReadonlySet<string>,
): void {
  for (const [key, count] of [...uses, ...[...spoken].map((text) => [lineKey(text), 1] as const)]) {
    batchUses?.set(key, (batchUses.get(key) ?? 0) + count);
  }
}

function topicKey(topic: string): string {
  return `topic ${topic}`;
}

function note(line: FittedLine, uses: Map<string, number>, inPart: Set<string>, spoken: Set<string>): void {
  const { candidate, text } = line;
  for (const key of [
    ...candidate.patterns,
    ...candidate.claims,
    ...candidate.topics.map(topicKey),
    angleKey(candidate.angle),
  ]) {
    uses.set(key, (uses.get(key) ?? 0) + 1);
    inPart.add(key);
  }
  if (candidate.patterns.some(namesProduct)) {
    inPart.add(nameKey);
  }
  if (candidate.claims.length > 0) {
    inPart.add(claimKey);
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
