import { BatchEvent } from '@clipo/contract';
import { expect, it } from 'vitest';
import { sayIn } from '../i18n/translate.ts';
import type { Terminal } from '../terminal.ts';
import { formatTime } from './format-time.ts';
import { plainView } from './plain-view.ts';
import { openProgress } from './progress-view.ts';
import { cut, widthOf } from './text-width.ts';

const events: BatchEvent[] = [
  { event: 'batch-plan', videos: 2, pieces: 4, cached: 1, estimateSeconds: 30 },
  { event: 'warning', message: 'no English name' },
  { event: 'piece-end', hash: 'a', frames: 90, cached: true, done: 1, total: 4, fps: 0, etaSeconds: 20 },
  { event: 'piece-end', hash: 'b', frames: 90, cached: false, done: 4, total: 4, fps: 45.2, etaSeconds: 0 },
  { event: 'video-end', name: 'A_01', status: 'done', file: 'videos/A_01.mp4', done: 1, total: 2 },
  { event: 'video-end', name: 'A_02', status: 'failed', file: null, error: 'voice ended', done: 2, total: 2 },
  { event: 'done', manifest: 'out/manifest.json', done: 1, failed: 1, wallSeconds: 31 },
];

function terminalOf(change: Partial<Terminal> = {}) {
  const written = { out: '', note: '' };
  const terminal: Terminal = {
    out: (text) => {
      written.out += text;
    },
    note: (text) => {
      written.note += text;
    },
    isLive: false,
    hasColor: false,
    columns: () => 80,
    ...change,
  };
  return { terminal, written };
}

/** What a terminal shows in the end, for the few codes that the live view uses. */
function screenOf(text: string): string[] {
  const lines = [''];
  let row = 0;
  for (const [token] of text.replaceAll('\x1b', '␛').matchAll(/␛\[\??(?:\d+)?[A-Za-z]|\n|\r|[^␛\n\r]+/g)) {
    const up = /^␛\[(\d+)A$/.exec(token);
    if (up !== null) {
      row -= Number(up[1]);
    } else if (token === '␛[0J') {
      lines.length = row + 1;
      lines[row] = '';
    } else if (token === '\n') {
      row += 1;
      lines[row] ??= '';
    } else if (token !== '\r' && !token.startsWith('␛')) {
      lines[row] += token;
    }
  }
  return lines;
}

it('--json tells one event a line on standard output, and nothing else there', () => {
  const { terminal, written } = terminalOf({ isLive: true });
  const view = openProgress(terminal, sayIn('en'), true);
  events.forEach(view.tell);
  view.note('a note');
  view.close();
  const lines = written.out.trimEnd().split('\n');
  expect(lines.map((line) => BatchEvent.parse(JSON.parse(line)))).toEqual(events);
  expect(written.note).toBe('a note\n');
});

it('in a pipe progress is plain lines without terminal codes', () => {
  const { terminal, written } = terminalOf();
  const view = plainView(terminal, sayIn('en'), () => 0);
  events.forEach(view.tell);
  view.close();
  expect(written.out).toBe('');
  expect(written.note.split('\n')).toEqual([
    'note: no English name',
    'pieces 4/4, 45.2 fps, 1 from the cache, 0 s left',
    '1/2 videos/A_01.mp4',
    '2/2 A_02 failed: voice ended',
    '',
  ]);
});

it.each([80, 24])(
  'in a terminal %i wide bars are redrawn in place, no line is wider, and the cursor comes back',
  async (columns) => {
    const { terminal, written } = terminalOf({ isLive: true, columns: () => columns });
    const view = openProgress(terminal, sayIn('zh-CN'), false);
    events.slice(0, 4).forEach(view.tell);
    await expect.poll(() => screenOf(written.note).join('\n')).toContain('4/4');
    const screen = screenOf(written.note);
    expect(screen[0]).toContain('注意');
    expect(screen.filter((line) => line.includes('片段'))).toHaveLength(1);
    for (const line of screen.slice(1)) {
      expect(widthOf(line), line).toBeLessThan(columns);
    }
    events.slice(4).forEach(view.tell);
    view.close();
    const end = screenOf(written.note).filter((line) => line !== '');
    expect(end.at(-1)).toContain('A_02');
    expect(end.join('\n')).not.toContain('█');
    expect(written.note.endsWith('\x1b[?25h')).toBe(true);
  },
);

it('colours are only used where they are wanted', async () => {
  const { terminal, written } = terminalOf({ isLive: true });
  const view = openProgress(terminal, sayIn('en'), false);
  events.forEach(view.tell);
  await expect.poll(() => written.note).toContain('█');
  view.close();
  expect(written.note).not.toMatch(/\[3\dm/);
});

it('widths count Han characters and emoji twice, and cuts keep within them', () => {
  expect(widthOf('片段 3/4 😀')).toBe(11);
  expect(cut('videos/澄光随行保温杯.mp4', 12)).toBe('videos/澄光…');
  expect(cut('short', 12)).toBe('short');
  expect(formatTime(3900, sayIn('en'))).toBe('1 h 5 min');
  expect(formatTime(200, sayIn('zh-CN'))).toBe('3 分 20 秒');
});
