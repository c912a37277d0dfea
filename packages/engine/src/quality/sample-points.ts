import type { Box, Layer, Size } from '@clipo/contract';
import type { ScenePicture } from '../plan/plan-video.ts';
import { boxOf } from './box-of.ts';

/** Points along the long and the short side of a frame: enough to see that it is black or stands still. */
const [longPoints, shortPoints] = [32, 18];
/** Points across and down a box of words: they are small, and change without anything else moving. */
const [wordsAcross, wordsDown] = [16, 6];

/** Where a frame is looked at: places in its luma plane. */
export interface SamplePoints {
  /** Evenly over the frame. */
  frame: Int32Array;
  /** Those of `frame` that pictures show through, with nothing drawn over them. */
  picture: Int32Array;
  /** In boxes of words, for each layer of words. */
  words: { layer: number; places: Int32Array }[];
}

/** Chooses the points for a scene. Pure. */
export function samplePoints(scene: ScenePicture, size: Size): SamplePoints {
  const isTall = size.height >= size.width;
  const frame = gridIn(
    { x: 0, y: 0, w: 1, h: 1 },
    isTall ? shortPoints : longPoints,
    isTall ? longPoints : shortPoints,
    size,
  );
  return {
    frame,
    picture: frame.filter((place) => isPicture(scene.layers, place, size)),
    words: scene.layers.flatMap((layer, index) =>
      layer.kind === 'caption' || layer.kind === 'text'
        ? [{ layer: index, places: gridIn(layer.box, wordsAcross, wordsDown, size) }]
        : [],
    ),
  };
}

/** Middles of the cells of a grid over a box, as far as they lie in the frame. */
function gridIn(box: Box, across: number, down: number, { width, height }: Size): Int32Array {
  const places: number[] = [];
  for (let row = 0; row < down; row++) {
    const y = Math.floor((box.y + ((row + 0.5) / down) * box.h) * height);
    for (let column = 0; column < across; column++) {
      const x = Math.floor((box.x + ((column + 0.5) / across) * box.w) * width);
      if (x >= 0 && y >= 0 && x < width && y < height) {
        places.push(y * width + x);
      }
    }
  }
  return Int32Array.from(places);
}

/** Whether what is seen at a place is a picture: the layer nearest to the viewer there decides. */
function isPicture(layers: readonly Layer[], place: number, { width, height }: Size): boolean {
  const [x, y] = [((place % width) + 0.5) / width, (Math.floor(place / width) + 0.5) / height];
  const top = layers.findLast((layer) => {
    const box = boxOf(layer);
    return x >= box.x && y >= box.y && x < box.x + box.w && y < box.y + box.h;
  });
  return top !== undefined && isPictureLayer(top);
}

function isPictureLayer({ kind }: Layer): boolean {
  return kind === 'image' || kind === 'clip' || kind === 'picture-in-picture' || kind === 'before-after';
}
