import type { Box, ImageMaterial, PreparedMaterial, VideoMaterial } from '@clipo/contract';
import { cropDistance, cropsApart } from './crops.ts';

/** A place in the video that needs a picture. `slot` names it within its part: `body:2:1` = second line, second shot. */
export interface ShotNeed {
  slot: string;
  /** Earlier needs get the better pictures. */
  priority: number;
  durationMs: number;
  /** Speed at which a clip runs here; below 1 it takes less of the source. */
  speed: number;
  /** Width over height of the picture on screen, in pixels. */
  aspect: number;
  /** The product itself must be seen here: the first material, which shows it, comes before all others. */
  isProduct: boolean;
}

/** What a need shows. A card has no picture: words and colour carry it. */
export type Shot =
  | { kind: 'clip'; material: string; startMs: number; speed: number; width: number; height: number }
  | { kind: 'still'; material: string; crop: Box; width: number; height: number }
  | { kind: 'card' };

/** For every need, the shots that may stand there. Shots of different needs never share a source time or crop. */
export type ShotList = ReadonlyMap<string, readonly Shot[]>;

/** Source time kept free on both sides of a clip's stretch, for the transitions that run on past the cut. */
const handleMs = 180;

/** At most this many alternatives a need; more add pictures nobody tells apart. */
export const mostAlternatives = 4;

/** What has not been shown yet. */
interface Stock {
  stretches: Stretch[];
  stills: readonly ImageMaterial[];
  used: { need: string; material: string; crop: Box }[];
}

/**
 * Deals out the materials. Each source time is shown once; stills come again only with crops that are at least 30 %
 * apart; what is left becomes cards. Where the product must be seen its own material comes first. Further rounds give
 * alternatives where material is plenty, so that other choices and the shots axis have something to show. Any
 * alternatives of different needs can meet in one video.
 */
export function dealShots(needs: readonly ShotNeed[], materials: readonly PreparedMaterial[]): ShotList {
  const pictures = materials.filter((material) => material.kind !== 'audio');
  const stock: Stock = {
    stretches: freeStretches(pictures, needs),
    stills: pictures.filter((material) => material.kind === 'image'),
    used: [],
  };
  const product = pictures[0]?.id;
  const dealt = new Map<string, Shot[]>(needs.map((need) => [need.slot, []]));
  const ordered = [...needs].sort((a, b) => a.priority - b.priority);
  for (let round = 0; round < mostAlternatives; round++) {
    ordered.forEach((need, index) => {
      const shots = dealt.get(need.slot) ?? [];
      const isProductOnly = need.isProduct && (round > 0 || canShow(need, stock, product));
      const shot = take(need, stock, {
        round,
        isStillFirst: index % 3 === 2,
        only: isProductOnly ? product : undefined,
      });
      if (shot !== undefined) {
        shots.push(shot);
      }
    });
  }
  for (const shots of dealt.values()) {
    if (shots.length === 0) {
      shots.push({ kind: 'card' });
    }
  }
  return dealt;
}

function canShow(need: ShotNeed, stock: Stock, material: string | undefined): boolean {
  const copy: Stock = {
    stretches: stock.stretches.map((stretch) => ({ ...stretch })),
    stills: stock.stills,
    used: [...stock.used],
  };
  return take(need, copy, { round: 0, isStillFirst: false, only: material }) !== undefined;
}

function take(
  need: ShotNeed,
  stock: Stock,
  wish: { round: number; isStillFirst: boolean; only: string | undefined },
): Shot | undefined {
  const clip = () => takeClip(need, stock.stretches, wish.only);
  const still = () => takeStill(need, stock, wish.round, wish.only);
  // Every third place prefers a still where there are any: a video of one long take is not lively.
  return wish.isStillFirst && !need.isProduct ? (still() ?? clip()) : (clip() ?? still());
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
  const wantedMs = needs.reduce((sum, need) => sum + need.durationMs * need.speed + 2 * handleMs, 0);
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
  const wantedMs = shownMs + 2 * handleMs;
  const open = stretches.filter((candidate) => only === undefined || candidate.material.id === only);
  const stretch =
    open.find((candidate) => candidate.endMs - candidate.startMs >= wantedMs) ??
    open.find((candidate) => candidate.endMs - candidate.startMs >= shownMs);
  if (stretch === undefined) {
    return undefined;
  }
  const lengthMs = Math.min(wantedMs, stretch.endMs - stretch.startMs);
  const startMs = stretch.startMs + Math.floor((lengthMs - shownMs) / 2);
  stretch.startMs += lengthMs;
  const { id, width, height } = stretch.material;
  return { kind: 'clip', material: id, startMs, speed: need.speed, width, height };
}

function takeStill(need: ShotNeed, stock: Stock, round: number, only: string | undefined): Shot | undefined {
  const usesOf = (id: string) => stock.used.filter((use) => use.material === id);
  // The picture that was used least comes next.
  const ranked = stock.stills
    .filter((still) => only === undefined || still.id === only)
    .sort((a, b) => usesOf(a.id).length - usesOf(b.id).length);
  for (const still of ranked) {
    const others = usesOf(still.id).filter((use) => use.need !== need.slot || round > 0);
    const crop = cropsApart(still, need.aspect).find((candidate) =>
      others.every((other) => cropDistance(candidate, other.crop) >= 0.3),
    );
    if (crop !== undefined) {
      stock.used.push({ need: need.slot, material: still.id, crop });
      return { kind: 'still', material: still.id, crop, width: still.width, height: still.height };
    }
  }
  return undefined;
}
