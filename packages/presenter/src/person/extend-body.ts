import type { RgbaPicture } from '@clipo/contract';
import { distance, type FacePoints } from '../face/face-points.ts';
import { smooth } from '../face/mouth-shape.ts';

/** How far below the middle of the face a picture must reach to stand like a drawn presenter, in heights of the face. */
const wanted = 2.2;
/** More is not invented. */
const most = 0.75;
/** How fast the clothes close over what they leave open, in pixels a row: a neckline becomes a V. */
const closing = 0.75;
/** In heights of the face: how far within its outline the clothes' own colour is, how softly both sides meet, how a shoulder is rounded. */
const inset = 0.08;
const meeting = 0.14;
const shoulder = { across: 0.42, down: 0.75 };
/** From this difference of a channel on a colour is not that of the clothes. */
const otherColor = 40;
/** Share of the width over which what reaches a side of the picture goes over into nothing. */
const softSide = 0.012;

/**
 * Completes a person whom the picture cuts off: at the chest, so that the face stands as high as that of other presenters and no
 * caption lies on it (the clothes go on and close over the neckline), and at the shoulders, which are rounded where the
 * picture's side cuts through them.
 */
export function extendBody(
  picture: RgbaPicture,
  points: Pick<FacePoints, 'forehead' | 'chin' | 'leftCheek' | 'rightCheek'>,
): RgbaPicture {
  const longer = withMoreRows(picture, points);
  roundShoulders(longer, points.chin[1], distance(points.forehead, points.chin));
  fadeSides(longer);
  return longer;
}

function withMoreRows(
  picture: RgbaPicture,
  { forehead, chin, leftCheek, rightCheek }: Pick<FacePoints, 'forehead' | 'chin' | 'leftCheek' | 'rightCheek'>,
): RgbaPicture {
  const { width, height, data } = picture;
  const faceHeight = distance(forehead, chin);
  const middle = (forehead[1] + chin[1]) / 2;
  const rows = Math.round(Math.min(wanted * faceHeight - (height - middle), most * faceHeight));
  const alphaBelow = (x: number) => data[((height - 1) * width + x) * 4 + 3] as number;
  const columns = Array.from({ length: width }, (_, x) => x).filter((x) => alphaBelow(x) > 128);
  const [first, last] = [columns[0], columns.at(-1)];
  const longer = new Uint8Array(width * (height + Math.max(0, rows)) * 4);
  longer.set(data.subarray(0, longer.length));
  if (rows <= 0 || first === undefined || last === undefined) {
    return { width, height, data: longer };
  }
  const sums = sumsOfLast(picture);
  const mean = (x: number, radius: number, channel: number) => {
    const [from, to] = [Math.max(0, x - radius) * 4, Math.min(width, x + radius + 1) * 4];
    const alpha = (sums[to + 3] as number) - (sums[from + 3] as number);
    return alpha === 0 ? 0 : ((sums[to + channel] as number) - (sums[from + channel] as number)) / alpha;
  };
  const edge = Math.min(Math.round(faceHeight * inset), Math.floor((last - first) / 4));
  const face = Math.max(first, Math.min(last, Math.round((leftCheek[0] + rightCheek[0]) / 2)));
  // What the clothes leave open closes in its own middle, which need not be that of the face.
  const unlike = (a: number, b: number) =>
    Math.max(...[0, 1, 2].map((channel) => Math.abs(mean(a, 2, channel) - mean(b, 2, channel))));
  const open = columns.filter(
    (x) => Math.abs(x - face) < faceHeight && Math.min(unlike(x, first + edge), unlike(x, last - edge)) > otherColor,
  );
  const neck = open[Math.floor(open.length / 2)] ?? face;
  const soft = Math.max(1, faceHeight * meeting);
  for (let row = 0; row < rows; row++) {
    const radius = 2 + Math.round(row * 0.04);
    const moved = Math.round((row + 1) * closing);
    for (let x = 0; x < width; x++) {
      // Every colour is that of a place farther out: clothes come in from both sides, to their own colour at most.
      const left = Math.min(x, Math.max(first + edge, x - moved));
      const right = Math.max(x, Math.min(last - edge, x + moved));
      const share = smooth((x - neck) / soft + 0.5);
      const at = ((height + row) * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const value =
          share === 0 ? mean(left, radius, channel) : share === 1 ? mean(right, radius, channel) : undefined;
        longer[at + channel] = Math.round(
          value ?? mean(left, radius, channel) * (1 - share) + mean(right, radius, channel) * share,
        );
      }
      // The outline goes straight down: blurred, it would fray.
      longer[at + 3] = alphaBelow(x);
    }
  }
  return { width, height: height + rows, data: longer };
}

/** Where a side of the picture cuts through a shoulder, its corner becomes a round one: an arm that hangs down. */
function roundShoulders({ width, height, data }: RgbaPicture, chin: number, faceHeight: number): void {
  for (const isLeft of [true, false]) {
    const column = (away: number) => (isLeft ? away : width - 1 - away);
    const alphaAt = (away: number, y: number) => data[(y * width + column(away)) * 4 + 3] as number;
    if (![2, 6, 12].some((away) => alphaAt(away, height - 1) > 128)) {
      continue;
    }
    // As wide as there is a shoulder: farther in stand hair and neck.
    for (const share of [1, 0.7, 0.45, 0.25]) {
      const across = Math.min(Math.round(faceHeight * shoulder.across * share), Math.floor(width / 4));
      let top = height - 1;
      while (top > chin && alphaAt(across, top - 1) > 128) {
        top--;
      }
      if (top <= chin) {
        continue;
      }
      for (let away = 0; away < across; away++) {
        const part = (across - away) / across;
        const line = top + faceHeight * shoulder.down * share * (1 - Math.sqrt(1 - part * part));
        // From where the shoulder begins: hair that hangs above it stays, and where both touch there is no corner to round.
        let first = Math.min(height - 1, Math.floor(line));
        while (first > chin && alphaAt(away, first) > 16) {
          first--;
        }
        for (let y = first; first > chin && y < Math.min(height, line + 1); y++) {
          const at = (y * width + column(away)) * 4 + 3;
          data[at] = Math.round((data[at] as number) * Math.max(0, Math.min(1, y - line + 1)));
        }
      }
      break;
    }
  }
}

/** What reaches a side of the picture ends there softly: beyond it is nothing. */
function fadeSides({ width, height, data }: RgbaPicture): void {
  const reach = Math.max(2, Math.round(width * softSide));
  for (let away = 0; away < reach; away++) {
    const share = smooth(away / reach);
    for (let y = 0; y < height; y++) {
      for (const x of [away, width - 1 - away]) {
        const at = (y * width + x) * 4 + 3;
        data[at] = Math.round((data[at] as number) * share);
      }
    }
  }
}

/** Running sums along the last rows: colours weighted by their alpha, and the alpha. */
function sumsOfLast({ width, height, data }: RgbaPicture): Float64Array {
  const sums = new Float64Array((width + 1) * 4);
  for (let x = 0; x < width; x++) {
    const mean = [0, 0, 0, 0];
    for (let y = Math.max(0, height - 4); y < height; y++) {
      const at = (y * width + x) * 4;
      const alpha = data[at + 3] as number;
      for (let channel = 0; channel < 3; channel++) {
        mean[channel] = (mean[channel] as number) + (data[at + channel] as number) * alpha;
      }
      mean[3] = (mean[3] as number) + alpha;
    }
    for (let channel = 0; channel < 4; channel++) {
      sums[(x + 1) * 4 + channel] = (sums[x * 4 + channel] as number) + (mean[channel] as number);
    }
  }
  return sums;
}
