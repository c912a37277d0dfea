import type { TalkState } from '@clipo/agent';
import type { BriefChange, Language } from '@clipo/contract';
import type { ConversationState } from '../../db/schema/index.ts';
import { briefOfMessages } from './brief-of-messages.ts';
import type { Answer } from './open-answer.ts';
import type { ConversationRow, MessageRow } from './queries.ts';

/** A conversation while an answer is being written: what it stands at, and what the answer changes of it. */
export interface Talk {
  teamId: string;
  /** Of the conversation: the language of the videos, where nothing else was said. */
  language: Language;
  seed: number;
  answer: Answer;
  state(): TalkState;
  set(change: Partial<ConversationState>): void;
  change(change: BriefChange): void;
  /** Takes back the newest change that stands, of this answer or of one before. */
  undo(): BriefChange | undefined;
  /** What is to be kept when the answer has ended. */
  kept(): { state: ConversationState; undone: MessageRow[] };
}

export function openTalk(row: ConversationRow, before: readonly MessageRow[], answer: Answer): Talk {
  let state = row.state;
  const undone = new Set<MessageRow>();
  const everything = () => [...before, { pieces: answer.pieces }];
  return {
    teamId: row.teamId,
    language: row.language,
    seed: row.state.seed,
    answer,
    state: () => ({
      brief: briefOfMessages(everything()),
      asked: state.asked,
      passed: state.passed,
      proposal: state.proposal,
      isIntroduced: state.isIntroduced,
    }),
    set(change) {
      state = { ...state, ...change };
    },
    change: answer.change,
    undo() {
      for (const message of [...everything()].reverse()) {
        const piece = message.pieces.findLast((each) => each.kind === 'change' && !each.isUndone);
        if (piece?.kind === 'change') {
          piece.isUndone = true;
          if ('id' in message) {
            undone.add(message);
          }
          return piece.change;
        }
      }
      return undefined;
    },
    kept: () => ({ state, undone: [...undone] }),
  };
}
