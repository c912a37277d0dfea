import type { Language } from '@clipo/contract';
import type { TalkAct } from '../turn/read-turn.ts';
import { talkWords } from '../words/talk-words.ts';
import type { TalkHands } from './lead-talk.ts';

const letters = { hook: 'H', body: 'B', cta: 'C' } as const;

/** Changes a line, or one line of every choice of an axis. @returns whether anything changed */
export async function rewrite(
  { axis, at, line, way }: Extract<TalkAct, { kind: 'rewrite' }>,
  hands: TalkHands,
  language: Language,
): Promise<boolean> {
  const words = talkWords(language);
  const { proposal } = hands.state();
  if (way.kind === 'unknown') {
    hands.say(words.rewriteUnknown({ said: way.said }));
    return false;
  }
  if (proposal === null) {
    hands.say(words.noPlanYet);
    return false;
  }
  const ids = [...new Set(proposal.parts.filter((part) => part.axis === axis).map(({ id }) => id))];
  const wanted = at === 'all' ? ids : ids.filter((id) => id === `${letters[axis]}${String(at).padStart(2, '0')}`);
  if (wanted.length === 0) {
    hands.say(words.noSuchPart({ axis: words.axes[axis], at: at === 'all' ? 1 : at, count: ids.length }));
    return false;
  }
  let isChanged = false;
  for (const part of wanted) {
    const outcome = await hands.rewriteLine({
      part,
      line,
      ...(way.kind === 'angle' && { angle: way.angle }),
      ...(way.kind === 'text' && { text: way.text }),
    });
    if ('text' in outcome) {
      hands.say(words.rewritten({ part, text: outcome.text }));
      isChanged = true;
      continue;
    }
    switch (outcome.fault) {
      case 'none':
      case 'place':
        hands.say(
          words.rewriteNone({ part, way: way.kind === 'angle' ? words.angles[way.angle] : words.fields.lines }),
        );
        break;
      case 'words':
        hands.say(words.ownLineWords(outcome));
        break;
      case 'time':
        hands.say(words.ownLineTime({ seconds: (outcome.slotMs / 1000).toFixed(1) }));
        break;
    }
  }
  return isChanged;
}
