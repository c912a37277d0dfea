import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { runTool } from './decoded-video.fixture.ts';
import type { WatchedVideo } from './watched-video.fixture.ts';

const rate = 48_000;

/** What the sound of finished files promises: measured on the decoded AAC, by FFmpeg's own meters. */
export function soundPromises(watched: () => readonly WatchedVideo[]): void {
  describe('the sound', () => {
    it('is at −14 LUFS ± 0.5 with a true peak of at most −1 dBTP in every file (C2)', () => {
      for (const { record, seen } of watched()) {
        expect(Math.abs(seen.loudness + 14), record.name).toBeLessThanOrEqual(0.5);
        expect(seen.truePeakDb, record.name).toBeLessThanOrEqual(-1);
      }
    });

    it('has the voice of every line in its place, less than 20 ms off to the last one', async () => {
      for (const video of watched()) {
        for (const { text, offset, likeness, lateMs, frames } of await voicesIn(video)) {
          expect(likeness, `${video.record.name}: ${text}`).toBeGreaterThan(0.8);
          expect(Math.abs(lateMs), `${video.record.name}: ${text}`).toBeLessThan(20);
          expect(offset, 'inside its slot').toBeGreaterThanOrEqual(frames.startFrame);
          expect(offset).toBeLessThan(frames.endFrame);
        }
      }
    });

    it('has music that goes down under the voice', async () => {
      // Over all videos: a single pause is short, and where it falls in the bar counts for more than the ducking.
      const [under, between] = [
        { energy: 0, samples: 0 },
        { energy: 0, samples: 0 },
      ];
      for (const video of watched()) {
        const spans = await voicesIn(video);
        under.energy += spans.reduce((sum, { rest }) => sum + rest, 0);
        under.samples += spans.length;
        for (const pause of pausesOf(video, spans)) {
          between.energy += power(pause) * pause.length;
          between.samples += pause.length;
        }
      }
      if (watched().every(({ record }) => record.frames < 12 * record.fps)) {
        // Lines of a short video follow each other too closely for the music to come up.
        return;
      }
      expect(between.samples, 'samples in pauses').toBeGreaterThan(0.3 * rate);
      const levelOf = ({ energy, samples }: typeof under) => decibels(energy / samples);
      expect(levelOf(between) - levelOf(under)).toBeGreaterThan(2.5);
    });

    it('has no gap from the first frame to the last', () => {
      for (const { record, seen } of watched()) {
        const length = (record.frames * rate) / record.fps;
        expect(Math.abs(seen.sound.length - length), record.name).toBeLessThanOrEqual(0.02 * rate);
        // The music comes in over 60 ms and goes out over the last quarter of a second.
        for (let at = 0.06 * rate; at < length - 0.25 * rate; at += 0.02 * rate) {
          expect(power(seen.sound.subarray(at, at + 0.02 * rate)), `${record.name} ${at / rate} s`).toBeGreaterThan(
            1e-7,
          );
        }
      }
    });

    it('begins and ends alike for players that ignore edit lists', async () => {
      const [video] = watched();
      const args = ['-v', 'error', '-ignore_editlist', '1', '-i', video?.file ?? '', '-map', '0:a'];
      const { out } = await runTool('ffmpeg', [...args, '-ac', '1', '-ar', String(rate), '-f', 'md5', '-']);
      const usual = await runTool('ffmpeg', [
        ...['-v', 'error', '-i', video?.file ?? '', '-map', '0:a', '-ac', '1', '-ar', String(rate), '-f', 'md5', '-'],
      ]);
      expect(out).toBe(usual.out);
      expect(out).toMatch(/^MD5=[0-9a-f]{32}/);
    });
  });
}

interface FoundVoice {
  text: string;
  /** Frame at which it begins. */
  offset: number;
  frames: { startFrame: number; endFrame: number };
  /** Correlation with the spoken line, 0 … 1. */
  likeness: number;
  lateMs: number;
  /** Power of what is heard besides the voice. */
  rest: number;
}

/** Looks for each spoken line in the file's sound around the place where the storyboard puts it. */
async function voicesIn({ prepared, record, seen }: WatchedVideo): Promise<FoundVoice[]> {
  return Promise.all(
    prepared.storyboard.voice.map(async (clip, index) => {
      const voice = samplesOf(await readFile(clip.path));
      const at = Math.round((clip.startFrame * rate) / record.fps);
      const best = [...lags(0.03 * rate)]
        .map((lag) => ({ lag, likeness: likenessAt(voice, seen.sound, at + lag) }))
        .reduce((one, other) => (other.likeness > one.likeness ? other : one));
      const line = record.lines[index];
      return {
        text: line?.text ?? '',
        offset: clip.startFrame,
        frames: { startFrame: line?.startFrame ?? -1, endFrame: line?.endFrame ?? -1 },
        likeness: likenessAt(voice, seen.sound, at + best.lag, 1),
        lateMs: (best.lag * 1000) / rate,
        rest: restOf(voice, seen.sound, at + best.lag),
      };
    }),
  );
}

/** Every third sample of 60 ms: speech changes slowly enough. */
function* lags(most: number): Generator<number> {
  for (let lag = -most; lag <= most; lag += 3) {
    yield lag;
  }
}

function likenessAt(voice: Float32Array, sound: Float32Array, at: number, step = 7): number {
  let [both, one, other] = [0, 0, 0];
  for (let index = 0; index < voice.length; index += step) {
    const a = voice[index] ?? 0;
    const b = sound[at + index] ?? 0;
    both += a * b;
    one += a * a;
    other += b * b;
  }
  return both / Math.sqrt(one * other + 1e-12);
}

/** Power of the sound less the voice at the gain that fits best. */
function restOf(voice: Float32Array, sound: Float32Array, at: number): number {
  const heard = sound.subarray(at, at + voice.length);
  const gain =
    voice.reduce((sum, value, index) => sum + value * (heard[index] ?? 0), 0) / (power(voice) * voice.length);
  return power(voice.map((value, index) => (heard[index] ?? 0) - gain * value));
}

/** The sound between two lines, once the music has come up again: none where a pause is too short for that. */
function pausesOf({ seen, record, prepared }: WatchedVideo, spans: readonly FoundVoice[]): Float32Array[] {
  return prepared.storyboard.voice.flatMap((clip, index) => {
    const from = (clip.startFrame * rate) / record.fps + clip.sampleCount + 0.4 * rate;
    const next = spans[index + 1]?.offset;
    const to = next === undefined ? 0 : (next * rate) / record.fps - 0.1 * rate;
    return to - from < 0.05 * rate ? [] : [seen.sound.subarray(Math.round(from), Math.round(to))];
  });
}

function samplesOf(wav: Buffer): Float32Array {
  const data = wav.indexOf('data', 12, 'latin1') + 8;
  return Float32Array.from(
    { length: (wav.length - data) >> 1 },
    (_, index) => wav.readInt16LE(data + index * 2) / 32_768,
  );
}

function power(samples: Float32Array): number {
  return samples.reduce((sum, value) => sum + value * value, 0) / Math.max(1, samples.length);
}

function decibels(value: number): number {
  return 10 * Math.log10(value + 1e-12);
}
