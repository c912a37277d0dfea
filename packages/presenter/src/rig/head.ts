import type { CharacterArt, HeadPart, HeadTone } from './character.ts';
import { drawEyes, type Gaze } from './eyes.ts';
import { type HeadTurn, headWarp } from './head-space.ts';
import { drawMouth, type MouthShape } from './mouth.ts';
import type { Cloth } from './palette.ts';
import { apart, lit, shaded } from './palette.ts';
import { fill, line, mirrored, outline, spot, trace } from './pen.ts';

/** Colours of a head's parts, found once. */
export type HeadTones = Readonly<Record<HeadTone, string>>;

/** The colours of a character's head with the brand's accent. */
export function headTones(art: CharacterArt, accent: Cloth): HeadTones {
  return {
    hair: art.hairColor,
    hairShade: shaded(art.hairColor, 0.3),
    hairLight: lit(art.hairColor, 0.16),
    skin: art.skin.base,
    skinShade: art.skin.shade,
    skinLine: art.skin.line,
    accent: accent.base,
    accentShade: accent.shade,
    accentLight: accent.light,
    onAccent: apart('#ffffff', accent.base),
    beard: art.beardColor ?? art.hairColor,
    dark: '#33272e',
    white: '#ffffff',
    gold: '#e9b44c',
  };
}

/** A head in a frame. */
export interface HeadState {
  turn: HeadTurn;
  gaze: Gaze;
  mouth: MouthShape;
}

const ear = outline('M-70,-12 C-84,-24 -98,-14 -95,6 C-93,24 -84,36 -72,30 Z');
const earFold = outline('M-78,-4 C-88,-8 -90,8 -80,16');
const ears = [ear, mirrored(ear)];
const earFolds = [earFold, mirrored(earFold)];
const cheek = { x: 47, y: 30 };
const ageLines = [outline('M-29,30 C-35,35 -39,40 -40,46'), outline('M-58,4 C-63,7 -66,10 -67,14')];
const agePairs = ageLines.flatMap((shape) => [shape, mirrored(shape)]);
const freckles = [
  [-54, 24],
  [-46, 29],
  [-38, 23],
  [-44, 20],
  [54, 24],
  [46, 29],
  [38, 23],
  [44, 20],
] as const;

/** Draws some parts in order. */
export function drawParts(
  ctx: CanvasRenderingContext2D,
  parts: readonly HeadPart[],
  tones: HeadTones,
  turn: HeadTurn,
): void {
  for (const { shape, tone, depth, sway, width } of parts) {
    const warp = headWarp(turn, depth, sway);
    if (width === undefined) {
      fill(ctx, shape, tones[tone], warp);
    } else {
      line(ctx, shape, tones[tone], width, warp);
    }
  }
}

/** Draws the head in its own space: what is behind the face, the face, what is before it. */
export function drawHead(ctx: CanvasRenderingContext2D, art: CharacterArt, tones: HeadTones, state: HeadState): void {
  const { turn } = state;
  const { skin } = art;
  if (art.skull !== undefined) {
    fill(ctx, art.skull, tones.hair, headWarp(turn, 0));
    fill(ctx, art.skull, tones.hair, headWarp(turn, { face: 2 }));
  }
  drawParts(ctx, art.back, tones, turn);
  if (art.ears === 'shown') {
    const warp = headWarp(turn, -8);
    for (const [index, shape] of ears.entries()) {
      fill(ctx, shape, skin.base, warp);
      line(ctx, earFolds[index] ?? shape, skin.line, 2.4, warp);
    }
  }
  const rim = headWarp(turn, 'rim');
  fill(ctx, art.face, skin.shade, rim);
  // Light comes from the upper left: a narrower face laid over its own shadow leaves a crescent.
  fill(ctx, art.face, skin.base, (x, y) => rim(-82 + (x + 82) * 0.945, -104 + (y + 104) * 0.985));
  const surface = headWarp(turn, { face: -2 });
  ctx.save();
  trace(ctx, art.face, rim);
  ctx.clip();
  for (const side of [-1, 1]) {
    surface(side * cheek.x, cheek.y);
    ctx.beginPath();
    ctx.ellipse(spot.x, spot.y, 13, 8.5, 0, 0, Math.PI * 2);
    ctx.fillStyle = skin.blush;
    ctx.globalAlpha = 0.62;
    ctx.fill();
    ctx.globalAlpha = 1;
  }
  if (art.marks === 'freckles') {
    ctx.fillStyle = skin.line;
    for (const [x, y] of freckles) {
      surface(x, y);
      ctx.beginPath();
      ctx.arc(spot.x, spot.y, 1.7, 0, Math.PI * 2);
      ctx.fill();
    }
  } else if (art.marks === 'age') {
    for (const shape of agePairs) {
      line(ctx, shape, skin.line, 2.2, surface);
    }
  }
  ctx.restore();
  drawParts(ctx, art.beard, tones, turn);
  drawMouth(ctx, art, state.mouth, turn);
  drawEyes(ctx, art, state.gaze, turn);
  line(ctx, art.nose, skin.line, 3.4, headWarp(turn, { face: 13 }));
  drawGlasses(ctx, art, tones, turn);
  drawParts(ctx, art.front, tones, turn);
}

const roundLens = outline(
  'M-61,-3 C-61,-22 -49,-29 -36,-29 C-20,-29 -11,-20 -11,-2 C-11,16 -22,25 -36,25 C-50,25 -61,15 -61,-3Z',
);
const squareLens = outline(
  'M-61,-18 C-61,-24 -58,-26 -52,-26 L-20,-26 C-13,-26 -10,-23 -10,-17 L-12,8 C-13,18 -18,22 -26,22 L-44,22 C-54,22 -58,17 -59,8Z',
);
const bridge = outline('M-11,-7 Q0,-14 11,-7');

function drawGlasses(ctx: CanvasRenderingContext2D, art: CharacterArt, tones: HeadTones, turn: HeadTurn): void {
  if (art.glasses === 'none') {
    return;
  }
  const lens = art.glasses === 'round' ? roundLens : squareLens;
  const warp = headWarp(turn, { face: 10 });
  for (const shape of [lens, mirrored(lens)]) {
    fill(ctx, shape, 'rgba(255,255,255,0.13)', warp);
    line(ctx, shape, tones.dark, 4.2, warp);
  }
  line(ctx, bridge, tones.dark, 4.2, warp);
  // Temples run from the lenses, which turn with the face, to the ears, which stay at the rim.
  const atEar = headWarp(turn, 4);
  for (const side of [-1, 1]) {
    ctx.beginPath();
    warp(side * 61, -10);
    ctx.moveTo(spot.x, spot.y);
    atEar(side * 84, -14);
    ctx.lineTo(spot.x, spot.y);
    ctx.stroke();
  }
}
