import type { RgbaPicture } from '@clipo/contract';
import { type FacePoints, mapPoints } from '../face/face-points.ts';

/** What of a film is kept to be looked at: some of its frames, how they were judged, and how they were cut out. */
export interface FootagePreview {
  /** A frame as it was filmed, at a share of the film's length, with the face that was found in it. */
  look(share: number, frame: RgbaPicture, sight: { face: { points: FacePoints } | undefined; isFaulty: boolean }): void;
  /** The same frame with the person cut out. */
  cut(share: number, frame: RgbaPicture): void;
  /** All of it as one picture; undefined before the first frame. */
  sheet(): RgbaPicture | undefined;
}

const columns = 6;
const gap = 8;
const rim = 4;
const colors = { ground: [238, 241, 245], good: [46, 160, 90], bad: [214, 48, 49] } as const;

interface Tile {
  picture: RgbaPicture;
  face: FacePoints | undefined;
  /** Of the frame, as a share of its width. */
  scale: number;
  isFaulty: boolean;
}

/**
 * Collects frames of a film, evenly over its length, each so many pixels wide. On their sheet a frame with a fault (no face, an open mouth, a turned
 * head) has a red rim, any other a green one; dots show where the face was found, and chequers what was cut away.
 */
export function createFootagePreview({ count = 12, tileWidth = 200 } = {}): FootagePreview {
  const tiles: (Tile | undefined)[] = Array.from({ length: count });
  const placeOf = (share: number) => Math.min(tiles.length - 1, Math.max(0, Math.floor(share * tiles.length)));
  const isCut = new Set<number>();
  return {
    look(share, frame, { face, isFaulty }) {
      const place = placeOf(share);
      const scale = tileWidth / frame.width;
      // The worst of a stretch is what its tile shows.
      if (tiles[place] === undefined || (isFaulty && !tiles[place].isFaulty)) {
        tiles[place] = { picture: shrunk(frame, tileWidth), face: face?.points, scale, isFaulty };
      }
    },
    cut(share, frame) {
      const place = placeOf(share);
      const tile = tiles[place];
      if (tile !== undefined && !tile.isFaulty && !isCut.has(place)) {
        isCut.add(place);
        tiles[place] = { ...tile, picture: shrunk(frame, tileWidth) };
      }
    },
    sheet: () => sheetOf(tiles.filter((tile) => tile !== undefined)),
  };
}

/** Every pixel is the mean of the square that it stands for. */
function shrunk({ width, height, data }: RgbaPicture, tileWidth: number): RgbaPicture {
  const scale = tileWidth / width;
  const to = { width: tileWidth, height: Math.max(1, Math.round(height * scale)) };
  const small = new Uint8Array(to.width * to.height * 4);
  const step = Math.max(1, Math.floor(1 / scale));
  for (let y = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++) {
      const [left, top] = [Math.floor(x / scale), Math.floor(y / scale)];
      const at = (y * to.width + x) * 4;
      const sums = [0, 0, 0, 0];
      for (let line = 0; line < step; line++) {
        for (let column = 0; column < step; column++) {
          const from = (Math.min(height - 1, top + line) * width + Math.min(width - 1, left + column)) * 4;
          for (const channel of [0, 1, 2, 3] as const) {
            sums[channel] = (sums[channel] as number) + (data[from + channel] as number);
          }
        }
      }
      for (const channel of [0, 1, 2, 3] as const) {
        small[at + channel] = Math.round((sums[channel] as number) / (step * step));
      }
    }
  }
  return { ...to, data: small };
}

function sheetOf(tiles: readonly Tile[]): RgbaPicture | undefined {
  const [first] = tiles;
  if (first === undefined) {
    return undefined;
  }
  const cell = { width: first.picture.width + gap, height: first.picture.height + gap };
  const width = cell.width * Math.min(columns, tiles.length) + gap;
  const height = cell.height * Math.ceil(tiles.length / columns) + gap;
  const data = new Uint8Array(width * height * 4);
  const fill = (left: number, top: number, w: number, h: number, color: readonly number[]) => {
    for (let y = Math.max(0, top); y < Math.min(height, top + h); y++) {
      for (let x = Math.max(0, left); x < Math.min(width, left + w); x++) {
        data.set([color[0] as number, color[1] as number, color[2] as number, 255], (y * width + x) * 4);
      }
    }
  };
  fill(0, 0, width, height, colors.ground);
  for (const [index, { picture, face, scale, isFaulty }] of tiles.entries()) {
    const left = gap + (index % columns) * cell.width;
    const top = gap + Math.floor(index / columns) * cell.height;
    const color = isFaulty ? colors.bad : colors.good;
    fill(left - rim, top - rim, picture.width + rim * 2, picture.height + rim * 2, color);
    for (let y = 0; y < picture.height; y++) {
      for (let x = 0; x < picture.width; x++) {
        const from = (y * picture.width + x) * 4;
        const alpha = (picture.data[from + 3] as number) / 255;
        const chequer = (Math.floor(x / 10) + Math.floor(y / 10)) % 2 === 0 ? 255 : 204;
        const over = [0, 1, 2].map((channel) =>
          Math.round((picture.data[from + channel] as number) * alpha + chequer * (1 - alpha)),
        );
        fill(left + x, top + y, 1, 1, over);
      }
    }
    if (face !== undefined) {
      mapPoints(face, (x, y) => {
        fill(left + Math.round(x * scale) - 1, top + Math.round(y * scale) - 1, 3, 3, color);
        return [x, y];
      });
    }
  }
  return { width, height, data };
}
