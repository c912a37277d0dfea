import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaptionCue } from '@clipo/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../ffmpeg/run.ts';
import { captionFiles } from './caption-files.ts';

const options = { fps: 30, size: { width: 1080, height: 1920 } };
const cues: CaptionCue[] = [
  {
    text: '一杯热咖啡，保温12小时',
    startFrame: 3,
    endFrame: 61,
    words: [
      { text: '一杯', startFrame: 6, endFrame: 16 },
      { text: '热咖啡', startFrame: 16, endFrame: 31 },
      { text: '保温', startFrame: 34, endFrame: 45 },
      { text: '12小时', startFrame: 45, endFrame: 58 },
    ],
  },
  { text: 'Fish & chips <b>now</b> {\\i1} C:\\new --> 20 %', startFrame: 61, endFrame: 100, words: [] },
  { text: 'two\r\n\r\nlines', startFrame: 107, endFrame: 110_003, words: [] },
];

interface Packet {
  startMs: number;
  durationMs: number;
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipo-captions-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function readBack(kind: 'srt' | 'vtt' | 'ass'): Promise<{ packets: Packet[]; asSrt: string }> {
  const path = join(folder, `captions.${kind}`);
  await writeFile(path, captionFiles(cues, options)[kind]);
  const entries = ['-show_entries', 'packet=pts_time,duration_time', '-of', 'json'];
  const probed = JSON.parse(String(await runProgram('ffprobe', ['-v', 'error', ...entries, path]))) as {
    packets: { pts_time: string; duration_time: string }[];
  };
  return {
    packets: probed.packets.map((packet) => ({
      startMs: Math.round(Number(packet.pts_time) * 1000),
      durationMs: Math.round(Number(packet.duration_time) * 1000),
    })),
    asSrt: String(await runProgram('ffmpeg', ['-i', path, '-f', 'srt', 'pipe:1'])),
  };
}

describe('caption files', () => {
  it.each(['srt', 'vtt'] as const)(
    'the %s file holds every cue at its frame, to the millisecond (C2)',
    async (kind) => {
      const { packets } = await readBack(kind);
      expect(packets).toEqual([
        { startMs: 100, durationMs: 1933 },
        { startMs: 2033, durationMs: 1300 },
        { startMs: 3567, durationMs: 3_666_767 - 3567 },
      ]);
    },
  );

  it('the ass file holds every cue at its frame, to the hundredth of a second (C2)', async () => {
    const { packets } = await readBack('ass');
    expect(packets.map((packet) => packet.startMs)).toEqual([100, 2030, 3570]);
  });

  it.each(['srt', 'vtt', 'ass'] as const)(
    'a player of the %s file shows the words, never takes them for tags',
    async (kind) => {
      const { asSrt } = await readBack(kind);
      const shown = asSrt
        .replaceAll('\u2060', '')
        .replaceAll('\r', '')
        .replaceAll('＜', '<')
        .replaceAll('｛', '{')
        .replaceAll('｝', '}')
        .replaceAll('→', '-->');
      expect(shown).toContain('一杯热咖啡，保温12小时');
      expect(shown).toContain('Fish & chips <b>now</b> {\\i1}');
      expect(shown).toContain('C:\\new --> 20 %');
      expect(shown).toContain('two\nlines');
    },
  );

  it('the ass file fills word by word with the voice, and the lengths sum up to the last word', () => {
    const line = captionFiles(cues, options)
      .ass.split('\n')
      .find((text) => text.includes('{\\k'));
    expect(line).toBe(
      'Dialogue: 0,0:00:00.10,0:00:02.03,Spoken,,0,0,0,,{\\k10}{\\k33}一杯{\\k60}热咖啡，{\\k37}保温{\\k43}12小时',
    );
  });

  it('words that are not the text’s own leave the line whole', () => {
    const cue = {
      text: 'Price 89',
      startFrame: 0,
      endFrame: 9,
      words: [{ text: 'eighty-nine', startFrame: 0, endFrame: 9 }],
    };
    expect(captionFiles([cue], options).ass).toContain('Caption,,0,0,0,,Price 89\n');
  });

  it('a cue that lasts into the next ends where that begins (C2)', () => {
    const overlapping = [
      { text: 'all around your', startFrame: 300, endFrame: 331, words: [] },
      { text: 'ears', startFrame: 330, endFrame: 345, words: [] },
    ];
    const { srt, vtt } = captionFiles(overlapping, options);
    expect(srt).toContain('00:00:10,000 --> 00:00:11,000');
    expect(vtt).toContain('00:00:11.000 --> 00:00:11.500');
  });

  it('a cue that ends before it starts is refused', () => {
    expect(() => captionFiles([{ text: 'x', startFrame: 5, endFrame: 5, words: [] }], options)).toThrow(
      /ends at frame 5/,
    );
  });

  it('every file ends its lines with LF and has no blank line inside a cue', () => {
    const files = captionFiles(cues, options);
    expect(Object.values(files).join('')).not.toContain('\r');
    expect(files.srt.split('\n\n')).toHaveLength(cues.length);
  });
});
