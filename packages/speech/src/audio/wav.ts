/** A mono 16-bit WAV file of samples in −1 … 1. */
export function encodeWav(samples: Float64Array, sampleRate: number): Buffer {
  const file = Buffer.alloc(wavBytes(samples.length));
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  for (let index = 0; index < samples.length; index++) {
    const value = Math.max(-1, Math.min(1, samples[index] as number));
    file.writeInt16LE(Math.round(value * 32_767), 44 + index * 2);
  }
  return file;
}

/** Size of such a file. */
export function wavBytes(sampleCount: number): number {
  return 44 + sampleCount * 2;
}
