import { beatFrames, musicTracks, tempoOf } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { chooseTrack, musicFor } from './choose-music.ts';

const plain = { seed: 1 };

describe('the choice of music', () => {
  it.each([
    ['春节年货礼盒', '喜庆', ['festive-lanterns']],
    ['正山小种红茶', '国风', ['jade-garden', 'festive-lanterns']],
    ['蓝牙耳机', '科技感', ['tech-grid', 'news-pulse', 'summer-pop']],
    ['Gold necklace', 'premium and elegant', ['premium-silk', 'cinema-dawn', 'calm-water']],
    ['Cat toy', 'playful', ['playful-steps', 'bright-morning', 'funk-corner']],
    ['婴儿润肤乳', '温柔', ['calm-water', 'warm-home', 'jade-garden']],
  ])('%s, %s: music that fits', (name, tone, fitting) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      expect(fitting).toContain(chooseTrack({ tone, seed }, { name }));
    }
  });

  it('is the same for the same brief, and other seeds bring every piece where no word leans', () => {
    const chosen = Array.from({ length: 200 }, (_, seed) => chooseTrack({ seed }, { name: 'X' }));
    expect(chosen).toEqual(Array.from({ length: 200 }, (_, seed) => chooseTrack({ seed }, { name: 'X' })));
    expect(new Set(chosen)).toEqual(new Set(musicTracks));
  });

  it('obeys the brief: none, a piece by name, or a file', () => {
    const product = { name: 'X' };
    expect(musicFor({ ...plain, music: false }, product, undefined)).toBeNull();
    expect(musicFor({ ...plain, music: 'lofi-desk' }, product, undefined)).toMatchObject({
      track: 'lofi-desk',
      seed: 1,
    });
    expect(musicFor({ ...plain, music: { track: 'funk-corner' } }, product, undefined)).toMatchObject({
      track: 'funk-corner',
    });
    const own = {
      kind: 'audio',
      id: 'abc',
      file: 'song.mp3',
      path: 'p/song.mp3',
      rights: undefined,
      durationMs: 9_000,
    };
    expect(musicFor({ ...plain, music: { file: 'song.mp3' } }, product, own as never)).toMatchObject({
      material: 'abc',
      path: 'p/song.mp3',
    });
  });

  it('tells on which frames the beats fall, for cuts on the beat', () => {
    const frames = beatFrames({ track: 'summer-pop', seed: 3 }, 30, 300);
    expect(frames[0]).toBe(1);
    expect(frames.every((frame, index) => index === 0 || frame > (frames[index - 1] ?? 0))).toBe(true);
    expect(frames.length).toBe(Math.ceil((299.1 / 30) * (tempoOf('summer-pop', 3) / 60)));
    expect(beatFrames({ track: 'summer-pop', seed: 3 }, 60, 600)[10]).toBeCloseTo((frames[10] ?? 0) * 2, -1);
  });
});
