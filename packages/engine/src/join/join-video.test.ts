import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Codec, frameRates } from '@clipo/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AudioTrack } from '../audio/audio-track.ts';
import { makeAudioTrack } from '../audio/encode-mix.ts';
import { mixAudio } from '../audio/mix-audio.ts';
import { babble, beep, decodeSound, ffmpegLoudness, lagOf, voiceClip } from '../audio/sound.fixture.ts';
import { boxTypes, encodePiece, flashFrames, frameHashes, movingFrames } from '../encode/pieces.fixture.ts';
import { runProgram } from '../ffmpeg/run.ts';
import { joinVideo } from './join-video.ts';

const music = { track: 'bright-morning', seed: 1, gainDb: -8 } as const;
const label = '{"Label":"1","ContentProducer":"001191110000000000000010001"}';
const counts = [1, 2, 6, 12, 30];
const totalFrames = counts.reduce((sum, count) => sum + count, 0);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipo-join-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const encoded = new Map<string, Promise<string[]>>();
/** The five pieces of a codec and rate, encoded once for all tests. */
function encodePieces(request: { codec?: Codec; fps?: number } = {}): Promise<string[]> {
  const name = `${request.codec ?? 'h264'}-${request.fps ?? 30}-piece`;
  const pieces =
    encoded.get(name) ??
    Promise.all(
      counts.map((count, index) => encodePiece(folder, `${name}-${index}`, movingFrames(count, index * 40), request)),
    );
  encoded.set(name, pieces);
  return pieces;
}

async function soundFor(frames: number, fps: number): Promise<AudioTrack> {
  const made = await makeAudioTrack({ voice: [], music, totalFrames: frames, fps }, join(folder, 'cache'));
  return made.track;
}

interface Packet {
  pts: number;
  dts: number;
  flags: string;
}

async function packetsOf(path: string, stream: 'v' | 'a', input: string[] = []): Promise<Packet[]> {
  const entries = ['-show_entries', 'packet=pts,dts,flags', '-of', 'json'];
  const args = ['-v', 'error', ...input, '-select_streams', stream, ...entries, path];
  return (JSON.parse(String(await runProgram('ffprobe', args))) as { packets: Packet[] }).packets;
}

const steps = (values: readonly number[]) =>
  new Set(values.slice(1).map((value, index) => value - (values[index] ?? 0)));

describe('the join', () => {
  it.each([...frameRates.map((fps) => ['h264', fps] as const), ['hevc', 30] as const])(
    '%s at %i fps: every time step exact, nothing lost or doubled, no edit list, both tracks from 0 (C2)',
    async (codec, fps) => {
      const segments = await encodePieces({ codec, fps });
      const out = join(folder, `${codec}-${fps}.mp4`);
      const audio = await soundFor(totalFrames, fps);
      const joined = await joinVideo({ segments, audio, fps, tags: { AIGC: label }, out });
      expect(joined.frames).toBe(totalFrames);

      const video = await packetsOf(out, 'v');
      const step = 57_600 / fps;
      expect(steps(video.map(({ dts }) => dts))).toEqual(new Set([step]));
      const shown = video.map(({ pts }) => pts).sort((a, b) => a - b);
      expect(shown).toEqual(Array.from({ length: totalFrames }, (_, frame) => frame * step));
      // Players that pass over edit lists see the same times: there is no list.
      expect(await packetsOf(out, 'v', ['-ignore_editlist', '1'])).toEqual(video);
      const sound = await packetsOf(out, 'a');
      expect(sound[0]?.pts).toBe(0);
      expect(steps(sound.map(({ pts }) => pts))).toEqual(new Set([1024]));
      const types = await boxTypes(out);
      expect(types).not.toContain('elst');
      expect(types).not.toContain('edts');
      expect(types.indexOf('moov')).toBeLessThan(types.indexOf('mdat'));

      // Decoded frames are the pieces' own, bit for bit and in order.
      const pieces = (await Promise.all(segments.map(frameHashes))).flat();
      expect(await frameHashes(out)).toEqual(pieces);
      expect(new Set(pieces).size).toBeGreaterThan(totalFrames / 2);
    },
  );

  it('B-frames are really in the pieces, and the file counts no delay for them', async () => {
    const segments = await encodePieces();
    const out = join(folder, 'delay.mp4');
    await joinVideo({ segments, audio: null, fps: 30, tags: {}, out });
    const video = await packetsOf(out, 'v');
    expect(video.some((packet, index) => index > 0 && packet.pts < (video[index - 1]?.pts ?? 0))).toBe(true);
    const entries = ['-show_entries', 'stream=start_time,duration,color_space,color_range:format=duration'];
    const args = ['-v', 'error', ...entries, '-of', 'csv=p=0', out];
    const [stream, format] = String(await runProgram('ffprobe', args))
      .trim()
      .split('\n');
    expect(stream).toBe('tv,bt709,0.000000,1.700000');
    expect(format).toBe('1.700000');
  });

  it('the label is the file’s only metadata, and ffprobe reads it (L1)', async () => {
    const segments = await encodePieces();
    const out = join(folder, 'tags.mp4');
    await joinVideo({ segments, audio: null, fps: 30, tags: { AIGC: label }, out });
    const args = ['-v', 'error', '-show_entries', 'format_tags', '-of', 'json', out];
    const { format } = JSON.parse(String(await runProgram('ffprobe', args))) as {
      format: { tags: Record<string, string> };
    };
    const { major_brand: _major, minor_version: _minor, compatible_brands: _brands, ...tags } = format.tags;
    expect(tags).toEqual({ AIGC: label });
  });

  it('HEVC is tagged hvc1, which Apple’s players ask for', async () => {
    const segments = await encodePieces({ codec: 'hevc' });
    const out = join(folder, 'hvc1.mp4');
    await joinVideo({ segments, audio: null, fps: 30, tags: {}, out });
    const args = ['-v', 'error', '-show_entries', 'stream=codec_tag_string', '-of', 'csv=p=0', out];
    expect(String(await runProgram('ffprobe', args)).trim()).toBe('hvc1');
  });

  it('equal pieces give an equal file, whatever the clock says, with the checksum of what lies there', async () => {
    const segments = await encodePieces();
    const audio = await soundFor(totalFrames, 30);
    const request = { segments, audio, fps: 30, tags: { AIGC: label } };
    const first = await joinVideo({ ...request, out: join(folder, 'again-1.mp4') });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const second = await joinVideo({ ...request, out: join(folder, 'again-2.mp4') });
    expect(second).toEqual(first);
    const bytes = await readFile(join(folder, 'again-2.mp4'));
    expect(bytes.length).toBe(first.bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(first.sha256);
  });

  it('pieces of another size or preset are refused before anything is written', async () => {
    const [good = ''] = await encodePieces();
    const out = join(folder, 'refused', 'out.mp4');
    await mkdir(join(folder, 'refused'));
    const draft = await encodePiece(folder, 'draft', movingFrames(3, 0), { quality: 'draft' });
    const wide = { width: 320, height: 180 };
    const turned = await encodePiece(folder, 'turned', movingFrames(3, 0, wide), wide);
    for (const other of [draft, turned]) {
      const request = { segments: [good, other], audio: null, fps: 30, tags: {}, out };
      await expect(joinVideo(request)).rejects.toThrow(/encoded differently/);
    }
    await expect(joinVideo({ segments: [], audio: null, fps: 30, tags: {}, out })).rejects.toThrow(/nothing to join/);
    expect(await readdir(join(folder, 'refused'))).toEqual([]);
  });

  it('a cancelled join, or one into a folder that is not there, leaves nothing behind', async () => {
    const segments = await encodePieces();
    const target = join(folder, 'cancelled');
    await mkdir(target);
    const request = { segments, audio: null, fps: 30, tags: {} };
    const stopped = joinVideo({ ...request, out: join(target, 'a.mp4') }, AbortSignal.abort());
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(target)).toEqual([]);
    const nowhere = joinVideo({ ...request, out: join(target, 'none', 'a.mp4') });
    await expect(nowhere).rejects.toMatchObject({ code: 'output_unwritable' });
  });
});

describe('sound in the joined file', () => {
  it.each([[[]], [['-ignore_editlist', '1']]])(
    'flash and beep stay together to the end, input options %j (C2)',
    async (input) => {
      const [fps, total, flashes] = [30, 90, [10, 84]] as const;
      const isWhite = (frame: number) => (flashes as readonly number[]).includes(frame);
      const segments = [
        await encodePiece(folder, 'flash-a', flashFrames(40, isWhite)),
        await encodePiece(
          folder,
          'flash-b',
          flashFrames(50, (frame) => isWhite(frame + 40)),
        ),
      ];
      const voice = await Promise.all(flashes.map((frame) => voiceClip(folder, `beep-${frame}`, beep(), frame)));
      const { track } = await makeAudioTrack({ voice, music: null, totalFrames: total, fps }, join(folder, 'cache'));
      const out = join(folder, 'flash.mp4');
      await joinVideo({ segments, audio: track, fps, tags: {}, out });

      const show = ['-vf', 'scale=2:2,format=gray', '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'];
      const pixels = await runProgram('ffmpeg', [...input, '-i', out, '-map', '0:v', ...show]);
      const times = (await packetsOf(out, 'v', input)).map(({ pts }) => pts / 57_600).sort((a, b) => a - b);
      const flashTimes = times.filter((_, frame) => (pixels[frame * 4] ?? 0) > 128);
      const sound = (await decodeSound(out, input)).left;
      const beepTimes = flashes.map((frame) => {
        const from = Math.round(((frame - 5) * 48_000) / fps);
        return (from + sound.subarray(from).findIndex((sample) => Math.abs(sample) > 0.15)) / 48_000;
      });
      expect(flashTimes).toHaveLength(2);
      flashTimes.forEach((time, index) => {
        expect(Math.abs(time - (beepTimes[index] ?? 9))).toBeLessThan(0.005);
      });
    },
  );

  it('decodes in step with the mix to the sample, without gap, click or edit list', async () => {
    const clip = await voiceClip(folder, 'babble', babble(2.5, 7), 0);
    const request = { voice: [clip], music, totalFrames: totalFrames * 2, fps: 30 };
    const mix = await mixAudio(request);
    const { track } = await makeAudioTrack(request, join(folder, 'cache'));
    const segments = await encodePieces();
    const out = join(folder, 'sound.mp4');
    await joinVideo({ segments: [...segments, ...segments], audio: track, fps: 30, tags: {}, out });
    for (const input of [[], ['-ignore_editlist', '1']]) {
      const sound = await decodeSound(out, input);
      // At most the rest of one packet beyond the exact end.
      expect(sound.left.length - mix.sampleCount).toBeGreaterThanOrEqual(0);
      expect(sound.left.length - mix.sampleCount).toBeLessThan(1024);
      for (const at of [4_000, 60_000, mix.sampleCount - 12_000]) {
        expect(lagOf(mix.left, sound.left, at, 1_200, 4_096)).toBe(0);
      }
      // No hole and no click anywhere: in every 10 ms the decoded sound is near the mix.
      for (let at = 1024; at + 480 <= mix.sampleCount; at += 480) {
        const [was, is] = [rms(mix.left, at), rms(sound.left, at)];
        expect(Math.abs(was - is)).toBeLessThan(0.02 + was * 0.25);
      }
      // AAC has moved the peaks: what is promised holds for what is heard.
      const heard = await ffmpegLoudness(sound);
      expect(Math.abs(heard.loudness + 14)).toBeLessThan(0.5);
      expect(heard.truePeakDb).toBeLessThanOrEqual(-1);
      // The first packet has no neighbour to overlap with: it must not be louder than it was.
      expect(largest(sound.left, 0, 1024)).toBeLessThan(largest(mix.left, 0, 2048) * 1.2 + 0.01);
    }
  });

  it('a sound track is made once for equal requests', async () => {
    const request = { voice: [], music: { ...music, seed: 4 }, totalFrames: 30, fps: 30 };
    const cache = join(folder, 'cache-once');
    const first = await makeAudioTrack(request, cache);
    const second = await makeAudioTrack({ ...request }, cache);
    expect([first.isCached, second.isCached]).toEqual([false, true]);
    expect(second.track).toEqual(first.track);
    const other = await makeAudioTrack({ ...request, totalFrames: 31 }, cache);
    expect(other.isCached).toBe(false);
  });

  it('a silent mix has a silent track, so that every video has sound', async () => {
    const { track } = await makeAudioTrack(
      { voice: [], music: null, totalFrames: totalFrames, fps: 30 },
      join(folder, 'cache'),
    );
    expect(track.loudness).toBe(null);
    const segments = await encodePieces();
    const out = join(folder, 'silent.mp4');
    await joinVideo({ segments, audio: track, fps: 30, tags: {}, out });
    expect(largest((await decodeSound(out)).left, 0, 80_000)).toBeLessThan(1e-4);
  });
});

function rms(samples: Float32Array, at: number): number {
  return Math.sqrt(samples.subarray(at, at + 480).reduce((sum, sample) => sum + sample ** 2, 0) / 480);
}

function largest(samples: Float32Array, from: number, to: number): number {
  return samples.subarray(from, to).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}
