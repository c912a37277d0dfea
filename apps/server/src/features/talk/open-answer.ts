import { randomUUID } from 'node:crypto';
import type { BriefChange, TalkCard, TalkPiece } from '@clipo/contract';

/** What a client that listens is told as an answer is written. */
export type AnswerEvent =
  | { type: 'text-delta'; at: number; text: string }
  | { type: 'piece-set'; at: number; piece: TalkPiece };

/** An answer as it is being written: what is added is told at once. */
export interface Answer {
  pieces: readonly TalkPiece[];
  /** Goes on with the text that stands last, or begins one. */
  write(text: string): void;
  /** A paragraph of its own. */
  say(text: string): void;
  change(change: BriefChange): void;
  card(card: TalkCard): void;
  problem(code: string, text: string): void;
  /** Shows a tool at work, then what came of it. A failure is shown and thrown on. */
  step<T>(tool: string, input: unknown, run: () => Promise<T>, tell: (result: T) => string): Promise<T>;
}

/** Longest input or result of a step that is kept. */
const mostLetters = 4000;

export function openAnswer(emit: (event: AnswerEvent) => void): Answer {
  const pieces: TalkPiece[] = [];
  const put = (piece: TalkPiece) => {
    pieces.push(piece);
    emit({ type: 'piece-set', at: pieces.length - 1, piece });
  };
  const write = (text: string) => {
    const last = pieces.at(-1);
    if (last?.kind === 'text') {
      last.text += text;
      emit({ type: 'text-delta', at: pieces.length - 1, text });
    } else {
      put({ kind: 'text', text });
    }
  };
  return {
    pieces,
    write,
    say: (text) => write(pieces.at(-1)?.kind === 'text' ? `\n\n${text}` : text),
    change: (change) => put({ kind: 'change', id: randomUUID(), change, isUndone: false }),
    card: (card) => put({ kind: 'card', id: randomUUID(), card }),
    problem: (code, text) => put({ kind: 'problem', code, text }),
    async step(tool, input, run, tell) {
      const began = performance.now();
      const step = {
        kind: 'step' as const,
        id: randomUUID(),
        tool,
        input: JSON.stringify(input).slice(0, mostLetters),
      };
      const at = pieces.length;
      put({ ...step, status: 'running', result: '', ms: 0 });
      const end = (status: 'done' | 'failed', result: string) => {
        const piece = {
          ...step,
          status,
          result: result.slice(0, mostLetters),
          ms: Math.round(performance.now() - began),
        };
        pieces[at] = piece;
        emit({ type: 'piece-set', at, piece });
      };
      try {
        const result = await run();
        end('done', tell(result));
        return result;
      } catch (cause) {
        end('failed', cause instanceof Error ? cause.message : String(cause));
        throw cause;
      }
    },
  };
}
