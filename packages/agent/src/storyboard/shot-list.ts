import type { Box, Color, ImageMaterial, PreparedMaterial } from '@clipo/contract';
import {
  areScarce,
  closeViewOf,
  freeStretches,
  type Stretch,
  scarceSpeed,
  slowestSpeed,
  takeClip,
} from './clip-stretches.ts';
import {
  cropDistance,
  cropsApart,
  fittedCrop,
  isTelling,
  leastOfDetail,
  presumed,
  shareInside,
  wholeInside,
} from './crops.ts';
import { type SubjectWay, withFacesOf } from './follow-subject.ts';
import { type Inset, takeInset } from './insets.ts';
import { isWithin, namedPart, type Point } from './named-parts.ts';
import { openScreenTime, type ScreenTime, secondShots } from './screen-time.ts';

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
  /** Whether it keeps that shape whatever it shows. */
  isFixed?: boolean;
  /**
   * The product itself must be seen here: the first material, which shows it, comes before all others. Where it has no
   * more to show, `card` sets the product's name as words, `any` takes another material.
   */
  product: 'card' | 'any' | null;
  /** What is said there: a picture whose part it names comes first. */
  said?: string;
}

/**
 * What a need shows. A card has no picture: words and colour carry it. `subjects` and `subject` tell where what a
 * picture shows is, where that is known, and `faces` where faces are.
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
      faces?: SubjectWay;
      /** How much closer than the widest view it is shown; left out, the widest. */
      zoom?: number;
    }
  | {
      kind: 'still';
      material: string;
      crop: Box;
      width: number;
      height: number;
      subject?: Box;
      faces?: readonly Box[];
      /** The colour of its cut-out, where it has one. */
      cutOut?: Color;
      /** The crop holds the subject whole in a shape of its own: its box follows it. */
      isWhole?: boolean;
      /** It shows a detail on purpose, beside a picture of the whole. */
      isDetail?: boolean;
      /** No other view of the same still can come in the same video: it may grow as its box asks for. */
      isOnly?: boolean;
      /** The part that its line names, in fractions of the picture. */
      point?: Point;
      /** The product in a corner, where the still shows something else. */
      inset?: Inset;
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
  screen: ScreenTime;
}

/**
 * Deals out the materials, `rounds` alternatives a place. In one video each source time is shown once, and a still comes
 * again only with a crop that is at least 30 % apart, never twice in a row, and not for more than its share of the film
 * (`openScreenTime`); any hook, body and call to action can meet. A stretch of a clip serves its place in all choices of
 * an axis, since choices never meet. Where the product must be seen its own material comes first. What is left becomes
 * cards: little material is shown briefly and words fill the rest, as an editor would.
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
  const firsts = [...Map.groupBy(needs, slotOf).values()].flatMap((slot) => slot[0] ?? []);
  const isScarce = areScarce(pictures, firsts);
  // Where there is little of it, a clip runs a little slower: nobody sees that, and it lasts longer.
  const paced = isScarce ? needs.map((need) => ({ ...need, speed: Math.min(need.speed, scarceSpeed) })) : needs;
  const slots = [...Map.groupBy(paced, slotOf).values()].sort((a, b) => (a[0]?.priority ?? 0) - (b[0]?.priority ?? 0));
  const stills = pictures.filter((material) => material.kind === 'image');
  const stock: Stock = {
    stretches: freeStretches(pictures, firsts),
    stills,
    used: [],
    screen: openScreenTime(paced),
  };
  const dealt = new Map<string, Shot[]>(needs.map((need) => [shotKey(need), []]));
  const product = pictures[0];
  for (let round = 0; round < Math.min(rounds, mostAlternatives); round++) {
    // Several stills of a product show the product: in a corner of them it would be seen twice.
    let hasInsets = !isScarce || product?.kind !== 'video' || stills.length > 1;
    for (const [index, slot] of slots.entries()) {
      // The product beside a still of something else tells more than a second take of it side by side with the first.
      if (!hasInsets && (slot[0]?.shot ?? 0) > 0) {
        hasInsets = true;
        dealInset(slots, dealt, stock, product?.id ?? '');
      }
      // Every third place prefers a still where there are any: a video of one long take is not lively.
      const isStillFirst = index % 3 === 2;
      const shots = dealSlot(slot, stock, { round, isStillFirst, product: product?.id });
      for (const need of slot) {
        const before = dealt.get(shotKey(need)) ?? [];
        const shot = shots.get(shotKey(need)) ?? again(need, before, round, stock) ?? { kind: 'card' };
        stock.screen.show(need, shot, round);
        before.push(shot);
      }
    }
  }
  slots.forEach((slot) => {
    partChoices(slot, dealt, stock);
    markOnly(slot, dealt, stock);
  });
  return dealt;
}

/** Gives the first place of a body that shows a still of something else the product in a corner, in all its choices. */
function dealInset(
  slots: readonly (readonly ShotNeed[])[],
  dealt: ReadonlyMap<string, Shot[]>,
  stock: Stock,
  product: string,
): void {
  for (const slot of slots.filter(([first]) => first?.axis === 'body' && first.shot === 0)) {
    const shown = slot.flatMap((need) => dealt.get(shotKey(need)) ?? []).filter((shot) => shot.kind === 'still');
    const [first] = slot;
    const inset = first && shown.length > 0 ? takeInset(first, stock.stretches, product) : undefined;
    if (inset !== undefined) {
      for (const shot of shown) {
        shot.inset ??= inset;
      }
      return;
    }
  }
}

/**
 * Where another alternative has nothing new for a place: every second one is a card, so that the alternatives differ; else
 * what the first ones show there, from closer by, if it may stand there again.
 */
function again(need: ShotNeed, before: readonly Shot[], round: number, { screen }: Stock): Shot | undefined {
  if (round % 2 === 1 && need.product === null) {
    return undefined;
  }
  const shot = before.find(
    (each) => each.kind === 'clip' || (each.kind === 'still' && screen.hasRoom(need, each.material, round)),
  );
  return (shot?.kind === 'clip' ? closeViewOf(shot, need.aspect) : undefined) ?? shot;
}

/**
 * Choices of an axis never meet, so a stretch may serve all of them; but their videos are seen side by side. Where
 * source time is left, later choices get their own; else every second one comes closer.
 */
function partChoices(slot: readonly ShotNeed[], dealt: ReadonlyMap<string, Shot[]>, stock: Stock): void {
  const timesShown = new Map<string, number>();
  for (const need of [...slot].sort((a, b) => a.choice - b.choice)) {
    const shots = dealt.get(shotKey(need)) ?? [];
    for (const [index, shot] of shots.entries()) {
      if (shot.kind !== 'clip' || shot.zoom !== undefined) {
        continue;
      }
      const key = `${shot.material} ${shot.startMs}`;
      const times = timesShown.get(key) ?? 0;
      timesShown.set(key, times + 1);
      const other = times === 0 ? undefined : takeClip(need, stock.stretches, shot.material);
      shots[index] = other ?? (times % 2 === 1 ? closeViewOf(shot, need.aspect) : undefined) ?? shot;
    }
  }
}

/** Tells of each still of a slot whether another view of it can come in the same video. */
function markOnly(slot: readonly ShotNeed[], dealt: ReadonlyMap<string, Shot[]>, { used }: Stock): void {
  for (const need of slot) {
    for (const shot of dealt.get(shotKey(need)) ?? []) {
      if (shot.kind === 'still') {
        const meeting = used.filter(
          ({ material, axis, choice, crop }) =>
            material === shot.material && crop !== shot.crop && (axis !== need.axis || choice === need.choice),
        );
        shot.isOnly = meeting.length === 0;
      }
    }
  }
}

interface Wish {
  round: number;
  isStillFirst: boolean;
  product: string | undefined;
}

/** A slot's shots by their places; places that get none are left out. */
type SlotShots = ReadonlyMap<string, Shot>;

const none: SlotShots = new Map();

function dealSlot(slot: readonly ShotNeed[], stock: Stock, wish: Wish): SlotShots {
  const [first] = slot;
  if (first === undefined) {
    return none;
  }
  const { round } = wish;
  const clip = (only?: string, speed = first.speed): SlotShots => {
    const shot = takeClip({ ...first, speed }, stock.stretches, only);
    return shot === undefined ? none : new Map(slot.map((need) => [shotKey(need), shot]));
  };
  // Two takes of one clip side by side jump.
  const otherClip = (): SlotShots => {
    const other = stock.stretches.find(({ material }) => !stock.screen.isBeside(first, material.id, round));
    return other === undefined ? none : clip(other.material.id);
  };
  const still = (only?: string): SlotShots =>
    new Map(
      slot.flatMap((need): [string, Shot][] => {
        const shot = takeStill(need, stock, only, round);
        return shot === undefined ? [] : [[shotKey(need), shot]];
      }),
    );
  const orders: (() => SlotShots)[] = [];
  if (first.product !== null) {
    orders.push(
      () => clip(wish.product),
      // Its shots may be shorter than the place: slower they fill it, which is better than another picture.
      () => clip(wish.product, Math.min(first.speed, slowestSpeed)),
      () => still(wish.product),
    );
  }
  if (first.product !== 'card' && (first.product === null || round === 0)) {
    const isNamed = slot.some((need) => stock.stills.some((still) => namedPart(need.said ?? '', still.parts)));
    const isStillFirst = (wish.isStillFirst || isNamed) && first.product === null;
    orders.push(...(isStillFirst ? [still, otherClip] : [otherClip, still]).map((take) => () => take()), () => clip());
  }
  for (const take of orders) {
    const shots = take();
    if (shots.size > 0) {
      return shots;
    }
  }
  return none;
}

function takeStill(need: ShotNeed, stock: Stock, only: string | undefined, round: number): Shot | undefined {
  const usesOf = (id: string) => stock.used.filter((use) => use.material === id);
  // The picture that is seen least in the same video comes next: of the other axes one choice is.
  const usesBeside = (id: string) =>
    usesOf(id).filter((use) => use.axis === need.axis && use.choice === need.choice).length +
    new Set(usesOf(id).flatMap(({ axis }) => (axis === need.axis ? [] : [axis]))).size;
  const ranked = stock.stills
    .filter(({ id }) => (only === undefined || id === only) && stock.screen.hasRoom(need, id, round))
    .map((still) => ({ still, point: namedPart(need.said ?? '', still.parts) }))
    .sort((a, b) => Number(!a.point) - Number(!b.point) || usesBeside(a.still.id) - usesBeside(b.still.id));
  for (const { still, point } of ranked) {
    // Choices of one axis never meet, so their crops may be alike.
    const meeting = usesOf(still.id).filter((use) => use.axis !== need.axis || use.choice === need.choice);
    const subject = withFacesOf(still);
    const candidates = candidatesFor(need, still, subject, usesOf(still.id));
    const others = meeting.map((use) => use.crop);
    const holding = candidates.filter((each) => subject !== undefined && shareInside(subject, each) >= wholeInside);
    // A view that misses what the picture shows is not dealt at all: another picture tells more, and so do words. Beside a
    // first picture a detail tells enough.
    const telling = candidates.filter((each) => isTelling(still, need.aspect, each, subject));
    const details = candidates.filter(
      (each) => need.shot >= secondShots && shareInside(subject ?? presumed, each) >= leastOfDetail,
    );
    const isFree = (each: Box) => others.every((other) => cropDistance(each, other) >= leastDistance);
    const fitted = need.isFixed ? undefined : subject && fittedCrop(still, need.aspect, subject);
    const whole =
      fitted !== undefined && isFree(fitted) && shareInside(subject as Box, fitted) >= wholeInside ? fitted : undefined;
    const pointed = (list: readonly Box[]) => (point === undefined ? [] : list.filter((each) => isWithin(point, each)));
    const crop =
      mostApart(pointed(telling), others) ??
      mostApart(pointed(candidates), others) ??
      mostApart(holding, others) ??
      whole ??
      mostApart(telling, others) ??
      mostApart(details, others);
    if (crop !== undefined) {
      stock.used.push({ axis: need.axis, choice: need.choice, material: still.id, crop, aspect: need.aspect });
      const shot = { kind: 'still', material: still.id, crop, width: still.width, height: still.height } as const;
      const { cutOut } = still;
      return {
        ...shot,
        ...(subject && { subject }),
        ...(still.faces && { faces: still.faces }),
        ...(cutOut && { cutOut: cutOut.color }),
        ...(crop === whole && { isWhole: true }),
        ...(point !== undefined && isWithin(point, crop) && { point }),
        ...(!isTelling(still, need.aspect, crop, subject) && { isDetail: true }),
      };
    }
  }
  return undefined;
}

/**
 * Crops in the order in which they are tried. What other choices of the axis already show comes first, turned by the
 * choice: it takes nothing away from the other axes, and choices still differ in their order.
 */
function candidatesFor(
  need: ShotNeed,
  still: ImageMaterial,
  subject: Box | undefined,
  uses: readonly UsedCrop[],
): Box[] {
  const shared = uses
    .filter(
      (use) => use.axis === need.axis && use.choice !== need.choice && Math.abs(use.aspect / need.aspect - 1) < 0.02,
    )
    .map((use) => use.crop);
  const turn = shared.length === 0 ? 0 : (need.choice - 1) % shared.length;
  return [...shared.slice(turn), ...shared.slice(0, turn), ...cropsApart(still, need.aspect, subject)];
}

/**
 * Two crops of one video are at least this far apart (1 − intersection over union). 0.3 is what is promised of what is
 * shown: a move sideways shows a tenth less of one's height, one of the other's width, layouts trim to whole pixels, and
 * both may give way to a caption.
 */
const leastDistance = 0.5;

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
