import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { expect, it } from 'vitest';
import { listCharacters } from './list-characters.ts';
import { openRig } from './open-rig.ts';
import type { RigCanvas } from './pen.ts';
import type { RigRequest } from './rig-request.ts';

const request: RigRequest = {
  character: 'lin',
  colors: { outfit: '#2f4b7c', accent: '#f2a03d' },
  track: { language: 'en', sampleCount: 48_000, seed: 1, phonemes: [], words: [], sentences: [] },
  size: { width: 180, height: 320 },
  fps: 25,
  framing: 'full',
  canvas: {
    createCanvas: (width, height) => createCanvas(width, height) as unknown as RigCanvas,
    readPixels: (canvas) => (canvas as unknown as Canvas).data(),
  },
};

it('every character can be drawn', () => {
  for (const { id } of listCharacters()) {
    const rig = openRig({ ...request, character: id });
    expect(rig.frameRgba(3)).toHaveLength(180 * 320 * 4);
    rig.close();
  }
});

it('an unknown character is refused by its name', () => {
  expect(() => openRig({ ...request, character: 'nobody' })).toThrow('nobody');
});
