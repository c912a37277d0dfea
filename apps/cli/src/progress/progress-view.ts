import type { BatchEvent } from '@clipo/contract';
import type { Say } from '../i18n/translate.ts';
import type { Terminal } from '../terminal.ts';
import { jsonView } from './json-view.ts';
import { liveView } from './live-view.ts';
import { plainView } from './plain-view.ts';

/** Shows a running batch. */
export interface ProgressView {
  tell(event: BatchEvent): void;
  /** A line of its own, above what is redrawn. */
  note(line: string): void;
  /** Leaves the terminal as it was. */
  close(): void;
}

/** The view that fits: one event a line for programs, redrawn bars in a terminal, plain lines in a pipe. */
export function openProgress(terminal: Terminal, say: Say, isJson: boolean): ProgressView {
  if (isJson) {
    return jsonView(terminal);
  }
  return terminal.isLive ? liveView(terminal, say) : plainView(terminal, say);
}
