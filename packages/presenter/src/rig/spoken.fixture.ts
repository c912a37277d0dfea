import type { PresenterTrack } from '@clipo/contract';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { RigCanvas } from './pen.ts';
import type { RigRequest } from './rig-request.ts';

const second = 48_000;

/** Sounds of `ms` milliseconds each from a moment on, as a track of one sentence. Empty strings are silences. */
export function spoken(symbols: readonly string[], ms: number, more: Partial<PresenterTrack> = {}): PresenterTrack {
  const length = (ms * second) / 1000;
  const start = second / 2;
  const phonemes = symbols.map((symbol, index) => ({
    symbol,
    startSample: start + index * length,
    endSample: start + (index + 1) * length,
  }));
  const end = start + symbols.length * length;
  return {
    language: 'en',
    sampleCount: end + second / 2,
    seed: 5,
    phonemes,
    words: [],
    sentences: [{ startSample: start, endSample: end, mood: 'neutral', role: 'body' }],
    ...more,
  };
}

/** A sentence of twelve seconds with words that bear weight every two. */
export const talk = spoken(
  Array.from({ length: 12 }, () => ['h', 'ɛ', 'l', 'o', 'm', 'a', 'p', 'i', 'f', 's', 'u', '']).flat(),
  80,
  {
    words: Array.from({ length: 6 }, (_, index) => ({
      text: 'word',
      startSample: second * (1 + index * 2),
      endSample: second * (1.4 + index * 2),
      stress: 1,
    })),
  },
);

/** A rig on Skia, small. */
export const smallRig: RigRequest = {
  character: 'lin',
  colors: { outfit: '#2f4b7c', accent: '#f2a03d' },
  track: talk,
  size: { width: 180, height: 320 },
  fps: 25,
  framing: 'full',
  canvas: {
    createCanvas: (width, height) => createCanvas(width, height) as unknown as RigCanvas,
    readPixels: (canvas) => (canvas as unknown as Canvas).data(),
  },
};
