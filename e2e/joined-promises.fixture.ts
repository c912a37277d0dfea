import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { boxTypes } from '../packages/engine/src/encode/pieces.fixture.ts';
import { bytesOf, runTool } from './decoded-video.fixture.ts';
import type { MadeBatch } from './made-batch.fixture.ts';
import type { WatchedVideo } from './watched-video.fixture.ts';

interface Packet {
  pts: number;
  dts: number;
  duration: number;
}

/** What the delivered files promise as files: looked at by ffprobe, mediainfo and by their own bytes. */
export function joinedPromises(made: () => MadeBatch, watched: () => readonly WatchedVideo[]): void {
  describe('the files', () => {
    it('decode from end to end without a complaint, with every frame that the manifest counts (C2)', () => {
      for (const { record, seen } of watched()) {
        expect(seen.complaints, record.name).toBe('');
        expect(seen.small.count, record.name).toBe(record.frames);
      }
    });

    it('show frame n at exactly n / fps and sound without a hole, from 0 in both tracks', async () => {
      for (const { file, record } of made().videos) {
        const { streams, packets } = await probe(file);
        const picture = packets(0);
        expect(streams.map(({ codec_type, start_time }) => `${codec_type} ${Number(start_time)}`)).toEqual([
          'video 0',
          'audio 0',
        ]);
        const step = 57_600 / record.fps;
        expect(streams[0]?.time_base).toBe('1/57600');
        const shown = picture.map(({ pts }) => pts).sort((a, b) => a - b);
        expect(shown, file).toEqual(Array.from({ length: record.frames }, (_, frame) => frame * step));
        expect(picture.every(({ dts }, index) => index === 0 || dts - (picture[index - 1]?.dts ?? 0) === step)).toBe(
          true,
        );
        const sound = packets(1);
        expect(sound.every(({ pts, dts }, index) => pts === index * 1024 && dts === pts)).toBe(true);
        const late = (sound.length * 1024) / 48_000 - record.frames / record.fps;
        expect(Math.abs(late), file).toBeLessThan(0.0214);
      }
    });

    it('have the index before the media, and no edit list, so that every player keeps picture and sound together', async () => {
      for (const { file } of made().videos) {
        const types = await boxTypes(file);
        expect(types).not.toContain('edts');
        expect(types.indexOf('moov')).toBeLessThan(types.indexOf('mdat'));
        expect(types.filter((type) => type === 'trak')).toHaveLength(2);
      }
      const [first] = made().videos;
      const usual = await probe(first?.file ?? '');
      const ignoring = await probe(first?.file ?? '', ['-ignore_editlist', '1']);
      expect([0, 1].map(ignoring.packets)).toEqual([0, 1].map(usual.packets));
    });

    it('are seen by mediainfo as one picture and one sound of the promised kind, with the label (L1)', async () => {
      for (const { file, record } of made().videos) {
        const { out } = await runTool('mediainfo', ['--Output=JSON', file]);
        const { media } = JSON.parse(out) as { media: { track: Record<string, unknown>[] } };
        const [general, video, audio, ...others] = media.track;
        expect(others).toEqual([]);
        expect(video).toMatchObject({
          '@type': 'Video',
          Format: { h264: 'AVC', hevc: 'HEVC' }[made().brief.codec],
          Width: String(record.width),
          Height: String(record.height),
          FrameRate_Mode: 'CFR',
          FrameCount: String(record.frames),
          colour_primaries: 'BT.709',
          colour_range: 'Limited',
        });
        expect(Number(video?.FrameRate)).toBe(record.fps);
        expect(audio).toMatchObject({ '@type': 'Audio', Format: 'AAC', SamplingRate: '48000', Channels: '2' });
        expect(JSON.stringify(general)).toContain(record.label?.implicit.ProduceID);
      }
    });

    it('carry exactly one AIGC key, whose JSON is the label that the manifest tells (L1)', async () => {
      for (const { file, record } of made().videos) {
        const { out } = await runTool('ffprobe', ['-v', 'error', '-show_entries', 'format_tags', '-of', 'json', file]);
        const { format } = JSON.parse(out) as { format: { tags: Record<string, string> } };
        expect(JSON.parse(format.tags.AIGC ?? '')).toEqual(record.label?.implicit);
        expect(Object.keys(format.tags).filter((key) => /aigc/i.test(key))).toEqual(['AIGC']);
        const bytes = await readFile(file);
        const index = bytes.subarray(bytes.indexOf('moov'), bytes.indexOf('mdat'));
        expect(String(index.toString('latin1').match(/AIGC/g))).toBe('AIGC');
        expect(record.label?.implicit.ContentProducer).toBe(made().manifest.provider.code);
      }
    });

    it('have a cover with the label at its corner and in its XMP (L1)', async () => {
      for (const { record, file } of made().videos) {
        const cover = join(made().out, record.cover ?? '');
        const bytes = await readFile(cover);
        const packet = /<x:xmpmeta[\s\S]*<\/x:xmpmeta>/.exec(bytes.toString('utf8'))?.[0] ?? '';
        expect(packet.match(/ProduceID/g), cover).toHaveLength(1);
        expect(packet).toContain(record.label?.implicit.ProduceID);
        expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([record.width, record.height]);

        // The video shows the same picture with its label elsewhere: what differs in the corner is the cover's label.
        const frame = Math.floor(
          (made().videos.find((video) => video.file === file)?.prepared.storyboard.scenes[0]?.frames ?? 0) * 0.6,
        );
        const short = Math.min(record.width, record.height);
        const corner = `format=gray,crop=${Math.round(short * 0.5)}:${Math.round(short * 0.14)}:0:0`;
        const [still, moving] = await Promise.all([
          grayOf(['-i', cover, '-vf', corner]),
          grayOf(['-i', file, '-vf', `select=eq(n\\,${frame}),${corner}`, '-frames:v', '1']),
        ]);
        const width = Math.round(short * 0.5);
        const rows = Array.from({ length: Math.round(short * 0.14) }, (_, row) =>
          still
            .subarray(row * width, (row + 1) * width)
            .some((value, at) => value > 200 && hasDarkNear(still, row * width + at)),
        );
        expect(rows.filter(Boolean).length, cover).toBeGreaterThanOrEqual(short * 0.05);
        expect(meanDifference(still, moving), cover).toBeGreaterThan(8);
      }
    });

    it('have subtitles that open with the AI cue, hold the label’s JSON and say the lines in their time (L1, C8)', async () => {
      for (const { record } of made().videos) {
        const [srt, vtt] = await Promise.all(
          [record.captions?.srt, record.captions?.vtt].map((path) => readFile(join(made().out, path ?? ''), 'utf8')),
        );
        const note = /^NOTE AIGC (\{.*\})$/m.exec(vtt ?? '')?.[1] ?? '';
        expect(JSON.parse(note)).toEqual(record.label?.implicit);
        const [fromSrt, fromVtt] = [cuesOf(srt ?? ''), cuesOf(vtt ?? '')];
        expect(fromVtt).toEqual(fromSrt);
        const [opening, ...cues] = fromSrt;
        expect(opening).toEqual({ fromMs: 0, toMs: 2000, text: record.label?.explicit.text });
        for (const line of record.lines) {
          const within = cues.filter(
            ({ fromMs, toMs }) =>
              fromMs >= (line.startFrame * 1000) / record.fps - 1 && toMs <= (line.endFrame * 1000) / record.fps + 1,
          );
          expect(lettersOf(within.map(({ text }) => text).join(''))).toBe(lettersOf(line.text));
        }
      }
    });
  });
}

async function probe(file: string, input: readonly string[] = []) {
  const entries = 'stream=codec_type,start_time,time_base:packet=stream_index,pts,dts,duration';
  const { out } = await runTool('ffprobe', ['-v', 'error', ...input, '-show_entries', entries, '-of', 'json', file]);
  const found = JSON.parse(out) as {
    streams: { codec_type: string; start_time: string; time_base: string }[];
    packets: (Packet & { stream_index: number })[];
  };
  return {
    streams: found.streams,
    packets: (stream: number): Packet[] => found.packets.filter(({ stream_index }) => stream_index === stream),
  };
}

async function grayOf(args: readonly string[]): Promise<Buffer> {
  return bytesOf('ffmpeg', ['-v', 'error', ...args, '-f', 'rawvideo', '-']);
}

function hasDarkNear(gray: Uint8Array, at: number): boolean {
  return gray.subarray(Math.max(0, at - 6), at + 7).some((value) => value < 70);
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

interface Cue {
  fromMs: number;
  toMs: number;
  text: string;
}

function cuesOf(text: string): Cue[] {
  const clock = (value: string) => {
    const [hours = 0, minutes = 0, seconds = 0] = value.replace(',', '.').split(':').map(Number);
    return Math.round((hours * 3600 + minutes * 60 + seconds) * 1000);
  };
  return text.split(/\n\n+/).flatMap((block) => {
    const found = /(\S+) --> (\S+)\n([\s\S]+)/.exec(block);
    return found === null
      ? []
      : [{ fromMs: clock(found[1] ?? ''), toMs: clock(found[2] ?? ''), text: (found[3] ?? '').trim() }];
  });
}

/** Letters and figures alone: captions drop light punctuation. */
function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}%℃°]+/gu, '').toLowerCase();
}
