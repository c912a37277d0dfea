import type { components } from './generated/api.ts';
import { authorization, type ClientOptions, problemOf } from './open-client.ts';
import { readEvents } from './read-events.ts';

type Piece = components['schemas']['TalkMessage']['pieces'][number];

/** What is told of an answer as it is written. */
export type AnswerEvent =
  | { type: 'answer-begin'; id: string }
  | { type: 'text-delta'; at: number; text: string }
  | { type: 'piece-set'; at: number; piece: Piece }
  | { type: 'answer-end' };

/**
 * Says something in a conversation, or has the last message answered anew, and follows the answer as it is written.
 * Aborting stops it; a line that breaks off ends it without `answer-end`: what was written is kept by the service.
 * @throws ClipoError as the service refuses
 */
export async function* streamAnswer(
  { url, key, language = 'en' }: ClientOptions,
  conversationId: string,
  wish: { kind: 'send'; text: string; materialIds: string[] } | { kind: 'retry' },
  signal: AbortSignal,
): AsyncIterable<AnswerEvent> {
  const base = `${url.replace(/\/+$/, '')}/api/v1/conversations/${encodeURIComponent(conversationId)}`;
  const { kind, ...body } = wish;
  const response = await fetch(`${base}/${kind === 'send' ? 'messages' : 'retry'}`, {
    method: 'POST',
    headers: { ...authorization(key), 'accept-language': language, 'content-type': 'application/json' },
    ...(kind === 'send' && { body: JSON.stringify(body) }),
    signal,
  });
  if (!response.ok) {
    throw await problemOf(response);
  }
  for await (const { event, data } of readEvents(response)) {
    yield { type: event, ...(JSON.parse(data) as object) } as AnswerEvent;
  }
}
