import { type AnswerEvent, streamAnswer } from '@clipo/client/stream-answer';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { api, bodyOf, type Schemas } from '../../api/client.ts';
import { errorText } from '../../api/error-text.ts';
import { keyOfTab } from '../../api/session.ts';

export type TalkMessage = Schemas['TalkMessage'];
export type TalkPiece = TalkMessage['pieces'][number];
export type TalkCard = Extract<TalkPiece, { kind: 'card' }>['card'];
export type ConversationView = Schemas['Conversation'];

export const talkKey = (id: string) => ['conversation', id] as const;
export const talksKey = ['conversations'] as const;

/** One's own conversations, newest first, a page at a time. @param search words of titles or of what was said */
export function useConversations(search: string) {
  return useInfiniteQuery({
    queryKey: [...talksKey, search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      bodyOf(
        api().GET('/api/v1/conversations', {
          params: { query: { limit: 50, cursor: pageParam, ...(search !== '' && { search }) } },
        }),
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** A conversation with all that was said. */
export function useConversation(id: string | undefined) {
  return useQuery({
    queryKey: talkKey(id ?? ''),
    enabled: id !== undefined,
    queryFn: () => bodyOf(api().GET('/api/v1/conversations/{id}', { params: { path: { id: id ?? '' } } })),
  });
}

/** The one quote that can be started, once nothing is being written. */
export interface LiveQuote {
  id: string;
  isWaiting: boolean;
}

/** What is being said at this moment. */
export interface Saying {
  /** The person's message, until the conversation holds it. */
  sent: TalkPiece[];
  /** The answer's message, once it has begun. */
  answerId?: string;
  /** The answer as far as it has come. */
  pieces: TalkPiece[];
  problem: string | null;
}

export type Wish = { kind: 'send'; text: string; materialIds: string[]; files: TalkPiece[] } | { kind: 'retry' };

/**
 * Says something and follows the answer; stopping keeps what has come.
 * @param takeFirst gives, once, what the conversation was begun with
 */
export function useSaying(conversationId: string | undefined, takeFirst: () => Wish | undefined) {
  const queries = useQueryClient();
  const [saying, setSaying] = useState<Saying | null>(null);
  const stop = useRef<AbortController>(undefined);
  const say = async (id: string, wish: Wish) => {
    const own = new AbortController();
    stop.current = own;
    const sent: TalkPiece[] =
      wish.kind === 'retry'
        ? []
        : [...wish.files, ...(wish.text === '' ? [] : [{ kind: 'text' as const, text: wish.text }])];
    setSaying({ sent, pieces: [], problem: null });
    let problem: string | null = null;
    try {
      const options = { url: location.origin, key: keyOfTab(), language: i18next.language };
      const asked =
        wish.kind === 'retry' ? wish : { kind: 'send' as const, text: wish.text, materialIds: wish.materialIds };
      for await (const event of streamAnswer(options, id, asked, own.signal)) {
        setSaying(
          (before) =>
            before && {
              ...before,
              ...(event.type === 'answer-begin' && { answerId: event.id }),
              pieces: withEvent(before.pieces, event),
            },
        );
      }
    } catch (error) {
      problem = own.signal.aborted ? null : errorText(error);
    }
    await Promise.all([
      queries.invalidateQueries({ queryKey: talkKey(id) }),
      queries.invalidateQueries({ queryKey: talksKey }),
    ]);
    setSaying(problem === null ? null : { sent: [], pieces: [], problem });
    return problem === null;
  };
  const sayFirst = useEffectEvent((id: string) => {
    const wish = takeFirst();
    if (wish !== undefined) {
      void say(id, wish);
    }
  });
  useEffect(() => {
    if (conversationId !== undefined) {
      sayFirst(conversationId);
    }
  }, [conversationId]);
  return { saying, say, stop: () => stop.current?.abort() };
}

/** The pieces of an answer after one more event. */
function withEvent(pieces: readonly TalkPiece[], event: AnswerEvent): TalkPiece[] {
  switch (event.type) {
    case 'text-delta':
      return pieces.map((piece, at) =>
        at === event.at && piece.kind === 'text' ? { ...piece, text: piece.text + event.text } : piece,
      );
    case 'piece-set': {
      const next = [...pieces];
      next[event.at] = event.piece;
      return next;
    }
    case 'answer-begin':
    case 'answer-end':
      return [...pieces];
  }
}
