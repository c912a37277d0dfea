import type { Box, Size } from '@clipo/contract';

/** Samples along the short side. */
const density = 90;
/** So much a ground may change from one edge to the other, in steps of 255: light falls off. */
const mostFall = 42;
/** What differs from the ground by this much in brightness, or in colour, is something on it. */
const [offLuma, offColour] = [34, 13];

interface Sample {
  y: number;
  u: number;
  v: number;
}

/**
 * The share of some areas of a picture in which its plain ground is not seen; 0 where it has none. The ground is what its
 * upper corners show; light may fall off over it. Pure.
 * @param bytes the picture as I420
 * @param areas as fractions of the picture
 */
export function shareOffGround(bytes: Uint8Array, size: Size, areas: readonly Box[]): number {
  const step = Math.max(2, Math.round(Math.min(size.width, size.height) / density));
  const corners = [cornerOf(bytes, size, step, 0), cornerOf(bytes, size, step, 0.88)];
  const [left, right] = corners.map(meanOf) as [Sample, Sample];
  const isPlain =
    distance(left, right) <= mostFall &&
    corners.every((corner, at) => corner.every((sample) => !isOff(sample, at === 0 ? left : right)));
  if (!isPlain) {
    return 0;
  }
  const ground = meanOf(corners.flat());
  const samples = areas.flatMap((area) => samplesIn(bytes, size, area, step));
  return samples.filter((sample) => isOff(sample, ground)).length / Math.max(1, samples.length);
}

/** What lies behind some areas of a picture: its mean colour, and how far its brightness strays from that, both 0 … 255. */
export interface AreaGround {
  color: readonly [red: number, green: number, blue: number];
  unrest: number;
}

/** What lies behind some areas of a picture. Pure. */
export function groundUnder(bytes: Uint8Array, size: Size, areas: readonly Box[]): AreaGround {
  const step = Math.max(2, Math.round(Math.min(size.width, size.height) / density));
  const samples = areas.flatMap((area) => samplesIn(bytes, size, area, step));
  const { y, u, v } = meanOf(samples);
  const [luma, blue, red] = [1.1644 * (y - 16), u - 128, v - 128];
  const byte = (value: number) => Math.min(255, Math.max(0, Math.round(value)));
  const strays = samples.reduce((sum, sample) => sum + Math.abs(sample.y - y), 0);
  return {
    color: [byte(luma + 1.7927 * red), byte(luma - 0.2132 * blue - 0.5329 * red), byte(luma + 2.1124 * blue)],
    unrest: strays / Math.max(1, samples.length),
  };
}

function cornerOf(bytes: Uint8Array, size: Size, step: number, x: number): Sample[] {
  return samplesIn(bytes, size, { x, y: 0, w: 0.12, h: 0.12 }, step);
}

function samplesIn(bytes: Uint8Array, size: Size, area: Box, step: number): Sample[] {
  const { width, height } = size;
  const half = Math.ceil(width / 2);
  const chroma = half * Math.ceil(height / 2);
  const samples: Sample[] = [];
  const [right, bottom] = [Math.min(1, area.x + area.w) * width, Math.min(1, area.y + area.h) * height];
  for (let y = Math.max(0, Math.round(area.y * height)); y < bottom - 1; y += step) {
    for (let x = Math.max(0, Math.round(area.x * width)); x < right - 1; x += step) {
      const at = width * height + (y >> 1) * half + (x >> 1);
      samples.push({ y: bytes[y * width + x] ?? 0, u: bytes[at] ?? 0, v: bytes[at + chroma] ?? 0 });
    }
  }
  return samples;
}

function meanOf(samples: readonly Sample[]): Sample {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / Math.max(1, samples.length);
  return { y: mean(({ y }) => y), u: mean(({ u }) => u), v: mean(({ v }) => v) };
}

function isOff(sample: Sample, ground: Sample): boolean {
  return Math.abs(sample.y - ground.y) > offLuma || Math.hypot(sample.u - ground.u, sample.v - ground.v) > offColour;
}

function distance(a: Sample, b: Sample): number {
  return Math.max(Math.abs(a.y - b.y), Math.hypot(a.u - b.u, a.v - b.v));
}
