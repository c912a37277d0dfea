import type { Box, Color, ImageMaterial, PreparedMaterial, VideoMaterial } from '@clipo/contract';
import { cropDistance, cropsApart, leastInside, shareInside, wholeInside } from './crops.ts';
import { type SubjectWay, subjectsOfStretch } from './follow-subject.ts';

/** A place that needs a picture: shot `shot` of line `line` of one choice (from 1) of a words axis. */
export interface ShotNeed {
  axis: 'hook' | 'body' | 'cta';
  choice: number;
  line: number;
  shot: number;
  /** Earlier needs get the better pictures. */
  priority: number;
  durationMs: number;
  /** Speed at which a clip runs here; below 1 it takes less of the source. */
  speed: number;
  /** Source time that changes to its neighbours may take on either side. */
  handleMs?: number;
  /** Width over height of the picture on screen, in pixels. */
  aspect: number;
  /**
   * The product itself must be seen here: the first material, which shows it, comes before all others. Where it has no
   * more to show, `card` sets the product's name as words, `any` takes another material.
   */
  product: 'card' | 'any' | null;
}

/**
 * What a need shows. A card has no picture: words and colour carry it. `subjects` and `subject` tell where what a
 * picture shows is, where that is known.
 */
export type Shot =
  | {
      kind: 'clip';
      material: string;
      startMs: number;
      speed: number;
      width: number;
      height: number;
      subjects?: SubjectWay;
    }
  | {
      kind: 'still';
      material: string;
      crop: Box;
      width: number;
      height: number;
      subject?: Box;
      /** The colour of its cut-out, where it has one. */
      cutOut?: Color;
    }
  | { kind: 'card' };

/** For every place (`shotKey`), its alternatives; the shots axis chooses among them. */
export type ShotList = ReadonlyMap<string, readonly Shot[]>;

/** Names a place in a shot list. */
export function shotKey(need: Pick<ShotNeed, 'axis' | 'choice' | 'line' | 'shot'>): string {
  return `${need.axis}:${need.choice}:${need.line}:${need.shot}`;
}

/** The same place in every choice of its axis: these never meet in one video. */
function slotOf(need: ShotNeed): string {
  return `${need.axis}:${need.line}:${need.shot}`;
}

/** Source time kept free on both sides of a clip's stretch, for the transitions that run on past the cut. */
const leastHandleMs = 150;
/** Changes longer than this need all of their handles: without, neighbours of one clip would show the same time. */
const shortChangeMs = 170;

/** At most this many choices of shots; more add pictures nobody tells apart. */
export const mostAlternatives = 4;

interface UsedCrop {
  axis: ShotNeed['axis'];
  choice: number;
  material: string;
  crop: Box;
  aspect: number;
}

/** What has not been shown yet, and which parts of stills have. */
interface Stock {
  stretches: Stretch[];
  stills: readonly ImageMaterial[];
  used: UsedCrop[];
}

/**
 * Deals out the materials, `rounds` alternatives a place. In one video each source time is shown once, and a still comes
 * again only with a crop that is at least 30 % apart; any hook, body and call to action can meet. A stretch of a clip
 * serves its place in all choices of an axis, since choices never meet. Where the product must be seen its own material
 * comes first. What is left becomes cards.
 */
export function dealShots(
  needs: readonly ShotNeed[],
  materials: readonly PreparedMaterial[],
  rounds: number,
): ShotList {
  const seen = materials.filter((material) => material.kind !== 'audio');
  // What shows the thing before and after stands side by side, and alone only where there is nothing else.
  const free = seen.filter(({ role }) => role === undefined);
  const pictures = free.length === 0 ? seen : free;
  const slots = [...Map.groupBy(needs, slotOf).values()].sort((a, b) => (a[0]?.priority ?? 0) - (b[0]?.priority ?? 0));
  const stills = pictures.filter((material) => material.kind === 'image');
  const stock: Stock = {
    stretches: freeStretches(
      pictures,
      slots.flatMap((slot) => slot[0] ?? []),
    ),
    stills,
    used: [],
  };
  const dealt = new Map<string, Shot[]>(needs.map((need) => [shotKey(need), []]));
  for (let round = 0; round < Math.min(rounds, mostAlternatives); round++) {
    for (const [index, slot] of slots.entries()) {
      // Every third place prefers a still where there are any: a video of one long take is not lively.
      const isStillFirst = index % 3 === 2;
      for (const [key, shot] of dealSlot(slot, stock, { round, isStillFirst, product: pictures[0]?.id })) {
        dealt.get(key)?.push(shot);
      }
    }
  }
  for (const shots of dealt.values()) {
    if (shots.length === 0) {
      shots.push({ kind: 'card' });
    }
  }
  return dealt;
}

interface Wish {
  round: number;
  isStillFirst: boolean;
  product: string | undefined;
}

function dealSlot(slot: readonly ShotNeed[], stock: Stock, wish: Wish): [string, Shot][] {
  const [first] = slot;
  if (first === undefined) {
    return [];
  }
  const clip = (only?: string): [string, Shot][] => {
    const shot = takeClip(first, stock.stretches, only);
    return shot === undefined ? [] : slot.map((need) => [shotKey(need), shot]);
  };
  const still = (only?: string) =>
    slot.flatMap((need): [string, Shot][] => {
      const shot = takeStill(need, stock, only);
      return shot === undefined ? [] : [[shotKey(need), shot]];
    });
  const orders: (() => [string, Shot][])[] = [];
  if (first.product !== null) {
    orders.push(
      () => clip(wish.product),
      () => still(wish.product),
    );
  }
  if (first.product !== 'card' && (first.product === null || wish.round === 0)) {
    orders.push(
      ...(wish.isStillFirst && first.product === null ? [still, clip] : [clip, still]).map((take) => () => take()),
    );
  }
  for (const take of orders) {
    const shots = take();
    if (shots.length > 0) {
      return shots;
    }
  }
  return [];
}

interface Stretch {
  material: VideoMaterial;
  startMs: number;
  endMs: number;
}

/**
 * Where clips are plenty, their best moments first and then what the shots hold besides; where they are scarce, whole
 * shots, so that no remainder is too short for anything.
 */
function freeStretches(materials: readonly PreparedMaterial[], needs: readonly ShotNeed[]): Stretch[] {
  const clips = materials.filter((material) => material.kind === 'video');
  const wantedMs = needs.reduce((sum, need) => sum + need.durationMs * need.speed + 2 * leastHandleMs, 0);
  const isPlenty = clips.reduce((sum, clip) => sum + clip.durationMs, 0) >= 2 * wantedMs;
  return clips.flatMap((material) => {
    if (!isPlenty) {
      return material.shots.map(({ startMs, endMs }) => ({ material, startMs, endMs }));
    }
    const best = [...material.moments]
      .sort((a, b) => b.score - a.score)
      .map(({ startMs, endMs }) => ({ material, startMs, endMs }));
    const rest = material.shots
      .flatMap((shot) => cutOut(shot, material.moments))
      .map((part) => ({ material, ...part }));
    return [...best, ...rest];
  });
}

function cutOut(
  shot: { startMs: number; endMs: number },
  moments: readonly { startMs: number; endMs: number }[],
): { startMs: number; endMs: number }[] {
  return [...moments]
    .sort((a, b) => a.startMs - b.startMs)
    .reduce(
      (parts, moment) =>
        parts.flatMap((part) => {
          if (moment.endMs <= part.startMs || moment.startMs >= part.endMs) {
            return [part];
          }
          return [
            { startMs: part.startMs, endMs: Math.max(part.startMs, moment.startMs) },
            { startMs: Math.min(part.endMs, moment.endMs), endMs: part.endMs },
          ].filter((rest) => rest.endMs - rest.startMs > 0);
        }),
      [shot],
    );
}

function takeClip(need: ShotNeed, stretches: readonly Stretch[], only: string | undefined): Shot | undefined {
  const shownMs = Math.ceil(need.durationMs * need.speed);
  const isLong = (need.handleMs ?? 0) > shortChangeMs;
  const handleMs = isLong ? (need.handleMs ?? 0) + 20 : leastHandleMs;
  const wantedMs = shownMs + 2 * handleMs;
  const open = stretches.filter((candidate) => only === undefined || candidate.material.id === only);
  const stretch =
    open.find((candidate) => candidate.endMs - candidate.startMs >= wantedMs) ??
    (isLong ? undefined : open.find((candidate) => candidate.endMs - candidate.startMs >= shownMs));
  if (stretch === undefined) {
    return undefined;
  }
  const lengthMs = Math.min(wantedMs, stretch.endMs - stretch.startMs);
  const startMs = stretch.startMs + Math.floor((lengthMs - shownMs) / 2);
  stretch.startMs += lengthMs;
  const { id, width, height } = stretch.material;
  const subjects = subjectsOfStretch(stretch.material, startMs, startMs + shownMs);
  const shot = { kind: 'clip', material: id, startMs, speed: need.speed, width, height } as const;
  return subjects.length === 0 ? shot : { ...shot, subjects };
}

function takeStill(need: ShotNeed, stock: Stock, only: string | undefined): Shot | undefined {
  const usesOf = (id: string) => stock.used.filter((use) => use.material === id);
  // The picture that this choice has used least comes next.
  const ownUses = (id: string) =>
    usesOf(id).filter((use) => use.axis === need.axis && use.choice === need.choice).length;
  const ranked = stock.stills
    .filter((still) => only === undefined || still.id === only)
    .sort((a, b) => ownUses(a.id) - ownUses(b.id));
  for (const still of ranked) {
    // Choices of one axis never meet, so their crops may be alike.
    const meeting = usesOf(still.id).filter((use) => use.axis !== need.axis || use.choice === need.choice);
    const { subject } = still;
    const candidates = candidatesFor(need, still, usesOf(still.id));
    const others = meeting.map((use) => use.crop);
    const holding = (least: number) =>
      candidates.filter((each) => subject !== undefined && shareInside(subject, each) >= least);
    const crop =
      mostApart(holding(wholeInside), others) ??
      mostApart(holding(leastInside), others) ??
      mostApart(candidates, others);
    if (crop !== undefined) {
      stock.used.push({ axis: need.axis, choice: need.choice, material: still.id, crop, aspect: need.aspect });
      const shot = { kind: 'still', material: still.id, crop, width: still.width, height: still.height } as const;
      const { cutOut } = still;
      return {
        ...shot,
        ...(subject && { subject }),
        ...(cutOut && { cutOut: cutOut.color }),
      };
    }
  }
  return undefined;
}

/**
 * Crops in the order in which they are tried. What other choices of the axis already show comes first, turned by the
 * choice: it takes nothing away from the other axes, and choices still differ in their order.
 */
function candidatesFor(need: ShotNeed, still: ImageMaterial, uses: readonly UsedCrop[]): Box[] {
  const shared = uses
    .filter(
      (use) => use.axis === need.axis && use.choice !== need.choice && Math.abs(use.aspect / need.aspect - 1) < 0.02,
    )
    .map((use) => use.crop);
  const turn = shared.length === 0 ? 0 : (need.choice - 1) % shared.length;
  return [...shared.slice(turn), ...shared.slice(0, turn), ...cropsApart(still, need.aspect, still.subject)];
}

/** Two crops of one video are at least this far apart (1 − intersection over union). */
const leastDistance = 0.3;

/**
 * The candidate that is furthest from all crops it can meet, so that neighbours look different; nearly equal ones in the
 * order given, wide before close. Undefined where every candidate is too near.
 */
function mostApart(candidates: readonly Box[], others: readonly Box[]): Box | undefined {
  const ranked = candidates.map((crop, index) => ({
    crop,
    index,
    // Tenths: a wide view that is almost as different is the better picture.
    distance: Math.round(Math.min(1, ...others.map((other) => cropDistance(crop, other))) * 10),
    isFree: others.every((other) => cropDistance(crop, other) >= leastDistance),
  }));
  return ranked.filter(({ isFree }) => isFree).sort((a, b) => b.distance - a.distance || a.index - b.index)[0]?.crop;
}
