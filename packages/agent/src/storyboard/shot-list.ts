import type { Box, ImageMaterial, PreparedMaterial, VideoMaterial } from '@clipo/contract';
import { cropsApart, cropDistance } from './crops.ts';

/** A place in the video that needs a picture. `slot` names it within its part: `body:2:1` = second line, second shot. */
export interface ShotNeed {
  slot: string;
  /** Earlier needs get the better pictures. */
  priority: number;
  durationMs: number;
  /** Width over height of the picture on screen, in pixels. */
  aspect: number;
}

/** What a need shows. A card has no picture: words and colour carry it. */
export type Shot =
  | { kind: 'clip'; material: string; startMs: number; width: number; height: number }
  | { kind: 'still'; material: string; crop: Box; width: number; height: number }
  | { kind: 'card' };

/** For every need, the shots that may stand there. Shots of different needs never share a source time or crop. */
export type ShotList = ReadonlyMap<string, readonly Shot[]>;

/** Source time kept free on both sides of a clip's stretch, for the transitions that run on past the cut. */
const handleMs = 400;

/** At most this many alternatives a need; more add pictures nobody tells apart. */
export const mostAlternatives = 4;

/**
 * Deals out the materials. Clips first, best moments first, each source time once; then stills, each with crops that
 * are at least 30 % apart; what is left becomes cards. A second round gives alternatives where material is plenty,
 * so that the shots axis has something to choose from. Any alternatives can meet in one video.
 */
export function dealShots(needs: readonly ShotNeed[], materials: readonly PreparedMaterial[]): ShotList {
  const stretches = freeStretches(materials.filter((material) => material.kind === 'video'));
  const stills = materials.filter((material) => material.kind === 'image');
  const used: { need: string; material: string; crop: Box }[] = [];
  const dealt = new Map<string, Shot[]>(needs.map((need) => [need.slot, []]));
  const ordered = [...needs].sort((a, b) => a.priority - b.priority);
  for (let round = 0; round < mostAlternatives; round++) {
    ordered.forEach((need, index) => {
      const shots = dealt.get(need.slot) ?? [];
      // Every third place prefers a still where there are any: a video of one long take is not lively.
      const prefersStill = stills.length > 0 && index % 3 === 2;
      const shot = prefersStill ? (takeStill(need, stills, used, round) ?? takeClip(need, stretches)) : (takeClip(need, stretches) ?? takeStill(need, stills, used, round));
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

interface Stretch {
  material: VideoMaterial;
  startMs: number;
  endMs: number;
}

/** Best moments first, then what the shots hold besides them. */
function freeStretches(clips: readonly VideoMaterial[]): Stretch[] {
  return clips.flatMap((material) => {
    const best = [...material.moments].sort((a, b) => b.score - a.score).map(({ startMs, endMs }) => ({ material, startMs, endMs }));
    const rest = material.shots.flatMap((shot) => cutOut(shot, material.moments)).map((part) => ({ material, ...part }));
    return [...best, ...rest];
  });
}

function cutOut(shot: { startMs: number; endMs: number }, moments: readonly { startMs: number; endMs: number }[]): { startMs: number; endMs: number }[] {
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

function takeClip(need: ShotNeed, stretches: Stretch[]): Shot | undefined {
  const wantedMs = need.durationMs + 2 * handleMs;
  const stretch = stretches.find((candidate) => candidate.endMs - candidate.startMs >= wantedMs) ?? stretches.find((candidate) => candidate.endMs - candidate.startMs >= need.durationMs);
  if (stretch === undefined) {
    return undefined;
  }
  const lengthMs = Math.min(wantedMs, stretch.endMs - stretch.startMs);
  const startMs = stretch.startMs + Math.floor((lengthMs - need.durationMs) / 2);
  stretch.startMs += lengthMs;
  const { id, width, height } = stretch.material;
  return { kind: 'clip', material: id, startMs, width, height };
}

function takeStill(need: ShotNeed, stills: readonly ImageMaterial[], used: { need: string; material: string; crop: Box }[], round: number): Shot | undefined {
  // The picture that was used least comes next.
  const ranked = [...stills].sort((a, b) => used.filter((use) => use.material === a.id).length - used.filter((use) => use.material === b.id).length);
  for (const still of ranked) {
    const taken = used.filter((use) => use.material === still.id && use.need !== need.slot).map((use) => use.crop);
    const own = used.filter((use) => use.material === still.id && use.need === need.slot).map((use) => use.crop);
    const crop = cropsApart(still, need.aspect).find(
      (candidate) => taken.every((other) => cropDistance(candidate, other) >= 0.3) && (round === 0 || own.every((other) => cropDistance(candidate, other) >= 0.3)),
    );
    if (crop !== undefined) {
      used.push({ need: need.slot, material: still.id, crop });
      return { kind: 'still', material: still.id, crop, width: still.width, height: still.height };
    }
  }
  return undefined;
}
