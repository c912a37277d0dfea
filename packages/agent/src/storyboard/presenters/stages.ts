import type { Box, PresenterFraming, PresenterLayout, TemplateShape } from '@clipo/contract';

type Rect = readonly [x: number, y: number, w: number, h: number];

/** Where things are while a presenter takes a place of their own, in fractions of the frame. */
export interface Stage {
  /** The presenter, the figure standing on the lower edge; of a dialogue who answers. */
  presenter: Rect;
  /** Who asks, in a dialogue. */
  other?: Rect;
  /** The picture, and where it goes while a price or a figure stands beside it. A card lies on the ground, framed. */
  picture: { alone: Rect; withWords: Rect; isCard: boolean };
  /** A price, a figure or a name; null where there is no room for any. */
  words: Rect | null;
  caption: Rect;
  source: Rect;
}

/** Layouts in which the presenter has a stage; in the others the template's own arrangement stays. */
export type StagedLayout = Exclude<PresenterLayout, 'corner' | 'off'>;

// Tall frames: x 0.067–0.815, y 0.083–0.724 are clear of the platforms' controls, the AI label takes 0.14–0.205 (decision
// 7). A face is inside that zone, the trunk may lie below it; captions stand over the picture's lower edge or on the chest.
const lowTall: Rect = [0.067, 0.703, 0.748, 0.02];
const low: Rect = [0.07, 0.962, 0.86, 0.03];

/** Where everything is, by layout and shape of frame, for a presenter at the right. */
export const stages: Readonly<Record<StagedLayout, Readonly<Record<TemplateShape, Stage>>>> = {
  full: {
    tall: {
      presenter: [0.13, 0.14, 1, 0.86],
      picture: { alone: [0.067, 0.215, 0.31, 0.2], withWords: [0.067, 0.215, 0.31, 0.2], isCard: true },
      words: null,
      caption: [0.067, 0.605, 0.748, 0.095],
      source: lowTall,
    },
    compact: {
      presenter: [0.16, 0.1, 0.8, 0.9],
      picture: { alone: [0.04, 0.15, 0.26, 0.32], withWords: [0.04, 0.15, 0.26, 0.32], isCard: true },
      words: null,
      caption: [0.07, 0.79, 0.86, 0.15],
      source: low,
    },
    wide: {
      presenter: [0.3, 0.08, 0.5, 0.92],
      picture: { alone: [0.06, 0.17, 0.27, 0.58], withWords: [0.06, 0.17, 0.27, 0.58], isCard: true },
      words: null,
      caption: [0.1, 0.81, 0.8, 0.14],
      source: low,
    },
  },
  half: {
    tall: {
      presenter: [0, 0.47, 1, 0.53],
      picture: { alone: [0, 0, 1, 0.5], withWords: [0, 0, 1, 0.3], isCard: false },
      words: [0.067, 0.308, 0.748, 0.085],
      caption: [0.067, 0.415, 0.748, 0.085],
      source: [0.067, 0.396, 0.748, 0.018],
    },
    compact: {
      presenter: [0.5, 0.12, 0.5, 0.88],
      picture: { alone: [0, 0, 0.5, 1], withWords: [0, 0, 0.5, 0.5], isCard: false },
      words: [0.04, 0.53, 0.42, 0.22],
      caption: [0.05, 0.8, 0.9, 0.15],
      source: low,
    },
    wide: {
      presenter: [0.5, 0.1, 0.5, 0.9],
      picture: { alone: [0, 0, 0.5, 1], withWords: [0, 0, 0.5, 0.5], isCard: false },
      words: [0.05, 0.53, 0.4, 0.24],
      caption: [0.1, 0.815, 0.8, 0.14],
      source: low,
    },
  },
  'cut-out': {
    tall: {
      presenter: [0.4, 0.44, 0.7, 0.56],
      picture: { alone: [0, 0, 1, 1], withWords: [0, 0, 1, 0.47], isCard: false },
      words: [0.067, 0.485, 0.41, 0.105],
      caption: [0.067, 0.62, 0.42, 0.1],
      source: [0.067, 0.597, 0.42, 0.018],
    },
    compact: {
      presenter: [0.52, 0.25, 0.5, 0.75],
      picture: { alone: [0, 0, 1, 1], withWords: [0, 0, 0.6, 0.48], isCard: false },
      words: [0.04, 0.5, 0.42, 0.2],
      caption: [0.04, 0.75, 0.52, 0.19],
      source: low,
    },
    wide: {
      presenter: [0.62, 0.12, 0.36, 0.88],
      picture: { alone: [0, 0, 1, 1], withWords: [0, 0, 0.65, 0.5], isCard: false },
      words: [0.05, 0.52, 0.36, 0.24],
      caption: [0.05, 0.8, 0.58, 0.15],
      source: low,
    },
  },
  'over-shoulder': {
    tall: {
      presenter: [0.3, 0.36, 0.8, 0.64],
      picture: { alone: [0.067, 0.315, 0.42, 0.32], withWords: [0.067, 0.315, 0.42, 0.2], isCard: true },
      words: [0.067, 0.525, 0.42, 0.11],
      caption: [0.067, 0.215, 0.748, 0.09],
      source: [0.067, 0.645, 0.42, 0.018],
    },
    compact: {
      presenter: [0.42, 0.15, 0.58, 0.85],
      picture: { alone: [0.05, 0.15, 0.48, 0.56], withWords: [0.05, 0.15, 0.48, 0.34], isCard: true },
      words: [0.05, 0.52, 0.44, 0.22],
      caption: [0.07, 0.81, 0.86, 0.14],
      source: low,
    },
    wide: {
      presenter: [0.52, 0.1, 0.48, 0.9],
      picture: { alone: [0.06, 0.15, 0.48, 0.62], withWords: [0.06, 0.15, 0.48, 0.36], isCard: true },
      words: [0.06, 0.54, 0.44, 0.24],
      caption: [0.1, 0.815, 0.8, 0.14],
      source: low,
    },
  },
  dialogue: {
    tall: {
      presenter: [0.42, 0.46, 0.64, 0.54],
      other: [-0.06, 0.46, 0.64, 0.54],
      picture: { alone: [0, 0, 1, 0.5], withWords: [0, 0, 1, 0.3], isCard: false },
      words: [0.067, 0.308, 0.748, 0.085],
      caption: [0.067, 0.415, 0.748, 0.085],
      source: [0.067, 0.396, 0.748, 0.018],
    },
    compact: {
      presenter: [0.56, 0.3, 0.5, 0.7],
      other: [-0.06, 0.3, 0.5, 0.7],
      picture: { alone: [0.3, 0.14, 0.4, 0.46], withWords: [0.3, 0.14, 0.4, 0.3], isCard: true },
      words: [0.3, 0.46, 0.4, 0.2],
      caption: [0.07, 0.8, 0.86, 0.14],
      source: low,
    },
    wide: {
      presenter: [0.68, 0.2, 0.32, 0.8],
      other: [0, 0.2, 0.32, 0.8],
      picture: { alone: [0.31, 0.14, 0.38, 0.6], withWords: [0.31, 0.14, 0.38, 0.34], isCard: true },
      words: [0.33, 0.5, 0.34, 0.26],
      caption: [0.15, 0.815, 0.7, 0.14],
      source: low,
    },
  },
};

/** Middle line of what is clear in tall frames, doubled: what is mirrored there stays clear. */
const tallMirror = 0.882;

/** A rectangle as a box, mirrored for a presenter at the left. */
export function placedBox(
  [x, y, w, h]: Rect,
  side: 'left' | 'right',
  width: 'frame' | 'clear',
  shape: TemplateShape,
): Box {
  // A large figure off the middle makes room for a card, which stays clear of controls: it is mirrored with it.
  const isMirroredClear = width === 'clear' ? w < 1 : w >= 0.75 && x > 0;
  const sum = isMirroredClear && shape === 'tall' ? tallMirror : 1;
  return { x: side === 'right' ? x : sum - x - w, y, w, h };
}

// The rig's units (its head's middle at the origin): what a framing shows, and where a face is in it.
const framings: Readonly<Record<PresenterFraming, { top: number; bottom: number; side: number }>> = {
  full: { top: -188, bottom: 690, side: 232 },
  half: { top: -188, bottom: 430, side: 214 },
  head: { top: -186, bottom: 226, side: 150 },
};
const face = { left: -86, right: 86, top: -90, bottom: 104 };
const trunk = { left: -165, right: 165, top: -140, bottom: 430 };

/** Parts of a figure that stands in a box: its face, and all of it but for hands that gesture. `aspect` is the frame's. */
export function figureIn(box: Box, framing: PresenterFraming, aspect: number): { face: Box; body: Box } {
  const { top, bottom, side } = framings[framing];
  // Units per fraction of the frame's height; a fraction of its width is `aspect` times as long.
  const scale = Math.min(box.h / (bottom - top), (box.w * aspect) / (side * 2));
  const part = (of: typeof face): Box => ({
    x: box.x + box.w / 2 + (of.left * scale) / aspect,
    y: box.y + box.h - (bottom - of.top) * scale,
    w: ((of.right - of.left) * scale) / aspect,
    h: (Math.min(of.bottom, bottom) - of.top) * scale,
  });
  return { face: part(face), body: part(trunk) };
}
