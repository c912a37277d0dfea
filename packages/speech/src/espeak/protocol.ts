/** How a text is to be read by the program: espeak-ng's own numbers. */
export interface ProgramVoice {
  /** Name with its variant, `cmn+f3`. */
  name: string;
  /** Words a minute as espeak-ng counts them. */
  speed: number;
  /** 0 to 99. */
  pitch: number;
  /** How far the pitch moves, 0 to 99. */
  range: number;
}

/** Room for one part's text in UTF-8 with some to spare for names. */
export const mostTextBytes = 32_768;

/** A line on the program's standard input. */
export interface ProgramRequest {
  id: number;
  parts: { text: string; voice: ProgramVoice }[];
}

/** Where a word or sound begins. `position` counts characters of the part's text from 0. */
export interface ProgramEvent {
  kind: 'word' | 'phoneme';
  position: number;
  timeMs: number;
  /** A phoneme's name, empty for silence; empty for words. */
  name: string;
}

/** One part as it was spoken; its samples follow those of the part before. */
export interface SpokenAudio {
  sampleCount: number;
  events: ProgramEvent[];
}

/** The head of a frame on the program's standard output. */
export type ProgramAnswer =
  | { id: number; sampleRate: number; parts: SpokenAudio[]; byteCount: number }
  | { id: number; problem: string; byteCount: 0 };

/** A frame: length of the head as 4 bytes little-endian, the head as JSON, then `byteCount` bytes of samples (s16le). */
export function encodeFrame(head: ProgramAnswer, samples: Uint8Array): Uint8Array[] {
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return [length, json, samples];
}

/** Collects a stream's chunks and hands out whole frames. */
export function createFrameReader(onFrame: (head: ProgramAnswer, samples: Buffer) => void): (chunk: Buffer) => void {
  let waiting: Buffer = Buffer.alloc(0);
  return (chunk) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    for (;;) {
      if (waiting.length < 4) {
        return;
      }
      const bodyStart = 4 + waiting.readUInt32LE(0);
      if (waiting.length < bodyStart) {
        return;
      }
      const head = JSON.parse(waiting.toString('utf8', 4, bodyStart)) as ProgramAnswer;
      if (waiting.length < bodyStart + head.byteCount) {
        return;
      }
      const samples = Buffer.from(waiting.subarray(bodyStart, bodyStart + head.byteCount));
      waiting = waiting.subarray(bodyStart + head.byteCount);
      onFrame(head, samples);
    }
  };
}
