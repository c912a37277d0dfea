import type { MouthPose } from './mouth-pose.ts';

/** How a pose moves a mouth, in half widths of the mouth. */
export interface MouthShape {
  /** How far the lower lip goes down and the upper one up, in the middle. */
  drop: number;
  raise: number;
  /** How far the chin goes down. */
  jaw: number;
  /** How far the corners hang with the jaw: where they stay, every open mouth grins. */
  sink: number;
  /** How many times wider the mouth is than at rest. */
  width: number;
  teeth: number;
  tongue: number;
}

/** The shape of a pose. Pressed lips are shut, whatever the jaw does. */
export function mouthShapeOf(pose: MouthPose): MouthShape {
  const open = Math.max(0, Math.min(1, pose.open)) * (1 - Math.max(0, Math.min(1, pose.press)));
  const wide = Math.max(-1, Math.min(1, pose.wide));
  const round = Math.max(0, -wide);
  return {
    drop: open * (0.6 - 0.06 * Math.max(0, wide)),
    raise: open * (0.13 + 0.03 * Math.max(0, wide) + 0.05 * round),
    jaw: open * 0.36,
    sink: open * 0.2 * (1 - 0.5 * Math.max(0, wide)),
    width: 1 + 0.09 * Math.max(0, wide) * (1 - 0.4 * open) - 0.24 * round - 0.09 * open,
    teeth: pose.teeth,
    tongue: pose.tongue,
  };
}

/** How far the movement of the mouth reaches to each side, in half widths. */
export const mouthReach = 2.3;

/** Heights at one place across the mouth, `across` in half widths of the moved mouth. */
export interface LipEdges {
  /** The closed seam, and where the lips' edges are now. */
  seam: number;
  upper: number;
  lower: number;
  /** 0 at the corners and outside … 1 in the middle. */
  profile: number;
}

/** Smooth step from 0 at 0 to 1 at 1. */
export function smooth(part: number): number {
  const within = part < 0 ? 0 : part > 1 ? 1 : part;
  return within * within * (3 - 2 * within);
}
