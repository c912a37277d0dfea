import { spot, type Warp } from './pen.ts';

/**
 * The head's own space, in units of which a head is 200 high: x to the right, y down, z towards the viewer, the origin
 * between the cheekbones. The crown is at y −104, the chin near y 98, ears at x ±78.
 */
export interface HeadTurn {
  /** Turn to the right of the picture, in radians. */
  yaw: number;
  /** Nod downwards, in radians. */
  pitch: number;
  /** How far the chin drops with the jaw, in units. */
  jaw: number;
  /** How far loose hair hangs behind the head's motion, in units. */
  lagX: number;
  lagY: number;
}

/** Depth of a part: the face's surface plus a lift (`jaw` follows the jaw besides; what hugs goes over into the rim at its sides), its rim, or one for all its points. */
export type Depth = { face: number } | { jaw: number; hugs?: true } | 'rim' | number;

const faceDepth = (x: number, y: number) => 74 * Math.sqrt(Math.max(0, 1 - (x / 94) ** 2 - ((y - 4) / 128) ** 2));

const rise = (from: number, to: number, value: number) => {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
};

/** The chin stands out before the temples, which turns a face's rim into a profile's beginning. */
const rimDepth = (y: number) => 34 * rise(10, 98, y) - 6 * rise(-20, -90, y);

/** How parts at a depth are placed when the head is turned. `sway` is how loosely they hang, from 0. */
export function headWarp(turn: HeadTurn, depth: Depth, sway = 0): Warp {
  const sin = Math.sin(turn.yaw);
  const cos = Math.cos(turn.yaw);
  const nod = Math.sin(turn.pitch);
  const hasJaw = depth === 'rim' || (typeof depth === 'object' && 'jaw' in depth);
  const hugs = typeof depth === 'object' && 'jaw' in depth && depth.hugs === true;
  const lift = typeof depth !== 'object' ? 0 : 'jaw' in depth ? depth.jaw : depth.face;
  return (x, y) => {
    const surface = depth === 'rim' ? rimDepth(y) : typeof depth === 'number' ? depth : faceDepth(x, y) + lift;
    // What hugs the face goes over into its rim, where the ears are, on both sides.
    const z = hugs ? surface + (rimDepth(y) - surface) * rise(44, 76, Math.abs(x)) : surface;
    const looseness = sway * rise(-30, 130, y);
    const drop = hasJaw ? turn.jaw * rise(34, 92, y) : 0;
    spot.x = x * cos + z * sin + turn.lagX * looseness;
    spot.y = y + drop + z * nod + turn.lagY * looseness;
  };
}
