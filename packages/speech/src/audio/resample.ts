/**
 * Changes the sample rate by a windowed-sinc polyphase filter (Kaiser, 80 dB, 24 crossings a side).
 * @returns round(length × to / from) samples; a sample's time stays what it was.
 */
export function resample(input: Float64Array, from: number, to: number): Float64Array {
  const divisor = gcd(from, to);
  const up = to / divisor;
  const down = from / divisor;
  const bank = filterBank(up, Math.min(1, to / from));
  const taps = bank[0]?.length ?? 0;
  const output = new Float64Array(Math.round((input.length * up) / down));
  for (let index = 0; index < output.length; index++) {
    const position = index * down;
    const phase = bank[position % up] as Float64Array;
    const first = Math.floor(position / up) - taps / 2 + 1;
    let sum = 0;
    for (let tap = Math.max(0, -first); tap < taps && first + tap < input.length; tap++) {
      sum += (input[first + tap] as number) * (phase[tap] as number);
    }
    output[index] = sum;
  }
  return output;
}

const banks = new Map<string, Float64Array[]>();

/** The filters of a change of rates: made once, as all voices of an engine need the same ones. */
function filterBank(phases: number, cutoff: number): Float64Array[] {
  const key = `${phases} ${cutoff}`;
  const bank = banks.get(key) ?? makeFilterBank(phases, cutoff);
  banks.set(key, bank);
  return bank;
}

/** One filter for each place between two input samples. `cutoff` is a share of the input's bandwidth. */
function makeFilterBank(phases: number, cutoff: number): Float64Array[] {
  const half = Math.ceil(24 / cutoff);
  return Array.from({ length: phases }, (_, phase) => {
    const filter = Float64Array.from({ length: half * 2 }, (_unused, tap) => {
      const distance = tap - half + 1 - phase / phases;
      return 0.97 * cutoff * sinc(0.97 * cutoff * distance) * kaiser(distance / half);
    });
    // Each phase passes a constant unchanged, so that no tone at the input's rate is added.
    const gain = filter.reduce((sum, value) => sum + value, 0);
    return filter.map((value) => value / gain);
  });
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(8 * Math.sqrt(1 - x * x)) / bessel(8);
}

function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < 30; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
