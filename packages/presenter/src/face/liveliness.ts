import { type MouthTrack, mouthAt } from './mouth-pose.ts';

/** What a head does beside speaking. Lengths are shares of the face's width, angles radians, the rest 0 … 1. */
export interface HeadPose {
  roll: number;
  /** Turn to the side and nod: shifts of the nose against the outline. */
  turn: number;
  nod: number;
  shiftX: number;
  shiftY: number;
  /** 0 open … 1 closed lids. */
  blink: number;
  /** −1 … 1, out and in. */
  breath: number;
}

/** How lively: a share of the normal movement. */
export type Motion = 'calm' | 'normal' | 'active';
const strength: Readonly<Record<Motion, number>> = { calm: 0.55, normal: 1, active: 1.5 };

const blinkSeconds = 0.24;

/** The head at a moment. Pure: the same seed, track and frame give the same pose, whatever was asked before. */
export function headAt(
  frame: number,
  { fps, seed, track, motion }: { fps: number; seed: number; track: MouthTrack; motion: Motion },
): HeadPose {
  const seconds = frame / fps;
  const much = strength[motion];
  const drift = (channel: number, slowness: number) => noise(seed * 31 + channel, seconds / slowness);
  // Speech moves the head: emphasis is where the jaw is low for a while.
  const energy = speechEnergy(track, frame, fps);
  return {
    roll: much * (0.014 * drift(1, 2.6) + 0.006 * energy * drift(2, 0.7)),
    turn: much * (0.034 * drift(3, 2.2) + 0.012 * energy * drift(4, 0.8)),
    nod: much * (0.016 * drift(5, 1.9) + 0.03 * energy * (0.5 + 0.5 * drift(6, 0.6))),
    shiftX: much * 0.012 * drift(7, 3.1),
    shiftY: much * (0.008 * drift(8, 2.8) + 0.012 * energy),
    blink: blinkAt(seconds, seed),
    breath: Math.sin((seconds / 3.9 + fraction(seed, 9)) * Math.PI * 2),
  };
}

/** How much is being said around a frame, 0 … 1. */
function speechEnergy(track: MouthTrack, frame: number, fps: number): number {
  const reach = Math.round(fps * 0.24);
  let sum = 0;
  let weight = 0;
  for (let offset = -reach; offset <= reach; offset++) {
    const share = 1 - Math.abs(offset) / (reach + 1);
    sum += mouthAt(track, frame + offset).open * share;
    weight += share;
  }
  return Math.min(1, (sum / weight) * 2.2);
}

/** Lids: closed fast, opened slower, every 2.2 to 5.8 s; now and then twice. */
function blinkAt(seconds: number, seed: number): number {
  const slot = 4;
  for (const index of [Math.floor(seconds / slot), Math.floor(seconds / slot) - 1]) {
    const start = index * slot + 0.3 + fraction(seed, index * 2 + 100) * (slot - 1.2);
    const closed = lidAt(seconds - start);
    const again = fraction(seed, index * 2 + 101) > 0.82 ? lidAt(seconds - start - 0.32) : 0;
    if (closed > 0 || again > 0) {
      return Math.max(closed, again);
    }
  }
  return 0;
}

function lidAt(since: number): number {
  if (since < 0 || since > blinkSeconds) {
    return 0;
  }
  const part = since / blinkSeconds;
  return part < 0.35 ? ease(part / 0.35) : part < 0.5 ? 1 : ease((1 - part) / 0.5);
}

function ease(part: number): number {
  return part * part * (3 - 2 * part);
}

/** A number 0 … 1 that depends on two whole numbers alone. */
function fraction(seed: number, index: number): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 0x7f4a7c15, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash ^= hash >>> 13;
  return (hash >>> 0) / 2 ** 32;
}

/** Smooth noise, −1 … 1, about one swing a unit. */
function noise(seed: number, at: number): number {
  const index = Math.floor(at);
  const part = ease(at - index);
  const value = (offset: number) => fraction(seed, index + offset) * 2 - 1;
  return value(0) * (1 - part) + value(1) * part;
}
