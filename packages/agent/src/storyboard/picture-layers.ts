import type { Box, Layer, Size } from '@clipo/contract';
import { coverCrop, leastInside, motionOver, shareInside } from './crops.ts';
import { type FollowingCrop, followSubject } from './follow-subject.ts';
import { aspectOf } from './layouts.ts';
import type { Shot } from './shot-list.ts';

/** A shot that shows something. */
export type Picture = Exclude<Shot, { kind: 'card' }>;

/** What a picture's movement depends on besides its shot. */
export interface PictureRun {
  /** Nominal frame, for aspects only. */
  frame: Size;
  fps: number;
  frames: number;
  /** Turn of the Ken Burns move, so that neighbours move differently. */
  turn: number;
}

/** The layer of a picture in its box: a still moves slowly, a clip plays and its crop follows its subject. */
export function pictureLayer(
  shot: Picture,
  box: Box,
  radius: number,
  run: PictureRun,
): Extract<Layer, { kind: 'image' | 'clip' }> {
  const crop = sourceCrop(shot, aspectOf(box, run.frame));
  return shot.kind === 'still'
    ? { kind: 'image', material: shot.material, box, motion: stillMotion(shot, crop, run.turn), radius, opacity: 1 }
    : {
        kind: 'clip',
        material: shot.material,
        box,
        startMs: shot.startMs,
        speed: shot.speed,
        ...clipCrop(shot, crop, run),
        radius,
        opacity: 1,
      };
}

/** How many times a picture's pixels are blown up in a box. */
export function enlargementIn(shot: Picture, box: Box, frame: Size): number {
  const crop = sourceCrop(shot, aspectOf(box, frame));
  return (box.w * frame.width) / (crop.w * shot.width);
}

function sourceCrop(shot: Picture, aspect: number): Box {
  if (shot.kind === 'still') {
    // The dealt crop says where to look; its shape follows the box that it really fills.
    const zoom = Math.max(1, Math.min(1 / shot.crop.w, 1 / shot.crop.h));
    const anchor = (start: number, length: number) =>
      length >= 1 ? 0.5 : Math.min(1, Math.max(0, start / (1 - length)));
    return coverCrop(shot, aspect, zoom, anchor(shot.crop.x, shot.crop.w), anchor(shot.crop.y, shot.crop.h));
  }
  return coverCrop(shot, aspect, 1, 0.5, 0.5);
}

/** Towards the subject, where the crop holds enough of it to go there. */
function stillMotion(shot: Extract<Shot, { kind: 'still' }>, crop: Box, turn: number) {
  const isSeen = shot.subject !== undefined && shareInside(shot.subject, crop) >= leastInside;
  return motionOver(crop, turn, isSeen ? shot.subject : undefined);
}

/** A clip is cropped about its subject, which the crop follows where it must. */
function clipCrop(shot: Extract<Shot, { kind: 'clip' }>, crop: Box, run: PictureRun): FollowingCrop {
  const { startMs, speed, subjects } = shot;
  const size = { width: crop.w, height: crop.h };
  return subjects === undefined
    ? { crop }
    : followSubject(subjects, size, { startMs, speed, fps: run.fps, frames: run.frames });
}
