import { CheckCircleFilled, CloseCircleFilled, LoadingOutlined, PaperClipOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import Markdown from 'react-markdown';
import { CardView } from './cards/card-view.tsx';
import { ChangeLine } from './change-line.tsx';
import type { LiveQuote, TalkPiece, Wish } from './use-talk.ts';

const knownTools = ['update_brief', 'plan_batch', 'rewrite_line', 'list_materials', 'read_product_page'] as const;

/** One part of a message: words, a step, a change, a card, a file, or why it ended. */
export function PieceView({
  piece,
  talkId,
  quote,
  say,
}: {
  piece: TalkPiece;
  talkId: string;
  quote: LiveQuote | undefined;
  say(wish: Wish): void;
}) {
  switch (piece.kind) {
    case 'text':
      return (
        <div className="talk-text">
          {/* Words of a model are hostile until shown: no pictures are fetched, and links lead nowhere by themselves. */}
          <Markdown disallowedElements={['img', 'a']} unwrapDisallowed>
            {piece.text}
          </Markdown>
        </div>
      );
    case 'step':
      return <Step step={piece} />;
    case 'change':
      return <ChangeLine talkId={talkId} piece={piece} />;
    case 'card':
      return <CardView id={piece.id} card={piece.card} talkId={talkId} quote={quote} say={say} />;
    case 'file':
      return (
        <span className="talk-file">
          <PaperClipOutlined /> {piece.name}
        </span>
      );
    case 'problem':
      return (
        <p className="talk-problem" role="alert">
          {piece.text}
        </p>
      );
  }
}

function Step({ step }: { step: Extract<TalkPiece, { kind: 'step' }> }) {
  const { t } = useTranslation();
  const known = knownTools.find((name) => name === step.tool);
  const icons = {
    running: <LoadingOutlined aria-label={t('talk.step.running')} />,
    done: <CheckCircleFilled aria-label={t('talk.step.done')} />,
    failed: <CloseCircleFilled aria-label={t('talk.step.failed')} />,
  };
  return (
    <details className={`talk-step ${step.status}`}>
      <summary>
        {icons[step.status]}
        <span>{known === undefined ? t('talk.tool.other', { name: step.tool }) : t(`talk.tool.${known}`)}</span>
        {step.status !== 'running' && (
          <span className="mono">{t('talk.step.time', { seconds: (step.ms / 1000).toFixed(1) })}</span>
        )}
      </summary>
      <dl>
        <dt>{t('talk.step.input')}</dt>
        <dd>{step.input}</dd>
        <dt>{t('talk.step.result')}</dt>
        <dd>{step.result}</dd>
      </dl>
    </details>
  );
}
