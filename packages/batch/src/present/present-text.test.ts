import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { presentStoryboard } from '@clipo/agent';
import { runProgram } from '@clipo/engine';
import { readLabels, verifyFile } from '@clipo/label';
import { afterAll, describe, expect, it } from 'vitest';
import { presentText } from './present-text.ts';
import { lengths, presenting } from './presenting.fixture.ts';
import { sentencesOf } from './sentences.ts';

const { folder, deps, input } = await presenting('present');
afterAll(() => folder.remove());

describe('clipo present (C6, L1)', () => {
  it('a video ends with its voice, within a frame, and carries both labels', { timeout: 120_000 }, async () => {
    const out = join(folder.path, 'hello.mp4');
    const made = await presentText(input({ text: '你好！我是林悦。', language: 'zh-CN', out }), deps);
    const { frames, soundSeconds } = await lengths(out);
    expect(frames).toBe(made.frames);
    expect(Math.abs(soundSeconds - frames / 30)).toBeLessThanOrEqual(1 / 30);
    expect((await verifyFile(out, { expected: made.label })).problems).toEqual([]);
    expect((await readLabels(out)).labels).toHaveLength(1);
  });

  it('a WebM is clear about the presenter, solid on it, and ends with its voice', { timeout: 120_000 }, async () => {
    const out = join(folder.path, 'hello.webm');
    const made = await presentText(input({ character: 'omar', layout: 'cut-out', out }), deps);
    const { frames, soundSeconds } = await lengths(out, ['-c:v', 'libvpx-vp9']);
    expect(frames).toBe(made.frames);
    expect(Math.abs(soundSeconds - frames / 30)).toBeLessThanOrEqual(1 / 30);
    expect((await verifyFile(out, { expected: made.label })).problems).toEqual([]);
    const rgba = await runProgram('ffmpeg', [
      '-c:v',
      'libvpx-vp9',
      '-ss',
      '0.3',
      '-i',
      `file:${out}`,
      '-frames:v',
      '1',
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgba',
      'pipe:1',
    ]);
    const alphaAt = (x: number, y: number) => rgba[(y * 540 + x) * 4 + 3];
    expect(alphaAt(30, 700)).toBe(0);
    expect(alphaAt(405, 900)).toBe(255);
    // The explicit label's first letter, white and solid, at its place.
    const label = Array.from({ length: 40 }, (_, row) =>
      Array.from({ length: 60 }, (_, column) => alphaAt(38 + column, 142 + row)),
    ).flat();
    expect(Math.max(...label.map((alpha) => alpha ?? 0))).toBe(255);
  });

  it.each([
    ['text of nothing but pictures', { text: '🎉🎉' }, '--text'],
    ['no text', { text: '  ' }, '--text'],
    ['ten thousand characters', { text: '你'.repeat(10_000) }, '--text'],
    ['nobody of that name', { character: 'lim' }, '--presenter'],
    ['another kind of file', { out: join(folder.path, 'x.mov') }, '--out'],
    ['a voice of another language', { voice: 'espeak:zh-male' }, 'voice'],
  ] as const)('%s is refused, and no file is left', async (_, given, field) => {
    const wrong = input({ out: join(folder.path, 'refused.mp4'), ...given });
    await expect(presentText(wrong, deps)).rejects.toThrow(field);
    await expect(stat(wrong.out)).rejects.toThrow();
  });
});

it('texts are spoken in sentences; marks-up is not, and endless ones are parted', () => {
  expect(sentencesOf('<speak>Hi <break time="1s"/> there. It costs 3.50 now!</speak>')).toEqual([
    'Hi there.',
    'It costs 3.50 now!',
  ]);
  expect(sentencesOf('你好！今天 20% off，好吗？')).toEqual(['你好！', '今天 20% off，好吗？']);
  const parts = sentencesOf('好'.repeat(1000));
  expect(parts.join('')).toBe('好'.repeat(1000));
  expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(180);
});

it.each([1, 20, 180])(
  'for a voice of %i s the picture ends within the pause after it, and no frame is lost between scenes',
  (seconds) => {
    const speech = {
      key: 'k',
      path: '/k.wav',
      sampleRate: 48_000 as const,
      sampleCount: seconds * 48_000 + 17,
      words: [{ text: 'Hi', textStart: 0, textEnd: 2, startSample: 0, endSample: 24_000 }],
      phonemes: [],
      timesFrom: 'engine' as const,
      engine: 'test',
      voiceLicence: 'none',
    };
    const { storyboard } = presentStoryboard({
      member: { source: { kind: 'rig', character: 'lin', outfit: '#1F6F78', accent: '#F2B134' }, version: '1' },
      layout: 'full',
      side: 'right',
      language: 'en',
      format: '9x16',
      fps: 30,
      sentences: [{ text: 'Hi', speech }],
      ground: '#E9E4DA',
      seed: 1,
    });
    const frames = storyboard.scenes.reduce((sum, scene) => sum + scene.frames, 0);
    const voiceEnd = (storyboard.voice[0]?.startFrame ?? 0) + (speech.sampleCount * 30) / 48_000;
    expect(frames - voiceEnd).toBeGreaterThanOrEqual(0.4 * 30 - 1);
    expect(frames - voiceEnd).toBeLessThanOrEqual(0.4 * 30 + 1);
    let start = 0;
    for (const { layers, frames: length } of storyboard.scenes) {
      const person = layers.find((layer) => layer.kind === 'presenter');
      expect(person).toMatchObject({ startFrame: start });
      expect(person?.kind === 'presenter' && Math.abs(person.track.sampleCount / 1600 - frames)).toBeLessThanOrEqual(1);
      start += length;
    }
  },
);
