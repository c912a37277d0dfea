import { readFile } from 'node:fs/promises';
import { ClipoError } from '@clipo/contract/errors';
import { audioRate } from './audio-track.ts';

/**
 * Reads a voice line: 16-bit mono WAV at 48 kHz, as values of −1 … 1. Throws `not_found`, or `unreadable_material`
 * where the file is another kind of sound.
 */
export async function readWav(path: string): Promise<Float32Array> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new ClipoError('not_found', `voice file is gone: ${path}`, { details: { file: path }, cause });
  });
  const fail = (problem: string) =>
    new ClipoError('unreadable_material', `${path}: ${problem}`, { details: { file: path, problem } });
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    throw fail('not a WAV file');
  }
  let isRightFormat = false;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (name === 'fmt ' && body + 16 <= bytes.length) {
      const [channels, rate, bits] = [
        bytes.readUInt16LE(body + 2),
        bytes.readUInt32LE(body + 4),
        bytes.readUInt16LE(body + 14),
      ];
      if (channels !== 1 || rate !== audioRate || bits !== 16) {
        throw fail(`voice must be mono, ${audioRate} Hz, 16 bits, not ${channels} channels, ${rate} Hz, ${bits} bits`);
      }
      isRightFormat = true;
    } else if (name === 'data' && isRightFormat) {
      // Programs that write to a pipe leave the size at its greatest; the file's end holds then.
      const count = Math.floor(Math.min(size, bytes.length - body) / 2);
      const samples = new Float32Array(count);
      for (let index = 0; index < count; index += 1) {
        samples[index] = bytes.readInt16LE(body + index * 2) / 32_768;
      }
      return samples;
    }
    // Chunks are padded to even sizes.
    at = body + size + (size & 1);
  }
  throw fail('has no sound in it');
}
