import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { presentText } from './present-text.ts';
import { lengths, presenting } from './presenting.fixture.ts';

const { folder, deps, input } = await presenting('present-length');
afterAll(() => folder.remove());

const sentence = 'This cup keeps coffee hot until the evening, and one hand opens it.';

it.each([
  ['mp4', 'Hi.', 0.5, 1.5],
  ['webm', 'Hi.', 0.5, 1.5],
  ['mp4', Array.from({ length: 6 }, () => sentence).join(' '), 20, 40],
  ['webm', Array.from({ length: 6 }, () => sentence).join(' '), 20, 40],
  ['mp4', Array.from({ length: 40 }, () => sentence).join(' '), 160, 220],
  ['webm', Array.from({ length: 40 }, () => sentence).join(' '), 160, 220],
] as const)(
  'presenter and sound of a %s end within a frame of each other, from one second to three minutes: %#',
  { timeout: 3_600_000 },
  async (ending, text, least, most) => {
    const out = join(folder.path, `${text.length}.${ending}`);
    const made = await presentText(input({ text, out, resolution: 180 }), deps);
    const decoder = ending === 'webm' ? ['-c:v', 'libvpx-vp9'] : [];
    const { frames, soundSeconds } = await lengths(out, decoder);
    expect(frames).toBe(made.frames);
    expect(Math.abs(soundSeconds - frames / 30)).toBeLessThanOrEqual(1 / 30);
    expect(soundSeconds).toBeGreaterThan(least);
    expect(soundSeconds).toBeLessThan(most);
  },
);
