import { briefOf } from '@clipo/agent';
import type { TalkBrief, TalkPiece } from '@clipo/contract';

/** What a conversation has agreed on: the sum of its changes that were not taken back. */
export function briefOfMessages(messages: readonly { pieces: readonly TalkPiece[] }[]): TalkBrief {
  const pieces = messages.flatMap((message) => message.pieces);
  return briefOf(pieces.flatMap((piece) => (piece.kind === 'change' && !piece.isUndone ? [piece.change] : [])));
}
