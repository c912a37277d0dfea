import type { Box, Size } from '@clipo/contract';
import type { Compositor, Picture, PixelRect } from '../compositor/types.ts';
import { animationState } from './animation.ts';
import { defineLayer, pixelsOfBox } from './layer.ts';
import { movedBox } from './moving-picture.ts';
import { pixelsOfPart, sizeForParts } from './picture-part.ts';
import { averagePlane, enlargeSoftly, type FloatPlane, groundOf, shadeAbout } from './soft-plane.ts';

/** Samples of the short side that are left of the picture: colours and rough shapes, nothing to look at. */
const SHORT_SIDE = 16;
/** Pixels a side that are averaged to one sample. */
const SQUARE = 4;
/** Black in limited range, for Y, U and V. */
const black = [16, 128, 128] as const;

/**
 * The soft, dimmed ground of a material, made once; every frame copies it: the colours of its own border gone on inwards.
 * What stands in its middle is left out, for a blurred copy of a product above and beside itself looks like its ghost. With
 * `shown`, where the picture in front has plain edges, it is its edges gone on outwards: a studio's ground then simply
 * reaches further, and what another edge cuts fades out softly.
 */
export const blurFillLayer = defineLayer('blur-fill', async (layer, context) => {
  const { compositor } = context;
  const material = context.material(layer.material);
  const box = pixelsOfBox(layer.box, context.size);
  const size = { width: box.w, height: box.h };
  const small = smallSize(size);
  const rough = compositor.createPicture(small);
  /** What is drawn of a part, in tiny: the bytes of all its planes. */
  const sketch = async (part: Box, strips: (still: PixelRect) => [from: PixelRect, to: PixelRect][]) => {
    const still = await context.media.still(material, layer.startMs, sizeForParts({ from: part, to: part }, small));
    for (const [from, to] of strips(pixelsOfPart(part, still))) {
      compositor.drawScaled(still, from, rough, to, 1);
    }
    compositor.releasePicture(still);
    return compositor.bytesOf(rough).slice();
  };
  const { lifted, shown } = layer;
  const held = lifted && withinGround(lifted, layer.box, rough);
  const edges = held && shown && (await sketch(shown, (still) => edgesGoingOn(still, rough, held)));
  const goesOn = held === undefined || edges === undefined ? 0 : plainnessAbout(held, edges, rough);
  const all = goesOn === 1 ? undefined : await sketch({ x: 0, y: 0, w: 1, h: 1 }, (still) => [[still, whole(rough)]]);
  const picture = soften(compositor, rough, size, { dim: layer.dim, edges, all, goesOn });
  compositor.releasePicture(rough);
  if (lifted !== undefined && goesOn < 1) {
    const over = pixelsOfBox(lifted, context.size);
    castShadow(compositor, picture, { ...over, x: over.x - box.x, y: over.y - box.y }, 1 - goesOn);
  }
  return {
    draw(sceneFrame, target) {
      const state = animationState(layer, sceneFrame, context.sceneFrames);
      if (state !== null) {
        compositor.drawScaled(picture, whole(picture), target, movedBox(box, state, context), state.opacity);
      }
    },
    close() {
      compositor.releasePicture(picture);
    },
  };
});

/** Where a picture lies in a ground of some size, in whole even pixels of that. */
function withinGround(lifted: Box, box: Box, ground: Size): PixelRect {
  const even = (share: number, length: number) => Math.min(length, Math.max(0, Math.round((share * length) / 2) * 2));
  const x = even((lifted.x - box.x) / box.w, ground.width);
  const y = even((lifted.y - box.y) / box.h, ground.height);
  return {
    x,
    y,
    w: Math.max(2, even((lifted.x + lifted.w - box.x) / box.w, ground.width) - x),
    h: Math.max(2, even((lifted.y + lifted.h - box.y) / box.h, ground.height) - y),
  };
}

/** Of a picture's length, what counts as its edge. */
const edge = 0.03;

/**
 * Which strip of what is shown fills which part of a ground: outwards each edge goes on as it is, and each corner. Under the
 * picture lie its edges too, as far as nothing is seen of where they meet: what it shows would shine out at its sides.
 */
function edgesGoingOn(shown: PixelRect, ground: Size, held: PixelRect): [from: PixelRect, to: PixelRect][] {
  const strip = { w: Math.max(2, shown.w * edge), h: Math.max(2, shown.h * edge) };
  // First, middle and last of the source, and of the ground.
  const across = [
    { from: [shown.x, strip.w], to: [0, held.x] },
    { from: [shown.x, shown.w], to: [held.x, held.w] },
    { from: [shown.x + shown.w - strip.w, strip.w], to: [held.x + held.w, ground.width - held.x - held.w] },
  ] as const;
  const down = [
    { from: [shown.y, strip.h], to: [0, held.y] },
    { from: [shown.y, shown.h], to: [held.y, held.h] },
    { from: [shown.y + shown.h - strip.h, strip.h], to: [held.y + held.h, ground.height - held.y - held.h] },
  ] as const;
  const outside = across.flatMap((x, column) =>
    down.flatMap((y, row): [PixelRect, PixelRect][] =>
      (column === 1 && row === 1) || x.to[1] === 0 || y.to[1] === 0
        ? []
        : [[rectOf(x.from, y.from), rectOf(x.to, y.to)]],
    ),
  );
  const [first, , last] = across;
  const [upper, , lower] = down;
  const isBeside = first.to[1] + last.to[1] > 0;
  const isOver = upper.to[1] + lower.to[1] > 0;
  const half = (length: number) => Math.round(length / 4) * 2;
  const quarter = (length: number) => (isBeside && isOver ? Math.round(length / 8) * 2 : half(length));
  const [high, wide] = [half(held.h), quarter(held.w)];
  const under: [PixelRect, PixelRect][] = [
    ...(isOver
      ? ([
          [rectOf(across[1].from, upper.from), { ...held, h: high }],
          [rectOf(across[1].from, lower.from), { ...held, y: held.y + high, h: held.h - high }],
        ] satisfies [PixelRect, PixelRect][])
      : []),
    ...(isBeside
      ? ([
          [rectOf(first.from, down[1].from), { ...held, w: wide }],
          [rectOf(last.from, down[1].from), { ...held, x: held.x + held.w - wide, w: wide }],
        ] satisfies [PixelRect, PixelRect][])
      : []),
  ];
  return [...under, ...outside];
}

type Span = readonly [start: number, length: number];

function rectOf([x, w]: Span, [y, h]: Span): PixelRect {
  return { x, y, w, h };
}

/** Steps of luma that a plain ground spans at the most, its slow shades among them; from the second on it is none at all. */
const plainSpan = [46, 66] as const;

/**
 * How plain the sides of a picture are on which its ground goes on, 1 for plain, 0 for busy: all of them, or all but one
 * where there are several. Between busy edges their streaks look like a fault. It has no step: a preview, whose pictures
 * are smaller, must not come to another ground where an edge is all but plain.
 */
function plainnessAbout(held: PixelRect, bytes: Uint8Array, { width, height }: Size): number {
  const sides: PixelRect[] = [
    { ...held, x: 0, w: held.x },
    { ...held, x: held.x + held.w, w: width - held.x - held.w },
    { ...held, y: 0, h: held.y },
    { ...held, y: held.y + held.h, h: height - held.y - held.h },
  ].filter(({ w, h }) => w > 0 && h > 0);
  const spans = sides.map(({ x, y, w, h }) => {
    const values = Array.from({ length: h }, (_, row) => [
      ...bytes.subarray((y + row) * width + x, (y + row) * width + x + w),
    ]).flat();
    values.sort((a, b) => a - b);
    const at = (share: number) => values[Math.floor((values.length - 1) * share)] as number;
    return at(0.97) - at(0.03);
  });
  spans.sort((a, b) => b - a);
  const counts = spans[spans.length > 1 ? 1 : 0];
  const [plain, busy] = plainSpan;
  return counts === undefined ? 0 : Math.min(1, Math.max(0, (busy - counts) / (busy - plain)));
}

/** Makes the soft picture of edges that go on, of the ground of all, or of both by `goesOn`; `dim` of the way to black. */
function soften(
  compositor: Compositor,
  rough: Size,
  size: Size,
  of: { dim: number; edges: Uint8Array | undefined; all: Uint8Array | undefined; goesOn: number },
): Picture {
  const picture = compositor.createPicture(size);
  const target = compositor.bytesOf(picture);
  let [from, to] = [0, 0];
  for (const [index, dark] of black.entries()) {
    const half = index === 0 ? 1 : 2;
    const [width, height] = [rough.width / half, rough.height / half];
    const [wide, high] = [size.width / half, size.height / half];
    const planeOf = (bytes: Uint8Array) =>
      averagePlane(bytes.subarray(from, from + width * height), width, height, SQUARE);
    const going = of.edges === undefined || of.goesOn === 0 ? undefined : planeOf(of.edges);
    const ground = of.all === undefined ? undefined : groundOf(planeOf(of.all));
    const plane = (going ?? ground) as FloatPlane;
    const values = plane.values.map((_, at) => {
      const value = of.goesOn * (going?.values[at] ?? 0) + (1 - of.goesOn) * (ground?.values[at] ?? 0);
      return value + (dark - value) * of.dim;
    });
    enlargeSoftly({ ...plane, values }, target.subarray(to, to + wide * high), wide, high);
    from += width * height;
    to += wide * high;
  }
  return picture;
}

/** How far a shadow reaches, and how far it falls, over the short side; how dark it is at the edge. */
const shadow = { reach: 0.085, fall: 0.018, strength: 0.42 } as const;

/** The soft shadow of a picture that lies above, falling a little downwards; `share` of it where it should be faint. */
function castShadow(compositor: Compositor, picture: Picture, over: PixelRect, share: number): void {
  const bytes = compositor.bytesOf(picture);
  const short = Math.min(picture.width, picture.height);
  let from = 0;
  for (const [index, dark] of black.entries()) {
    const half = index === 0 ? 1 : 2;
    const [width, height] = [picture.width / half, picture.height / half];
    const plane = { bytes: bytes.subarray(from, from + width * height), width, height };
    const rect = { x: over.x / half, y: (over.y + short * shadow.fall) / half, w: over.w / half, h: over.h / half };
    shadeAbout(plane, rect, (short * shadow.reach) / half, shadow.strength * share, dark);
    from += width * height;
  }
}

/** Size of the picture that is averaged: whole squares, in chroma too. */
function smallSize(size: Size): Size {
  const scale = SHORT_SIDE / Math.min(size.width, size.height);
  const side = (value: number) => Math.max(2, Math.round((value * scale) / 2) * 2) * SQUARE;
  return { width: side(size.width), height: side(size.height) };
}

function whole(size: Size) {
  return { x: 0, y: 0, w: size.width, h: size.height };
}
