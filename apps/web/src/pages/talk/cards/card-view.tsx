import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveQuote, TalkCard, Wish } from '../use-talk.ts';
import { Angles } from './angles.tsx';
import { BatchCard } from './batch-card.tsx';
import { Matrix } from './matrix.tsx';
import { Quote } from './quote.tsx';
import { Scripts } from './scripts.tsx';
import { StoryboardStrip } from './storyboard-strip.tsx';

/** A proposal as a card: what is planned, and what can be done about it here. */
export function CardView({
  id,
  card,
  talkId,
  quote,
  say,
}: {
  id: string;
  card: TalkCard;
  talkId: string;
  quote: LiveQuote | undefined;
  say(wish: Wish): void;
}) {
  const { t } = useTranslation();
  const sayText = (text: string) => say({ kind: 'send', text, materialIds: [], files: [] });
  switch (card.kind) {
    case 'angles':
      return (
        <Framed
          kind="angles"
          aside={
            <Button size="small" onClick={() => sayText(t('talk.why.ask'))}>
              {t('talk.why')}
            </Button>
          }
        >
          <Angles items={card.items} sayText={sayText} />
        </Framed>
      );
    case 'scripts':
      return (
        <Framed kind="scripts">
          <Scripts parts={card.parts} sayText={sayText} />
        </Framed>
      );
    case 'storyboard':
      return (
        <Framed kind="storyboard">
          <StoryboardStrip card={card} />
        </Framed>
      );
    case 'matrix':
      return (
        <Framed kind="matrix">
          <Matrix card={card} />
        </Framed>
      );
    case 'quote':
      return (
        <Framed kind="quote">
          <Quote id={id} card={card} talkId={talkId} live={quote?.id === id ? quote : undefined} />
        </Framed>
      );
    case 'batch':
      return (
        <Framed kind="batch">
          <BatchCard batchId={card.batchId} />
        </Framed>
      );
  }
}

function Framed({ kind, aside, children }: { kind: TalkCard['kind']; aside?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  const title = t(`talk.card.${kind}`);
  return (
    <section className={`talk-card ${kind}`} aria-label={title}>
      <header>
        <h3>{title}</h3>
        <span className="ai">{t('ai.note')}</span>
        {aside}
      </header>
      {children}
    </section>
  );
}
