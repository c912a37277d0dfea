import type { Terminal } from '../terminal.ts';
import type { ProgressView } from './progress-view.ts';

/** One event a line on standard output. */
export function jsonView(terminal: Terminal): ProgressView {
  return {
    tell: (event) => terminal.out(`${JSON.stringify(event)}\n`),
    note: (line) => terminal.note(`${line}\n`),
    close: () => undefined,
  };
}
