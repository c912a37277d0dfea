/** Bits that a mark carries: the first 48 of a piece's content hash. */
const payloadBits = 48;
const checkBits = 16;
const memory = 8;
/** Generators of the rate 1/4 code with constraint length 9 that CDMA2000 uses (3GPP2 C.S0002), in octal. */
const generators = [0o765, 0o671, 0o513, 0o473] as const;
const inputBits = payloadBits + checkBits + memory;
/** Bits in a tile: 48 of the payload, 16 that check them and 8 that end the code, four times over. */
export const codedBits = inputBits * generators.length;

const stateCount = 1 << memory;
const hexDigits = payloadBits / 4;

/** The id that a mark carries for a piece: the first 12 hexadecimal digits of its content hash. */
export function pieceIdOf(hash: string): string {
  return hash.slice(0, hexDigits).toLowerCase();
}

/**
 * The coded bits of a piece's id (12 hexadecimal digits).
 * @throws RangeError where it is none
 */
export function encodePieceId(id: string): Uint8Array {
  if (!/^[0-9a-f]{12}$/.test(id)) {
    throw new RangeError(`${id} is no piece id of ${hexDigits} hexadecimal digits`);
  }
  const payload = [...id].flatMap((digit) => [3, 2, 1, 0].map((shift) => (Number.parseInt(digit, 16) >> shift) & 1));
  const check = checkOf(payload);
  const input = [
    ...payload,
    ...Array.from({ length: checkBits }, (_, index) => (check >> (checkBits - 1 - index)) & 1),
    ...new Array<number>(memory).fill(0),
  ];
  const coded = new Uint8Array(codedBits);
  let register = 0;
  for (const [index, bit] of input.entries()) {
    register = ((register << 1) | bit) & (stateCount * 2 - 1);
    for (const [branch, generator] of generators.entries()) {
      coded[index * generators.length + branch] = parity(register & generator);
    }
  }
  return coded;
}

/**
 * The id whose coded bits fit best what was seen of each bit (positive for 1, in any unit), if its check bits hold:
 * Viterbi's algorithm with soft values.
 */
export function decodePieceId(soft: Float32Array): string | undefined {
  let scores = new Float64Array(stateCount).fill(-Infinity);
  scores[0] = 0;
  const cameFrom = new Uint8Array(inputBits * stateCount);
  for (let step = 0; step < inputBits; step++) {
    const next = new Float64Array(stateCount).fill(-Infinity);
    for (let state = 0; state < stateCount; state++) {
      const score = scores[state] as number;
      if (score === -Infinity) {
        continue;
      }
      // The last bits are known to be 0.
      for (let bit = 0; bit < (step < inputBits - memory ? 2 : 1); bit++) {
        const register = (state << 1) | bit;
        let gain = score;
        for (let branch = 0; branch < generators.length; branch++) {
          const value = soft[step * generators.length + branch] as number;
          gain += outputs[register * generators.length + branch] === 1 ? value : -value;
        }
        const target = register & (stateCount - 1);
        if (gain > (next[target] as number)) {
          next[target] = gain;
          cameFrom[step * stateCount + target] = state >> (memory - 1);
        }
      }
    }
    scores = next;
  }
  const bits: number[] = [];
  let state = 0;
  for (let step = inputBits - 1; step >= 0; step--) {
    bits.unshift(state & 1);
    state = (state >> 1) | ((cameFrom[step * stateCount + state] as number) << (memory - 1));
  }
  const payload = bits.slice(0, payloadBits);
  const check = bits.slice(payloadBits, payloadBits + checkBits).reduce((sum, bit) => sum * 2 + bit, 0);
  if (checkOf(payload) !== check) {
    return undefined;
  }
  return Array.from({ length: hexDigits }, (_, index) =>
    payload
      .slice(index * 4, index * 4 + 4)
      .reduce((sum, bit) => sum * 2 + bit, 0)
      .toString(16),
  ).join('');
}

const outputs = Uint8Array.from({ length: stateCount * 2 * generators.length }, (_, index) =>
  parity(Math.floor(index / generators.length) & (generators[index % generators.length] as number)),
);

/** CRC-16/CCITT-FALSE: begun with ones, so that an empty picture (all zeros) does not pass. */
function checkOf(bits: readonly number[]): number {
  let crc = 0xffff;
  for (const bit of bits) {
    const isSet = ((crc >> 15) ^ bit) & 1;
    crc = (crc << 1) & 0xffff;
    if (isSet === 1) {
      crc ^= 0x1021;
    }
  }
  return crc;
}

function parity(value: number): number {
  let folded = value ^ (value >> 8);
  folded ^= folded >> 4;
  folded ^= folded >> 2;
  return (folded ^ (folded >> 1)) & 1;
}
