import type { ScriptLine, ScriptPart, Speech } from '@clipo/contract';

/** A line with its voice. `rate` is what the voice was asked for: 0.9 … 1.2, 1 where the words fitted as they are. */
export type SpokenLine = ScriptLine & { speech: Speech; rate: number };

/** A choice of a words axis whose lines have been spoken and fit their slots. */
export type SpokenPart = Omit<ScriptPart, 'lines'> & { lines: SpokenLine[] };
