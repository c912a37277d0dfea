import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { languages } from '@clipo/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labelJson } from '../implicit-label.ts';
import { ffmpegBytes, labelOf, scratchFolder } from '../media.fixture.ts';
import { verifyFile } from '../verify-file.ts';
import { labelAss } from './ass.ts';
import { labelSrt } from './srt.ts';
import { labelVtt } from './vtt.ts';

const label = labelOf('captions-1');
const json = labelJson(label);
const chinese = { language: 'zh-CN', label } as const;
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder();
});
afterAll(() => scratch.remove());

const srt = '1\n00:00:00,400 --> 00:00:01,900\n一杯水\n第二行\n\n2\n00:00:02,000 --> 00:00:03,500\n<i>268克</i>\n';
const vtt =
  'WEBVTT - 片\n\nSTYLE\n::cue { color: white }\n\nNOTE by hand\n\nopening\n00:00.400 --> 00:01.900 line:80%\n一杯水\n\n00:00:02.000 --> 00:00:03.500\n268克\n';
const ass = [
  '[Script Info]',
  'ScriptType: v4.00+',
  'PlayResX: 540',
  'PlayResY: 960',
  '',
  '[V4+ Styles]',
  'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
  'Style: Line,Noto Sans CJK SC,40,&H00FFFFFF,&H000000FF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,2,0,2,10,10,60,1',
  '',
  '[Events]',
  'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
  'Dialogue: 0,0:00:00.40,0:00:01.90,Line,,0,0,0,,一杯水, 很轻',
  'Dialogue: 0,0:00:02.00,0:00:03.50,Line,,0,0,0,,268克',
  '',
].join('\n');

/** The subtitles as FFmpeg's own readers see them. */
async function eventsOf(name: string, text: string): Promise<{ pts: number; seconds: number }[]> {
  await writeFile(scratch.path(name), text);
  const { stdout } = await promisify(execFile)('ffprobe', [
    ...['-v', 'error', '-show_entries', 'packet=pts_time,duration_time', '-of', 'json', scratch.path(name)],
  ]);
  return JSON.parse(stdout).packets.map((packet: Record<string, string>) => ({
    pts: Number(packet.pts_time),
    seconds: Number(packet.duration_time),
  }));
}

describe('subtitle labels', () => {
  it('SRT begins with the label from 0 to 2 s; all other cues keep their times and words (L1)', async () => {
    const labelled = labelSrt(srt, chinese);
    expect(labelled).toBe(
      '1\n00:00:00,000 --> 00:00:02,000\nAI生成\n\n2\n00:00:00,400 --> 00:00:01,900\n一杯水\n第二行\n\n3\n00:00:02,000 --> 00:00:03,500\n<i>268克</i>\n',
    );
    expect(await verifyFile(Buffer.from(labelled))).toEqual({
      ok: true,
      kind: 'srt',
      explicit: 'AI生成',
      found: [],
      problems: [],
    });
  });

  it('VTT begins with the label from 0 to 2 s and holds the JSON in a note; styles and cues stay (L1)', async () => {
    const labelled = labelVtt(vtt, chinese);
    expect(labelled).toBe(
      `WEBVTT - 片\n\nNOTE AIGC ${json}\n\nSTYLE\n::cue { color: white }\n\nNOTE by hand\n\n00:00:00.000 --> 00:00:02.000\nAI生成\n\nopening\n00:00.400 --> 00:01.900 line:80%\n一杯水\n\n00:00:02.000 --> 00:00:03.500\n268克\n`,
    );
    expect(await verifyFile(Buffer.from(labelled), { expected: label })).toMatchObject({
      ok: true,
      explicit: 'AI生成',
    });
  });

  it('ASS begins with a labelled event and holds the JSON in its header; events stay (L1)', async () => {
    const labelled = labelAss(ass, chinese);
    expect(labelled.split('\n').filter((line) => !ass.includes(line))).toEqual([
      `AIGC: ${json}`,
      expect.stringMatching(
        /^Dialogue: 100,0:00:00\.00,0:00:02\.00,Line,AIGC,0,0,0,,\{\\an7\\pos\(36,144\).*\}AI生成$/,
      ),
    ]);
    expect(await verifyFile(Buffer.from(labelled), { expected: label })).toMatchObject({
      ok: true,
      explicit: 'AI生成',
    });
  });

  it.each(languages)('FFmpeg reads the label in %s as the first of three subtitles of each kind', async (language) => {
    // FFmpeg 5.1 stops at a STYLE block.
    const files = {
      'l.srt': labelSrt(srt, { language }),
      'l.vtt': labelVtt(vtt.replace(/STYLE\n.*\n\n/, ''), { language, label }),
      'l.ass': labelAss(ass, { language, label }),
    };
    for (const [name, text] of Object.entries(files)) {
      expect(await eventsOf(name, text)).toEqual([
        { pts: 0, seconds: 2 },
        { pts: 0.4, seconds: 1.5 },
        { pts: 2, seconds: 1.5 },
      ]);
    }
  });

  it('the ASS label is drawn as large and where the law and the platforms want it', async () => {
    const path = scratch.path('drawn.ass');
    await writeFile(path, labelAss(ass.replace(/^Dialogue.*\n/gm, ''), { language: 'zh-CN', label }));
    const source = 'color=black:s=540x960:d=0.04:r=25';
    const gray = await ffmpegBytes(
      '-f',
      'lavfi',
      '-i',
      source,
      '-vf',
      `ass=${path}`,
      '-pix_fmt',
      'gray',
      '-f',
      'rawvideo',
    );
    const lit = [...gray.entries()].filter(([, value]) => value > 128).map(([index]) => index);
    const rows = lit.map((index) => Math.floor(index / 540));
    const columns = lit.map((index) => index % 540);
    const [left, right] = [Math.min(...columns), Math.max(...columns)];
    // The left third holds the Latin letters, the lowest of the label.
    const latin = new Set(
      lit.filter((index) => index % 540 < left + (right - left) / 3).map((index) => Math.floor(index / 540)),
    );
    expect(latin.size).toBeGreaterThanOrEqual(27);
    expect(left).toBeGreaterThanOrEqual(36);
    expect(right).toBeLessThanOrEqual(440);
    expect(Math.min(...rows)).toBeGreaterThanOrEqual(144);
  });

  it('labelling again, in whatever language, leaves one label', () => {
    for (const language of languages) {
      const other = labelOf('earlier');
      expect(labelSrt(labelSrt(srt, { language }), chinese)).toBe(labelSrt(srt, chinese));
      expect(labelVtt(labelVtt(vtt, { language, label: other }), chinese)).toBe(labelVtt(vtt, chinese));
      expect(labelAss(labelAss(ass, { language, label: other }), chinese)).toBe(labelAss(ass, chinese));
    }
  });

  it('words that only sound like a label are kept', () => {
    const text = '1\n00:00:00,000 --> 00:00:02,500\nAI生成的图\n';
    expect(labelSrt(text, chinese)).toContain('AI生成的图');
    expect(labelVtt(`WEBVTT\n\n00:00.000 --> 00:02.500\nAI生成的图\n`, chinese)).toContain('AI生成的图');
  });

  it('empty subtitles get the label; line ends stay those of the file; a byte order mark goes', () => {
    expect(labelSrt('', chinese)).toBe('1\n00:00:00,000 --> 00:00:02,000\nAI生成\n');
    expect(labelVtt('\uFEFFWEBVTT\r\n', chinese)).toBe(
      `WEBVTT\r\n\r\nNOTE AIGC ${json}\r\n\r\n00:00:00.000 --> 00:00:02.000\r\nAI生成\r\n`,
    );
    expect(labelSrt(srt.replaceAll('\n', '\r\n'), chinese)).toBe(labelSrt(srt, chinese).replaceAll('\n', '\r\n'));
  });

  it.each([
    ['SRT', () => labelSrt('no subtitles at all', chinese)],
    ['VTT', () => labelVtt(srt, chinese)],
    ['ASS', () => labelAss(srt, chinese)],
    ['ASS', () => labelAss('[Script Info]\n', chinese)],
  ])('what is no %s is refused', (kind, attempt) => {
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'unreadable_material', message: expect.stringContaining(kind) }),
    );
  });

  it('a label that a note can not hold is refused', () => {
    expect(() => labelVtt(vtt, { ...chinese, label: labelOf('a-->b') })).toThrow(/-->/);
  });

  it.each([
    ['no label', srt, 'no_explicit_label'],
    [
      'too short',
      srt.replace('1\n00:00:00,400 --> 00:00:01,900\n一杯水', '1\n00:00:00,000 --> 00:00:01,900\nAI生成'),
      'no_explicit_label',
    ],
    [
      'too late',
      srt.replace('00:00:00,400 --> 00:00:01,900\n一杯水', '00:00:00,400 --> 00:00:02,900\nAI生成'),
      'no_explicit_label',
    ],
    [
      'wrong words',
      srt.replace('00:00:00,400 --> 00:00:01,900\n一杯水', '00:00:00,000 --> 00:00:02,900\nAI'),
      'no_explicit_label',
    ],
    ['two notes', labelVtt(vtt, chinese).replace('NOTE by hand', `NOTE AIGC ${json}`), 'several_labels'],
    ['a note without label', 'WEBVTT\n\nNOTE AIGC {}\n\n00:00.000 --> 00:02.000\nAI生成\n', 'missing_key'],
  ])('subtitles with %s do not pass', async (_, text, code) => {
    const { ok, problems } = await verifyFile(Buffer.from(text));
    expect(ok).toBe(false);
    expect(problems.map((found) => found.code)).toContain(code);
  });

  it('any captions come through: labelled once, again the same, and the check passes', async () => {
    const word = fc
      .stringMatching(/^[\w水杯 .,!?'"<>{}:-]{1,20}$/)
      .filter((text) => text.trim() !== '' && !text.includes('-->'));
    const cue = fc.record({ start: fc.nat(3_600_000), length: fc.integer({ min: 1, max: 9000 }), text: word });
    const time = (ms: number, mark: string) =>
      `${new Date(ms).toISOString().slice(11, 19)}${mark}${String(ms % 1000).padStart(3, '0')}`;
    await fc.assert(
      fc.asyncProperty(fc.array(cue, { maxLength: 5 }), async (cues) => {
        const body = (mark: string) =>
          cues.map(
            ({ start, length, text }) => `${time(start, mark)} --> ${time(start + length, mark)}\nx${text.trim()}\n`,
          );
        const texts = [
          (text: string) => labelSrt(text, chinese),
          body(',')
            .map((block, index) => `${index + 1}\n${block}`)
            .join('\n'),
          (text: string) => labelVtt(text, chinese),
          `WEBVTT\n\n${body('.').join('\n')}`,
        ] as const;
        for (const [write, text] of [
          [texts[0], texts[1]],
          [texts[2], texts[3]],
        ] as const) {
          const labelled = write(text);
          expect(write(labelled)).toBe(labelled);
          expect((await verifyFile(Buffer.from(labelled))).problems).toEqual([]);
          for (const { text: words } of cues) {
            expect(labelled).toContain(`x${words.trim()}`);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
