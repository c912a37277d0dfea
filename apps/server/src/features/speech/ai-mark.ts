/** The rhythm short-long, short-short (A and I in Morse) in units of 80 ms: when tones sound, and how long all of it is. */
const unitMs = 80;
const tones = [
  [0, 1],
  [2, 5],
  [8, 9],
  [10, 11],
] as const;
const units = 15;
const hertz = 880;
const level = 0.2;

/** The mark that GB 45438-2025 asks of sound, as a source of FFmpeg. */
export function aiMarkSource(): string {
  const seconds = unitMs / 1000;
  const sounding = tones.map(([from, to]) => `between(t\\,${from * seconds}\\,${to * seconds})`).join('+');
  return `aevalsrc=${level}*sin(2*PI*${hertz}*t)*(${sounding}):s=48000:d=${units * seconds}`;
}

/** The bytes before the samples of a WAV file as Clipo writes them. */
const headBytes = 44;

/** A mono WAV file of 16-bit samples with the same mark before its first sample, and how many samples that is. */
export function withAiMark(wav: Uint8Array, sampleRate: number): { wav: Uint8Array; markSamples: number } {
  const unit = (sampleRate * unitMs) / 1000;
  const mark = new Int16Array(units * unit);
  for (const [from, to] of tones) {
    for (let at = from * unit; at < to * unit; at += 1) {
      mark[at] = Math.round(level * 32_767 * Math.sin((2 * Math.PI * hertz * at) / sampleRate));
    }
  }
  const head = Buffer.from(wav.subarray(0, headBytes));
  head.writeUInt32LE(head.readUInt32LE(4) + mark.byteLength, 4);
  head.writeUInt32LE(head.readUInt32LE(40) + mark.byteLength, 40);
  const samples = wav.subarray(headBytes);
  return { wav: Buffer.concat([head, Buffer.from(mark.buffer), samples]), markSamples: mark.length };
}
