import { describe, expect, it } from 'vitest';
import { playableFormOf } from './playable-form.ts';
import { readProbe } from './probe-media.ts';

const stream = { index: 0, codec_type: 'video', codec_name: 'h264', width: 1920, height: 1080, pix_fmt: 'yuv420p' };
const probe = (part: Record<string, unknown>, format: Record<string, unknown> = { duration: '4.0' }) =>
  readProbe(JSON.stringify({ streams: [{ ...stream, ...part }], format }));
const formOf = (part: Record<string, unknown>) => {
  const { video } = probe(part);
  return video === undefined ? undefined : playableFormOf(video, 1920);
};

describe('what a container tells is read with care (C3)', () => {
  it('a phone clip is upright, large ones are made smaller, sides are even', () => {
    const turned = { side_data_list: [{ side_data_type: 'Display Matrix', rotation: -90 }] };
    expect(formOf(turned)?.size).toEqual({ width: 1080, height: 1920 });
    expect(formOf({ width: 3840, height: 2160 })?.size).toEqual({ width: 1920, height: 1080 });
    expect(formOf({ width: 641, height: 479 })?.size).toEqual({ width: 640, height: 478 });
    expect(formOf({ width: 720, height: 576, sample_aspect_ratio: '64:45' })?.size).toEqual({
      width: 1024,
      height: 576,
    });
  });

  it('a steady rate stays, slow motion is halved until it fits, anything else becomes 30', () => {
    const rateOf = (r_frame_rate: string, avg_frame_rate: string) => formOf({ r_frame_rate, avg_frame_rate })?.rate;
    expect(rateOf('30000/1001', '30000/1001')).toEqual({ num: 30_000, den: 1001 });
    expect(rateOf('60/1', '60/1')).toEqual({ num: 60, den: 1 });
    expect(rateOf('240/1', '240/1')).toEqual({ num: 240, den: 4 });
    expect(rateOf('30/1', '3412/120')).toEqual({ num: 30, den: 1 });
    expect(rateOf('1/1', '1/1')).toEqual({ num: 30, den: 1 });
    expect(rateOf('0/0', '0/0')).toEqual({ num: 30, den: 1 });
    expect(rateOf('90000/1', '90000/1')).toEqual({ num: 30, den: 1 });
  });

  it('nonsense is not believed: no length, mad pixel shapes, missing keys', () => {
    expect(probe({}, { duration: 'N/A' }).durationMs).toBeUndefined();
    expect(probe({}, { duration: '-5' }).durationMs).toBeUndefined();
    expect(probe({}, {}).durationMs).toBeUndefined();
    expect(formOf({ sample_aspect_ratio: '1:4000' })?.size).toEqual({ width: 1920, height: 1080 });
    expect(readProbe('{}')).toEqual({ video: undefined, hasAudio: false, durationMs: undefined });
    expect(() => readProbe('not JSON')).toThrow('ffprobe gave no JSON');
    expect(() => readProbe('{"streams":[{"index":"x"}]}')).toThrow();
  });
});
