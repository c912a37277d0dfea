import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { foundOr } from '../../http/job-shape.ts';
import { ownerOf } from './owner-of.ts';
import { type ConversationRow, type MessageRow, selectConversation, selectMessages, updateMessage } from './queries.ts';

/**
 * Takes a change of a conversation back, or lets it stand again: any of them, in any order. Quotes of the brief before
 * no longer start a batch.
 * @throws ClipoError `no_such_thing`
 */
export async function setUndone(
  { db }: Pick<Deps, 'db'>,
  actor: Actor,
  conversationId: string,
  { changeId, isUndone }: { changeId: string; isUndone: boolean },
): Promise<{ row: ConversationRow; messages: MessageRow[] }> {
  return db.asTeam(actor.teamId, async (tx) => {
    const row = foundOr(
      await selectConversation(tx, { id: conversationId, ownerId: ownerOf(actor) }),
      'conversation',
      conversationId,
    );
    const messages = await selectMessages(tx, row.id);
    for (const message of messages) {
      const piece = message.pieces.find((each) => each.kind === 'change' && each.id === changeId);
      if (piece?.kind === 'change') {
        piece.isUndone = isUndone;
        await updateMessage(tx, message.id, { pieces: message.pieces });
        return { row, messages };
      }
    }
    throw new ClipoError('no_such_thing', `no change ${changeId}`, { details: { kind: 'change', id: changeId } });
  });
}
