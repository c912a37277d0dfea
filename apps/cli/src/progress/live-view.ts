import type { BatchEvent } from '@clipo/contract';
import type { Say } from '../i18n/translate.ts';
import type { Terminal } from '../terminal.ts';
import { checkLines } from './check-lines.ts';
import { formatTime } from './format-time.ts';
import type { ProgressView } from './progress-view.ts';
import { cut, widthOf } from './text-width.ts';

const hideCursor = '\x1b[?25l';
const showCursor = '\x1b[?25h';
const clearBelow = '\x1b[0J';
const redrawIntervalMs = 100;
const blocks = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** Bars for pieces and videos that are redrawn in place; finished videos scroll away above them. */
export function liveView(terminal: Terminal, say: Say): ProgressView {
  const state = { pieces: [0, 0] as Pair, videos: [0, 0] as Pair, fps: 0, etaSeconds: 0, cached: 0, failed: 0 };
  let drawn = 0;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  terminal.note(hideCursor);

  const erase = () => (drawn === 0 ? '' : `\r\x1b[${drawn}A${clearBelow}`);
  const draw = () => {
    timer = undefined;
    const lines = linesOf(state, terminal, say);
    const text = `${erase()}${lines.join('\n')}\n`;
    drawn = lines.length;
    terminal.note(text);
  };
  const drawSoon = () => {
    // Pieces from the cache come by hundreds a second: at most ten pictures a second are drawn of them.
    if (!isClosed && timer === undefined) {
      timer = setTimeout(draw, redrawIntervalMs);
      timer.unref();
    }
  };
  const note = (line: string) => {
    terminal.note(`${erase()}${line}\n`);
    drawn = 0;
    drawSoon();
  };

  const close = () => {
    if (!isClosed) {
      isClosed = true;
      process.off('exit', close);
      clearTimeout(timer);
      terminal.note(`${erase()}${showCursor}`);
      drawn = 0;
    }
  };
  // A command that is ended at once must not leave a terminal without a cursor.
  process.on('exit', close);

  return {
    tell(event) {
      const line = takeIn(event, state, terminal, say);
      if (line !== undefined) {
        note(line);
      } else {
        drawSoon();
      }
    },
    note,
    close,
  };
}

type Pair = [done: number, total: number];
interface State {
  pieces: Pair;
  videos: Pair;
  fps: number;
  etaSeconds: number;
  cached: number;
  failed: number;
}

/** Brings the state up to date; a line that should stay is returned. */
function takeIn(event: BatchEvent, state: State, terminal: Terminal, say: Say): string | undefined {
  switch (event.event) {
    case 'batch-plan':
      state.pieces = [0, event.pieces];
      state.videos = [0, event.videos];
      state.etaSeconds = event.estimateSeconds;
      return undefined;
    case 'warning':
      return color(terminal, 33, say('make.warning', { message: event.message }));
    case 'piece-end':
      state.pieces = [event.done, event.total];
      state.fps = event.fps;
      state.etaSeconds = event.etaSeconds;
      state.cached += event.cached ? 1 : 0;
      return undefined;
    case 'video-end': {
      state.videos = [event.done, event.total];
      state.failed += event.status === 'failed' ? 1 : 0;
      const { done, total, name } = event;
      return event.status === 'done'
        ? `${color(terminal, 32, '✓')} ${cut(event.file ?? name, terminal.columns() - 3)}`
        : color(terminal, 31, `✗ ${say('make.video.failed', { done, total, name, error: event.error ?? '' })}`);
    }
    case 'video-check': {
      const lines = checkLines(event, say);
      return lines.length === 0 ? undefined : color(terminal, 33, lines.join('\n'));
    }
    case 'done':
    case 'cancelled':
    case 'failed':
      return undefined;
  }
}

function linesOf(state: State, terminal: Terminal, say: Say): string[] {
  const width = Math.max(20, terminal.columns() - 1);
  const labels = [say('make.live.pieces'), say('make.live.videos')] as const;
  const labelWidth = Math.max(...labels.map(widthOf));
  const row = (label: string, [done, total]: Pair) => {
    const head = `${label}${' '.repeat(labelWidth - widthOf(label))} `;
    const tail = ` ${String(done).padStart(String(total).length)}/${total}`;
    const room = Math.min(40, width - widthOf(head) - widthOf(tail));
    return `${head}${room >= 4 ? bar(done, total, room, terminal) : ''}${tail}`;
  };
  const facts = [
    say('make.live.left', { time: formatTime(state.etaSeconds, say) }),
    say('make.live.fps', { fps: state.fps.toFixed(0) }),
    say('make.live.cached', { count: state.cached }),
  ];
  return [row(labels[0], state.pieces), row(labels[1], state.videos), cut(facts.join(' · '), width)];
}

/** A bar `room` columns wide, drawn in eighths. */
function bar(done: number, total: number, room: number, terminal: Terminal): string {
  const eighths = total === 0 ? 0 : Math.floor((Math.min(done, total) / total) * room * 8);
  const full = '█'.repeat(Math.floor(eighths / 8)) + (blocks[eighths % 8] ?? '');
  return color(terminal, 36, full) + color(terminal, 90, '░'.repeat(room - full.length));
}

function color(terminal: Terminal, code: number, text: string): string {
  return terminal.hasColor && text !== '' ? `\x1b[${code}m${text}\x1b[0m` : text;
}
