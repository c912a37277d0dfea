/** A number from 0 to 1 that depends on its seeds alone. */
export function chance(seed: number, index: number): number {
  let value = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 0x7f4a7c15, 0xc2b2ae35);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39);
  return ((value ^ (value >>> 15)) >>> 0) / 0x1_0000_0000;
}

/** Smooth noise over time, −1 to 1, which moves about `rate` times a second. */
export function drift(seed: number, seconds: number, rate: number): number {
  const at = seconds * rate;
  const step = Math.floor(at);
  const share = at - step;
  const ease = share * share * share * (share * (share * 6 - 15) + 10);
  const from = chance(seed, step) * 2 - 1;
  const to = chance(seed, step + 1) * 2 - 1;
  return from + (to - from) * ease;
}

/** 0 at 0, 1 at 1, at rest at both ends. */
export function smooth(share: number): number {
  const s = Math.min(1, Math.max(0, share));
  return s * s * s * (s * (s * 6 - 15) + 10);
}

/** A bump of height 1 around a moment; `width` is its standard deviation in seconds. */
export function bump(seconds: number, at: number, width: number): number {
  const far = (seconds - at) / width;
  return Math.exp(-0.5 * far * far);
}

/** The share of a bell curve that lies before a value: how far a smoothed step has come. */
export function stepped(far: number): number {
  return 1 / (1 + Math.exp(-1.702 * far));
}

/** Index of the last entry whose time is not after `seconds`, or −1. Times ascend. */
export function lastBefore(times: readonly number[], seconds: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= seconds) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}
