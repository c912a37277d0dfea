import { languageOf, leadTalk } from '@clipo/agent';
import { ClipoError, type Language, type TalkPiece } from '@clipo/contract';
import { knownError, lineOf, sayErrorIn } from '@clipo/messages';
import { check } from '../../check/check.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import { foundOr } from '../../http/job-shape.ts';
import { answerWithModel } from './answer-with-model.ts';
import { letsModelRead, modelFor } from './model-for.ts';
import { modelWords } from './model-words.ts';
import { type AnswerEvent, openAnswer } from './open-answer.ts';
import { openTalk, type Talk } from './open-talk.ts';
import { ownerOf } from './owner-of.ts';
import { handsOf } from './planner-hands.ts';
import {
  type ConversationRow,
  deleteMessage,
  insertMessages,
  type MessageRow,
  selectConversation,
  selectMaterialsOf,
  selectMessages,
  takeConversation,
  updateConversation,
  updateMessage,
  wordsOf,
} from './queries.ts';
import { readLinkOf } from './read-link.ts';
import { answerMs } from './talk-shapes.ts';

export type AnswerDeps = Pick<Deps, 'db' | 'media' | 'settings' | 'speech' | 'log' | 'envelope' | 'addresses'>;

/** What a person sends: words, and materials of the team. */
export interface SentMessage {
  text: string;
  materialIds: readonly string[];
}

/** An answer that is about to be written; nothing of it has been told yet. */
export interface BegunAnswer {
  /** Id of the answer. */
  id: string;
  /** Writes it. Ends when it is kept, whatever happens. */
  write(emit: (event: AnswerEvent) => void, signal: AbortSignal): Promise<void>;
}

/**
 * Keeps a person's message and gets ready to answer it.
 * @throws ClipoError `content_rejected`; `no_such_thing` for the conversation or a material; `conflict` while an answer is being written
 */
export async function beginAnswer(
  deps: AnswerDeps,
  actor: Actor,
  conversationId: string,
  { text, materialIds }: SentMessage,
): Promise<BegunAnswer> {
  const content = { kind: 'document', document: { text } } as const;
  const verdict = check(content);
  assertAllowed(content, verdict);
  const { teamId } = actor;
  const now = new Date();
  const answerId = newId('cms', now.getTime() + 1);
  const begun = await deps.db.asTeam(teamId, async (tx) => {
    const row = foundOr(
      await selectConversation(tx, { id: conversationId, ownerId: ownerOf(actor) }),
      'conversation',
      conversationId,
    );
    const given = await selectMaterialsOf(tx, materialIds);
    const missing = materialIds.find((id) => !given.some((material) => material.id === id));
    if (missing !== undefined) {
      throw new ClipoError('no_such_thing', `no material ${missing}`, { details: { kind: 'material', id: missing } });
    }
    await take(tx, row.id, now);
    const before = await selectMessages(tx, row.id);
    const pieces: TalkPiece[] = [
      ...given.map(({ id, name }) => ({ kind: 'file' as const, materialId: id, name })),
      ...(text === '' ? [] : [{ kind: 'text' as const, text }]),
    ];
    const own = { teamId, conversationId: row.id } as const;
    const sent = { ...own, id: newId('cms', now.getTime()), role: 'person', writer: '', status: 'done' } as const;
    await insertMessages(tx, [
      { ...sent, pieces, words: wordsOf(pieces), verdict, createdAt: now },
      {
        ...own,
        id: answerId,
        role: 'agent',
        writer: 'planner',
        status: 'writing',
        pieces: [],
        words: '',
        createdAt: new Date(now.getTime() + 1),
      },
    ]);
    const title = before.length === 0 && row.title === '' ? { title: titleOf(text, given) } : {};
    await updateConversation(tx, row.id, { updatedAt: now, ...title });
    return { row, before, given: given.map(({ id, name }) => ({ id, name })) };
  });
  const language = languageOf(text, begun.row.language);
  return {
    id: answerId,
    write: (emit, signal) => writeAnswer(deps, { ...begun, text, language, answerId, actor }, emit, signal),
  };
}

/**
 * Answers the last message of a person once more: what the answer before changed is taken back with it.
 * @throws ClipoError `conflict` where there is nothing to answer, or while an answer is being written
 */
export async function beginRetry(deps: AnswerDeps, actor: Actor, conversationId: string): Promise<BegunAnswer> {
  const { teamId } = actor;
  const now = new Date();
  const answerId = newId('cms', now.getTime());
  const begun = await deps.db.asTeam(teamId, async (tx) => {
    const row = foundOr(
      await selectConversation(tx, { id: conversationId, ownerId: ownerOf(actor) }),
      'conversation',
      conversationId,
    );
    const messages = await selectMessages(tx, row.id);
    const at = messages.findLastIndex(({ role }) => role === 'person');
    const asked = messages[at];
    if (asked === undefined) {
      throw new ClipoError('conflict', 'nothing was asked', { details: { problem: 'there is no message to answer' } });
    }
    const answers = messages.slice(at + 1);
    if (answers.some(({ pieces }) => pieces.some((piece) => piece.kind === 'card' && piece.card.kind === 'batch'))) {
      const problem = 'its batch has been started; say what is to be different';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    await take(tx, row.id, now);
    for (const { id } of answers) {
      await deleteMessage(tx, id);
    }
    await insertMessages(tx, [
      {
        id: answerId,
        teamId,
        conversationId: row.id,
        role: 'agent',
        writer: 'planner',
        status: 'writing',
        pieces: [],
        words: '',
        createdAt: now,
      },
    ]);
    const text = asked.pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : [])).join('\n');
    const given = asked.pieces.flatMap((piece) =>
      piece.kind === 'file' ? [{ id: piece.materialId, name: piece.name }] : [],
    );
    return { row, before: messages.slice(0, at), text, given };
  });
  const language = languageOf(begun.text, begun.row.language);
  return {
    id: answerId,
    write: (emit, signal) => writeAnswer(deps, { ...begun, language, answerId, actor }, emit, signal),
  };
}

async function take(tx: Parameters<typeof takeConversation>[0], id: string, now: Date): Promise<void> {
  if (!(await takeConversation(tx, id, new Date(now.getTime() + answerMs), now))) {
    const problem = 'an answer is being written; stop it, or wait for its end';
    throw new ClipoError('conflict', problem, { details: { problem, seconds: 2 }, isRetryable: true });
  }
}

interface Turn {
  row: ConversationRow;
  before: MessageRow[];
  text: string;
  given: readonly { id: string; name: string }[];
  language: Language;
  answerId: string;
  actor: Actor;
}

async function writeAnswer(
  deps: AnswerDeps,
  turn: Turn,
  emit: (event: AnswerEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const { row, before, language, answerId } = turn;
  const answer = openAnswer(emit);
  const talk = openTalk(row, before, answer);
  let status: MessageRow['status'] = 'done';
  let written: Written = { writer: 'planner', tokensIn: 0, tokensOut: 0 };
  try {
    written = await lead(deps, turn, talk, signal);
  } catch (cause) {
    status = signal.aborted ? 'stopped' : 'failed';
    if (status === 'failed') {
      const error = knownError(cause, deps.settings.home);
      deps.log.error({ err: cause, conversation: row.id }, 'an answer failed');
      answer.problem(error.code, lineOf(error, sayErrorIn(language)));
    }
  }
  const { state, undone } = talk.kept();
  const content = { kind: 'document', document: { pieces: answer.pieces } } as const;
  await deps.db.asTeam(row.teamId, async (tx) => {
    const pieces = [...answer.pieces];
    await updateMessage(tx, answerId, { ...written, status, pieces, words: wordsOf(pieces), verdict: check(content) });
    for (const message of undone) {
      await updateMessage(tx, message.id, { pieces: message.pieces });
    }
    await updateConversation(tx, row.id, { state, busyUntil: null, updatedAt: new Date() });
  });
}

/** Who wrote an answer, and what it took. */
interface Written {
  writer: string;
  tokensIn: number;
  tokensOut: number;
}

/** The model answers where there is one and the person lets it; where it gives no answer, the planner takes the turn. */
async function lead(
  deps: AnswerDeps,
  { actor, before, text, given, language }: Turn,
  talk: Talk,
  signal: AbortSignal,
): Promise<Written> {
  await readLinkOf(deps, talk, { text, language, signal });
  const leading = await modelFor(deps, actor.teamId);
  const usePlanner = async () => {
    const ids = given.map(({ id }) => id);
    await leadTalk(handsOf(deps, talk, { language, signal }), { text, language, given: ids });
    return { writer: 'planner', tokensIn: 0, tokensOut: 0 };
  };
  if (leading === undefined) {
    return usePlanner();
  }
  if (!(await letsModelRead(deps, actor))) {
    // Once in a conversation: what was told is known.
    if (!before.some(wasTold)) {
      talk.answer.say(modelWords(language).noConsent);
    }
    return usePlanner();
  }
  try {
    const { tokensIn, tokensOut } = await answerWithModel(
      deps,
      { actor, talk, leading, before },
      { text, given, language, signal },
    );
    return { writer: leading.model.name, tokensIn, tokensOut };
  } catch (cause) {
    if (cause instanceof ClipoError && cause.code === 'step_needed') {
      talk.answer.say(modelWords(language).noConsent);
      return usePlanner();
    }
    if (
      !(cause instanceof ClipoError) ||
      cause.code !== 'model_failed' ||
      talk.answer.pieces.some(({ kind }) => kind === 'text')
    ) {
      throw cause;
    }
    talk.answer.say(modelWords(language).failed(String(cause.details.problem ?? '')));
    return usePlanner();
  }
}

/** Whether an answer said that the model may not read along, in whichever language. */
function wasTold({ role, pieces }: MessageRow): boolean {
  const told: readonly string[] = [modelWords('zh-CN').noConsent, modelWords('en').noConsent];
  return (
    role === 'agent' && pieces.some((piece) => piece.kind === 'text' && told.some((text) => piece.text.includes(text)))
  );
}

/** What a conversation is called until somebody names it. */
function titleOf(text: string, given: readonly { name: string }[]): string {
  const first = text.trim().split('\n')[0] || given[0]?.name || '…';
  return [...first].slice(0, 40).join('');
}
