import type { Box, Layer, Size } from '@clipo/contract';
import {
  air,
  coverCrop,
  cropDistance,
  cropInstead,
  fittedCrop,
  isTelling,
  motionOver,
  shareInside,
  tellingCrop,
  unionOf,
} from './crops.ts';
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

/**
 * The layer of a picture in its box: a still moves slowly, a clip plays and its crop follows its subject. With `held` that is
 * the part of the source which it shows.
 */
export function pictureLayer(
  shot: Picture,
  box: Box,
  radius: number,
  run: PictureRun,
  held?: Box,
): Extract<Layer, { kind: 'image' | 'clip' }> {
  const crop = held ?? sourceCrop(shot, aspectOf(box, run.frame));
  return shot.kind === 'still'
    ? {
        kind: 'image',
        material: shot.material,
        box,
        motion: stillMotion(shot, crop, run.turn, held),
        radius,
        opacity: 1,
      }
    : {
        kind: 'clip',
        material: shot.material,
        box,
        startMs: shot.startMs,
        speed: shot.speed,
        ...(held === undefined ? clipCrop(shot, crop, run) : { crop }),
        radius,
        opacity: 1,
      };
}

/** Where a picture stands, and the part of its source that it shows there, where that is decided too. */
export interface StandingPicture {
  box: Box;
  held?: Box;
}

/**
 * The part of a place that a picture takes to show its subject whole: all of it where a crop of the place's shape holds the
 * subject. With `room`, a part of the place that nothing else lies over, the subject stands in that, and about it as much as
 * the source has.
 */
export function standingPicture(shot: Picture, place: Box, frame: Size, room?: Box): StandingPicture {
  const shown = shapeKept(shot, aspectOf(place, frame));
  if (room === undefined && shown === undefined) {
    return { box: place };
  }
  return standingIn(shot, place, room ?? place, frame) ?? { box: boxHolding(shot, room ?? place, frame) };
}

/** In a clip the subject's places may differ by this much in size: one that wanders would be shown too small. */
const mostWandering = 1.5;

/** Where what a shot is meant to show is, all along; undefined where that is not known, or where it wanders far. */
export function subjectThroughout(shot: Picture): Box | undefined {
  if (shot.kind === 'still') {
    return subjectOf(shot);
  }
  const subjects = (shot.subjects ?? []).map(({ box }) => box);
  const all = subjects.length === 0 ? undefined : subjects.reduce(unionOf);
  return all && subjects.some(({ w, h }) => all.w <= w * mostWandering && all.h <= h * mostWandering) ? all : undefined;
}

/**
 * How far a shown view of a still may be from the one that was dealt: two views of a video that were dealt 50 % apart stay
 * 30 % apart.
 */
const mostOff = 0.06;

/** Whether a part of a still is another view than was dealt, and one that is shown too may be near it. */
export function isAnotherView(shot: Picture, part: Box): boolean {
  return shot.kind === 'still' && shot.isOnly !== true && cropDistance(part, shot.crop) > mostOff;
}

function standingIn(shot: Picture, place: Box, room: Box, frame: Size): StandingPicture | undefined {
  const subject = subjectThroughout(shot);
  if (subject === undefined) {
    return undefined;
  }
  const aspect = aspectOf(place, frame);
  const dealt = shot.kind === 'clip' ? coverCrop(shot, aspect, shot.zoom ?? 1, 0.5, 0.5) : reshapedCrop(shot, aspect);
  // The source's own sides on the frame: no closer than it was dealt, and no larger than leaves its subject whole.
  const wanted = place.w / (dealt.w * shot.width);
  const most = Math.min(
    room.w / (subject.w * shot.width),
    (room.h * frame.height) / frame.width / (subject.h * shot.height),
  );
  // A still moves towards its subject, which takes the air; a clip that just fits needs none.
  const perPixel = shot.kind === 'clip' && wanted <= most ? wanted : Math.min(wanted, most / air);
  const [w, h] = [perPixel * shot.width, (perPixel * shot.height * frame.width) / frame.height];
  const x = startAlong(w, [place.x, place.w], [room.x, room.w], [subject.x, subject.w]);
  const y = startAlong(h, [place.y, place.h], [room.y, room.h], [subject.y, subject.h]);
  const [left, top] = [Math.max(place.x, x), Math.max(place.y, y)];
  const box = {
    x: left,
    y: top,
    w: Math.min(place.x + place.w, x + w) - left,
    h: Math.min(place.y + place.h, y + h) - top,
  };
  const held = { x: (left - x) / w, y: (top - y) / h, w: box.w / w, h: box.h / h };
  return isAnotherView(shot, held) ? undefined : { box, held };
}

type Span = readonly [start: number, length: number];

/** A strip narrower than this share of a place is left on one side alone. */
const strip = 0.25;

/**
 * Where along one side of the frame a source begins: its subject in the middle of the room, or as near to that as shows most
 * of the source. What little is left empty lies on the side that is further from the subject: what holds it mostly reaches in
 * from the other. What the source's own edge cuts stands at the room's.
 */
function startAlong(length: number, place: Span, room: Span, subject: Span): number {
  const [isFirst, isLast] = [subject[0] < 0.002, subject[0] + subject[1] > 0.998];
  if (length < place[1] && isFirst !== isLast) {
    return isFirst ? room[0] : room[0] + room[1] - length;
  }
  const within = (value: number, a: number, b: number) => Math.min(Math.max(a, b), Math.max(Math.min(a, b), value));
  const middle = subject[0] + subject[1] / 2;
  const left = place[1] - length;
  const wanted =
    left > 0 && left < strip * place[1]
      ? place[0] + (middle < 0.5 ? 0 : left)
      : within(room[0] + room[1] / 2 - middle * length, place[0], place[0] + left);
  return within(wanted, room[0] - subject[0] * length, room[0] + room[1] - (subject[0] + subject[1]) * length);
}

/**
 * The part of a box that a picture takes to show its subject whole: all of it where a crop of the box's shape holds the
 * subject of a clip, else a narrower or lower part in its middle. Stills fill theirs, but for those that were dealt in the
 * shape of their subject, or that would miss it in the box's, and that have no more about them to fill it with.
 */
export function boxHolding(shot: Picture, box: Box, frame: Size): Box {
  const shown = shapeKept(shot, aspectOf(box, frame));
  return shown === undefined ? box : boxOfPart(shot, shown, box, frame);
}

/** A still in the middle of a box as the part of it that was dealt, in that part's shape. */
export function standingAsDealt(shot: Extract<Shot, { kind: 'still' }>, box: Box, frame: Size): StandingPicture {
  return { box: boxOfPart(shot, shot.crop, box, frame), held: shot.crop };
}

/** The part of a box that a part of a source fills in its own shape. */
function boxOfPart(shot: Picture, shown: Box, box: Box, frame: Size): Box {
  const wider = (shown.w * shot.width) / (shown.h * shot.height) / aspectOf(box, frame);
  const [w, h] = [box.w * Math.min(1, wider), box.h * Math.min(1, 1 / wider)];
  const at = shot.kind === 'still' ? sideOf(subjectOf(shot) ?? shown) : 0.5;
  return { x: box.x + (box.w - w) * at, y: box.y + (box.h - h) / 2, w, h };
}

/** The part of its source that a picture shows in a shape of its own; undefined where it takes that of its box. */
function shapeKept(shot: Picture, aspect: number): Box | undefined {
  return shot.kind === 'clip' ? clipFitted(shot, aspect) : isKeepingShape(shot, aspect) ? shot.crop : undefined;
}

/**
 * Where in a wider box a part of a still stands, by what it shows: 0 left, 1 right, else in the middle. What the photograph's
 * own edge cuts is cut by the box's: anywhere else it would end in the middle of nothing.
 */
function sideOf({ x, w }: Box): number {
  const [isLeft, isRight] = [x < 0.002, x + w > 0.998];
  return isLeft === isRight ? 0.5 : isRight ? 1 : 0;
}

/** Whether a still is shown in the shape that it was dealt in, rather than cut to that of its box. */
function isOfOwnShape(shot: Extract<Shot, { kind: 'still' }>, aspect: number): boolean {
  const dealt = (shot.crop.w * shot.width) / (shot.crop.h * shot.height);
  return shot.isWhole === true || Math.max(dealt / aspect, aspect / dealt) > mostReshaped || !isTellingAs(shot, aspect);
}

function isKeepingShape(shot: Extract<Shot, { kind: 'still' }>, aspect: number): boolean {
  return isOfOwnShape(shot, aspect) && cropInstead(shot, aspect, shot.crop, subjectOf(shot)) === undefined;
}

/** What a still is meant to show, where it is not a detail of it. */
function subjectOf({ subject, isDetail }: Extract<Shot, { kind: 'still' }>): Box | undefined {
  return isDetail === true ? undefined : subject;
}

/** A crop that is shown in a shape further from its own shows other parts than it was dealt for. */
const mostReshaped = 1.3;

/** Whether a dealt still shows enough of its subject in another shape. */
function isTellingAs(shot: Extract<Shot, { kind: 'still' }>, aspect: number): boolean {
  return (
    shot.subject === undefined ||
    shot.isDetail === true ||
    isTelling(shot, aspect, reshapedCrop(shot, aspect), shot.subject)
  );
}

/** Whether a box that keeps its shape shows enough of what a picture shows. */
export function isSeenIn(shot: Picture, box: Box, frame: Size): boolean {
  return shot.kind === 'clip' || isTellingAs(shot, aspectOf(box, frame));
}

/** The part of a clip's frames that holds its subject at its largest, where a crop of an aspect does not. */
function clipFitted(shot: Extract<Shot, { kind: 'clip' }>, aspect: number): Box | undefined {
  const { subjects = [], zoom } = shot;
  // Who comes close means to see a part.
  if (zoom !== undefined) {
    return undefined;
  }
  const [w, h] = [Math.max(0, ...subjects.map(({ box }) => box.w)), Math.max(0, ...subjects.map(({ box }) => box.h))];
  return subjects.length === 0 ? undefined : fittedCrop(shot, aspect, { x: 0, y: 0, w, h });
}

/** Shapes this near are the same: a picture of one fills the other, and nobody sees what is cut. */
const sameShape = 0.05;

/** Whether a picture has the shape of the frame. */
export function isShapedAs(shot: Picture, frame: Size): boolean {
  return Math.abs(shot.width / shot.height / (frame.width / frame.height) - 1) <= sameShape;
}

/** How many times a picture's pixels are blown up in a box. */
export function enlargementIn(shot: Picture, box: Box, frame: Size): number {
  const crop = sourceCrop(shot, aspectOf(box, frame));
  return (box.w * frame.width) / (crop.w * shot.width);
}

function sourceCrop(shot: Picture, aspect: number): Box {
  if (shot.kind === 'clip') {
    return coverCrop(shot, aspect, shot.zoom ?? 1, 0.5, 0.5);
  }
  // What is not cut to its box is seen with what lies about it: a strip of blur at an edge would look like a fault.
  const grown = isOfOwnShape(shot, aspect) ? cropInstead(shot, aspect, shot.crop, subjectOf(shot)) : undefined;
  if (grown !== undefined) {
    return grown;
  }
  const shown = reshapedCrop(shot, aspect);
  return shot.subject === undefined || shot.isDetail ? shown : tellingCrop(shot, aspect, shown, shot.subject);
}

/** The dealt crop says where to look; its shape follows the box that it really fills. */
function reshapedCrop(shot: Extract<Shot, { kind: 'still' }>, aspect: number): Box {
  const { x, y, w, h } = shot.crop;
  const full = coverCrop(shot, aspect, 1, 0.5, 0.5);
  // Never more of the still than was dealt: crops dealt apart would come together again.
  const zoom = Math.max(1, Math.sqrt((full.w * full.h) / (w * h)));
  const anchor = (start: number, length: number) =>
    length >= 1 ? 0.5 : Math.min(1, Math.max(0, start / (1 - length)));
  return coverCrop(shot, aspect, zoom, anchor(x, w), anchor(y, h));
}

/** Towards the subject, where the crop holds any of it; hardly closer, where that would bring it under words. */
function stillMotion(shot: Extract<Shot, { kind: 'still' }>, crop: Box, turn: number, held: Box | undefined) {
  const isSeen = shot.subject !== undefined && shareInside(shot.subject, crop) > 0;
  return motionOver(crop, turn, isSeen ? shot.subject : undefined, held === undefined ? undefined : 0.97);
}

/** A clip is cropped about its subject, which the crop follows where it must. */
function clipCrop(shot: Extract<Shot, { kind: 'clip' }>, crop: Box, run: PictureRun): FollowingCrop {
  const { startMs, speed, subjects } = shot;
  const size = { width: crop.w, height: crop.h };
  return subjects === undefined
    ? { crop }
    : followSubject(subjects, size, { startMs, speed, fps: run.fps, frames: run.frames });
}
