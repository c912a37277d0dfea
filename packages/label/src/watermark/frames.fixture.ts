import { createMarker } from './render-port.ts';

/** A frame of luma. */
export interface Frame {
  width: number;
  height: number;
  luma: Uint8Array;
}

/** A picture with slopes, edges and texture, seeded; `shift` moves it as a camera would. */
export function drawnFrame(width: number, height: number, shift = 0): Frame {
  const luma = new Uint8Array(width * height);
  let noise = 12_345 + shift;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      noise = (noise * 1_103_515_245 + 12_345) & 0x7fffffff;
      const [px, py] = [x + shift, y + shift / 2];
      const isDisc = (px - width * 0.4) ** 2 + (py - height * 0.45) ** 2 < (width * 0.25) ** 2;
      const texture = py > height * 0.7 ? 18 * Math.sin(px / 5) * Math.cos(py / 7) : 0;
      luma[y * width + x] = 60 + (80 * py) / height + (isDisc ? 60 : 0) + texture + ((noise >> 16) % 5);
    }
  }
  return { width, height, luma };
}

/** The frame with the mark of a piece, as the compositor adds it to plain places. */
export function markedFrame({ width, height, luma }: Frame, key: string, pieceHash: string): Frame {
  const { side, plain } = createMarker(key).tileOf(pieceHash, Math.min(width, height));
  const marked = luma.map((value, index) => {
    const [x, y] = [index % width, Math.floor(index / width)];
    return Math.max(0, Math.min(255, value + (plain[(y % side) * side + (x % side)] as number)));
  });
  return { width, height, luma: marked };
}

/** The frame taken at other places: `from` says where a pixel of the new frame lies in the old one; outside is grey. */
export function taken(
  frame: Frame,
  width: number,
  height: number,
  from: (x: number, y: number) => [number, number],
): Frame {
  const luma = new Uint8Array(width * height).fill(128);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [sx, sy] = from(x + 0.5, y + 0.5);
      const [px, py] = [sx - 0.5, sy - 0.5];
      const [x0, y0] = [Math.floor(px), Math.floor(py)];
      if (x0 >= 0 && y0 >= 0 && x0 < frame.width - 1 && y0 < frame.height - 1) {
        const at = y0 * frame.width + x0;
        const get = (offset: number) => frame.luma[at + offset] as number;
        const [fx, fy] = [px - x0, py - y0];
        const upper = get(0) * (1 - fx) + get(1) * fx;
        const lower = get(frame.width) * (1 - fx) + get(frame.width + 1) * fx;
        luma[y * width + x] = Math.round(upper * (1 - fy) + lower * fy);
      }
    }
  }
  return { width, height, luma };
}

/** The frame made as small as a reader wants it, each sample the mean of what it covers. */
export function shrunk(frame: Frame, width: number, height: number): Uint8Array {
  const [stepX, stepY] = [frame.width / width, frame.height / height];
  const luma = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let [sum, count] = [0, 0];
      for (
        let sy = Math.floor(y * stepY);
        sy < Math.max(Math.floor((y + 1) * stepY), Math.floor(y * stepY) + 1);
        sy++
      ) {
        for (
          let sx = Math.floor(x * stepX);
          sx < Math.max(Math.floor((x + 1) * stepX), Math.floor(x * stepX) + 1);
          sx++
        ) {
          sum += frame.luma[Math.min(sy, frame.height - 1) * frame.width + Math.min(sx, frame.width - 1)] as number;
          count += 1;
        }
      }
      luma[y * width + x] = Math.round(sum / count);
    }
  }
  return luma;
}
