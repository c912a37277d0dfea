import type { PreparedMaterial, VideoMaterial } from '@clipo/contract';
import { coverCrop } from './crops.ts';
import { facesOfStretch, subjectsOfStretch, withFaces } from './follow-subject.ts';
import type { Shot, ShotNeed } from './shot-list.ts';

type ClipShot = Extract<Shot, { kind: 'clip' }>;

/** Source time kept free on both sides of a clip's stretch, for the transitions that run on past the cut. */
const leastHandleMs = 150;
/** Changes longer than this need all of their handles: without, neighbours of one clip would show the same time. */
const shortChangeMs = 170;

/** A clip slower than this is seen to be slowed. */
export const slowestSpeed = 0.75;

/** What clips run at where there is little of them. */
export const scarceSpeed = 0.8;

/** Source time of a clip that nothing shows yet. */
export interface Stretch {
  material: VideoMaterial;
  startMs: number;
  endMs: number;
}

/**
 * Where clips are plenty, their best moments first and then what the shots hold besides; where they are scarce, whole
 * shots, so that no remainder is too short for anything.
 */
export function freeStretches(materials: readonly PreparedMaterial[], needs: readonly ShotNeed[]): Stretch[] {
  const clips = materials.filter((material) => material.kind === 'video');
  const isPlenty = sourceMs(materials) >= 2 * wantedMs(needs);
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

/** Whether clips are shorter than the places that want them. */
export function areScarce(materials: readonly PreparedMaterial[], needs: readonly ShotNeed[]): boolean {
  return sourceMs(materials) < wantedMs(needs);
}

function sourceMs(materials: readonly PreparedMaterial[]): number {
  return materials.reduce((sum, material) => sum + (material.kind === 'video' ? material.durationMs : 0), 0);
}

function wantedMs(needs: readonly ShotNeed[]): number {
  return needs.reduce((sum, need) => sum + need.durationMs * need.speed + 2 * leastHandleMs, 0);
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

/** What touches an edge of its frame by this much is taken for cut by it. */
const edge = 0.01;

/** Whether a clip shows its subject whole from where a stretch begins. */
function isWholeIn({ material, startMs }: Stretch, lengthMs: number): boolean {
  const subjects = subjectsOfStretch(material, startMs, startMs + lengthMs);
  return (
    subjects.length > 0 && subjects.every(({ box: { x, y, w, h } }) => Math.min(x, y, 1 - x - w, 1 - y - h) >= edge)
  );
}

/**
 * Takes a place's stretch off those that are free, with room for the changes at its ends.
 * @param only the one material that may be taken.
 */
export function takeClip(
  need: ShotNeed,
  stretches: readonly Stretch[],
  only: string | undefined,
): ClipShot | undefined {
  const shownMs = Math.ceil(need.durationMs * need.speed);
  const isLong = (need.handleMs ?? 0) > shortChangeMs;
  const handleMs = isLong ? (need.handleMs ?? 0) + 20 : Math.max(leastHandleMs, need.handleMs ?? 0);
  const wantedMs = shownMs + 2 * handleMs;
  const open = stretches.filter((candidate) => only === undefined || candidate.material.id === only);
  const holding = (leastMs: number) => open.filter((candidate) => candidate.endMs - candidate.startMs >= leastMs);
  // Where the product must be seen, a near view of it waits for lines that go into detail.
  const best = (candidates: readonly Stretch[]) =>
    (need.product === null ? undefined : candidates.find((candidate) => isWholeIn(candidate, shownMs))) ??
    candidates[0];
  const stretch = best(holding(wantedMs)) ?? (isLong ? undefined : best(holding(shownMs)));
  if (stretch === undefined) {
    return undefined;
  }
  const lengthMs = Math.min(wantedMs, stretch.endMs - stretch.startMs);
  const startMs = stretch.startMs + Math.floor((lengthMs - shownMs) / 2);
  stretch.startMs += lengthMs;
  const { id, width, height } = stretch.material;
  const faces = facesOfStretch(stretch.material, startMs, startMs + shownMs);
  const subjects = withFaces(subjectsOfStretch(stretch.material, startMs, startMs + shownMs), faces);
  const shot = { kind: 'clip', material: id, startMs, speed: need.speed, width, height } as const;
  return { ...shot, ...(subjects.length > 0 && { subjects }), ...(faces.length > 0 && { faces }) };
}

/** Views that are this much closer share at most 70 % with one another: each is another picture, as with crops of stills. */
const closeZoom = 1.25;
/** Air about a subject that a close view holds. */
const closeAir = 1.05;

/**
 * A stretch from closer by, with its subject still whole; undefined where there is no room to come closer. Without a
 * known subject it is the middle.
 */
export function closeViewOf(shot: ClipShot, aspect: number): ClipShot | undefined {
  const most = coverCrop(shot, aspect, 1, 0.5, 0.5);
  const isHeld = (shot.subjects ?? []).every(
    ({ box }) => Math.min(most.w / box.w, most.h / box.h) >= closeZoom * closeAir,
  );
  return isHeld ? { ...shot, zoom: closeZoom } : undefined;
}
