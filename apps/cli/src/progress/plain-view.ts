import type { Say } from '../i18n/translate.ts';
import type { Terminal } from '../terminal.ts';
import { checkLines } from './check-lines.ts';
import { formatTime } from './format-time.ts';
import type { ProgressView } from './progress-view.ts';

/** Least time between two lines about pieces: a log should tell that work goes on, not every step of it. */
const pieceIntervalMs = 5000;

/** Plain lines for pipes and logs: each video as it ends, pieces now and then. */
export function plainView(terminal: Terminal, say: Say, now: () => number = Date.now): ProgressView {
  let cached = 0;
  let toldAt = now();
  const note = (line: string) => terminal.note(`${line}\n`);
  return {
    tell(event) {
      switch (event.event) {
        case 'warning':
          note(say('make.warning', { message: event.message }));
          break;
        case 'piece-end': {
          cached += event.cached ? 1 : 0;
          const isLast = event.done === event.total;
          if (isLast || now() - toldAt >= pieceIntervalMs) {
            toldAt = now();
            const time = formatTime(event.etaSeconds, say);
            note(say('make.pieces', { done: event.done, total: event.total, fps: event.fps, cached, time }));
          }
          break;
        }
        case 'video-end':
          note(
            event.status === 'done'
              ? say('make.video.done', { done: event.done, total: event.total, file: event.file ?? event.name })
              : say('make.video.failed', {
                  done: event.done,
                  total: event.total,
                  name: event.name,
                  error: event.error ?? '',
                }),
          );
          break;
        case 'video-check':
          checkLines(event, say).forEach(note);
          break;
        // The command itself tells plan and end, as they are results.
        case 'batch-plan':
        case 'done':
        case 'cancelled':
        case 'failed':
          break;
      }
    },
    note,
    close: () => undefined,
  };
}
