import { FlagOutlined, RedoOutlined } from '@ant-design/icons';
import { Bubble } from '@ant-design/x';
import { Button } from 'antd';
import { type UIEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';
import { PieceView } from './piece-view.tsx';
import { ReportDialog } from './report-dialog.tsx';
import { useCost } from './use-model.ts';
import type { LiveQuote, Saying, TalkMessage, TalkPiece, Wish } from './use-talk.ts';

type Whole = Schemas['WholeConversation'];

/** What was said, and what is being said. It stays at the end while an answer is written, unless one has scrolled away. */
export function Log({ talk, saying, say }: { talk: Whole; saying: Saying | null; say(wish: Wish): void }) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const [reported, setReported] = useState<string>();
  const isFollowing = useRef(true);
  const lastTop = useRef(0);
  const isSaying = saying !== null && saying.problem === null;
  const count = talk.messages.length;
  const length = JSON.stringify(saying?.pieces ?? '').length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what is added
  useEffect(() => {
    if (saying?.pieces.length === 0) {
      isFollowing.current = true;
    }
    if (isFollowing.current) {
      end.current?.scrollIntoView({ block: 'end' });
    }
  }, [count, length]);
  const last = talk.messages.at(-1);
  // What is being written is shown as it comes, not a second time from what is kept.
  const kept = talk.messages.filter(
    ({ id, status }) => !(isSaying && (status === 'writing' || id === saying.answerId)),
  );
  const quote = newestQuote([...kept.flatMap(({ pieces }) => pieces), ...(isSaying ? saying.pieces : [])], isSaying);
  const shared = { talkId: talk.id, quote, say };
  const follow = ({ currentTarget }: UIEvent<HTMLDivElement>) => {
    const { scrollTop, scrollHeight, clientHeight } = currentTarget;
    const isNearEnd = scrollHeight - scrollTop - clientHeight < 80;
    // Only who scrolls up has left the end: what is added below moves it away by itself.
    isFollowing.current = isNearEnd || (isFollowing.current && scrollTop >= lastTop.current);
    lastTop.current = scrollTop;
  };
  return (
    <div className="talk-log" role="log" aria-label={t('talk.log')} aria-busy={isSaying} onScroll={follow}>
      {kept
        .filter(
          (message, at) => !(isSaying && saying.sent.length > 0 && isSame(message, saying.sent) && at >= count - 2),
        )
        .map((message) => (
          <Message
            key={message.id}
            message={message}
            {...shared}
            onReport={() => setReported(message.id)}
            onRetry={
              message.id === last?.id && !isSaying && !isStarted(message) ? () => say({ kind: 'retry' }) : undefined
            }
          />
        ))}
      {isSaying && saying.sent.length > 0 && <Person pieces={saying.sent} {...shared} />}
      {isSaying && (
        <Bubble
          className="talk-agent"
          variant="borderless"
          loading={saying.pieces.length === 0}
          content={
            <Pieces pieces={saying.pieces} {...shared}>
              <p className="talk-writing">{t('talk.writing')}</p>
            </Pieces>
          }
        />
      )}
      <div ref={end} />
      <ReportDialog talkId={talk.id} messageId={reported} onClose={() => setReported(undefined)} />
    </div>
  );
}

interface Shared {
  talkId: string;
  quote: LiveQuote | undefined;
  say(wish: Wish): void;
}

function Message({
  message,
  onReport,
  onRetry,
  ...shared
}: Shared & { message: TalkMessage; onReport(): void; onRetry: (() => void) | undefined }) {
  const { t } = useTranslation();
  if (message.role === 'person') {
    return <Person pieces={message.pieces} {...shared} />;
  }
  const { tokens, writer, status } = message;
  return (
    <Bubble
      className="talk-agent"
      variant="borderless"
      content={
        <Pieces pieces={message.pieces} {...shared}>
          {status === 'stopped' && <p className="soft">{t('talk.stopped')}</p>}
          <footer>
            <span>{t('ai.note')}</span>
            <span>{writer === 'planner' ? t('talk.planner') : writer}</span>
            {tokens.in + tokens.out > 0 && <span>{t('talk.tokens', { in: tokens.in, out: tokens.out })}</span>}
            <Cost tokens={tokens} writer={writer} />
            {onRetry !== undefined && (
              <Button type="text" size="small" icon={<RedoOutlined />} aria-label={t('talk.retry')} onClick={onRetry} />
            )}
            <Button type="text" size="small" icon={<FlagOutlined />} aria-label={t('talk.report')} onClick={onReport} />
          </footer>
        </Pieces>
      }
    />
  );
}

/** About what an answer cost, where the team has set the prices of its model. */
function Cost({ tokens, writer }: Pick<TalkMessage, 'tokens' | 'writer'>) {
  const cost = useCost(tokens, writer);
  return cost === undefined ? null : <span>{cost}</span>;
}

function Person({ pieces, ...shared }: Shared & { pieces: TalkPiece[] }) {
  return <Bubble className="talk-person" placement="end" content={<Pieces pieces={pieces} {...shared} />} />;
}

function Pieces({ pieces, children, ...shared }: Shared & { pieces: TalkPiece[]; children?: React.ReactNode }) {
  return (
    <div className="pieces">
      {pieces.map((piece, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces are only added at the end
        <PieceView key={at} piece={piece} {...shared} />
      ))}
      {children}
    </div>
  );
}

/** A batch at work is no answer: it can't be had anew, and its message must stay. */
function isStarted({ pieces }: TalkMessage): boolean {
  return pieces.some((piece) => piece.kind === 'card' && piece.card.kind === 'batch');
}

/** The quote that still holds: the newest of the conversation. It waits while an answer, which may change it, is written. */
function newestQuote(pieces: readonly TalkPiece[], isSaying: boolean): LiveQuote | undefined {
  const at = pieces.findLastIndex((piece) => piece.kind === 'card' && piece.card.kind === 'quote');
  const piece = pieces[at];
  const isChanged = pieces.slice(at + 1).some((later) => later.kind === 'change' && !later.isUndone);
  return piece?.kind === 'card' && !isChanged ? { id: piece.id, isWaiting: isSaying } : undefined;
}

function isSame(message: TalkMessage, sent: readonly TalkPiece[]): boolean {
  return message.role === 'person' && JSON.stringify(message.pieces) === JSON.stringify(sent);
}
