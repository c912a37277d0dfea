import { randomUUID } from 'node:crypto';
import { ClipoError, type TalkPiece } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { foundOr } from '../../http/job-shape.ts';
import { createBatch } from '../batches/create-batch.ts';
import { spenderOf } from '../credits/spender-of.ts';
import { briefOfMessages } from './brief-of-messages.ts';
import { ownerOf } from './owner-of.ts';
import { batchOfTalk } from './plan-talk.ts';
import {
  insertMessages,
  type MessageRow,
  selectConversation,
  selectMessages,
  takeConversation,
  updateConversation,
  updateMessage,
} from './queries.ts';
import { answerMs } from './talk-shapes.ts';

/**
 * Starts the batch that a quote is about: the one way in which a conversation spends, and it is the person who asks.
 * @throws ClipoError `conflict` where the quote is of another brief than the conversation's now, or was used; and as `createBatch`
 */
export async function startTalkBatch(
  deps: Pick<Deps, 'db' | 'queue' | 'settings'>,
  actor: Actor,
  conversationId: string,
  cardId: string,
): Promise<{ batchId: string }> {
  const { teamId } = actor;
  const now = new Date();
  const begun = await deps.db.asTeam(teamId, async (tx) => {
    const row = foundOr(
      await selectConversation(tx, { id: conversationId, ownerId: ownerOf(actor) }),
      'conversation',
      conversationId,
    );
    const messages = await selectMessages(tx, row.id);
    const message = messages.find(({ pieces }) => pieces.some((piece) => piece.kind === 'card' && piece.id === cardId));
    const piece = message?.pieces.find((each) => each.kind === 'card' && each.id === cardId);
    if (message === undefined || piece?.kind !== 'card' || piece.card.kind !== 'quote') {
      throw new ClipoError('no_such_thing', `no quote ${cardId}`, { details: { kind: 'quote', id: cardId } });
    }
    if (!(await takeConversation(tx, row.id, new Date(now.getTime() + answerMs), now))) {
      throw conflict('an answer is being written; wait for its end');
    }
    return { row, messages, message, quote: piece.card };
  });
  const { row, messages, message, quote } = begun;
  try {
    if (quote.batchId !== null) {
      return { batchId: quote.batchId };
    }
    const batch = await batchOfTalk(deps, {
      teamId,
      talk: briefOfMessages(messages),
      language: row.language,
      seed: row.state.seed,
    });
    if (batch.hash !== quote.brief) {
      throw conflict('what this quote is for has been changed since; ask for a new plan');
    }
    const { brief, files, isDraft } = batch;
    const made = await createBatch(deps, teamId, { brief, files, isDraft }, spenderOf(actor));
    await keep(deps, { row, message, cardId, batchId: made.id });
    return { batchId: made.id };
  } finally {
    await deps.db.asTeam(teamId, (tx) => updateConversation(tx, row.id, { busyUntil: null }));
  }
}

interface Started {
  row: { id: string; teamId: string };
  message: MessageRow;
  cardId: string;
  batchId: string;
}

/** Writes on the quote which batch it became, and puts the batch at the end of the conversation. */
async function keep({ db }: Pick<Deps, 'db'>, { row, message, cardId, batchId }: Started): Promise<void> {
  const pieces = message.pieces.map(
    (piece): TalkPiece =>
      piece.kind === 'card' && piece.id === cardId && piece.card.kind === 'quote'
        ? { ...piece, card: { ...piece.card, batchId } }
        : piece,
  );
  await db.asTeam(row.teamId, async (tx) => {
    await updateMessage(tx, message.id, { pieces });
    await insertMessages(tx, [
      {
        id: newId('cms'),
        teamId: row.teamId,
        conversationId: row.id,
        role: 'agent',
        writer: message.writer,
        status: 'done',
        pieces: [{ kind: 'card', id: randomUUID(), card: { kind: 'batch', batchId } }],
        words: '',
      },
    ]);
    await updateConversation(tx, row.id, { updatedAt: new Date() });
  });
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
