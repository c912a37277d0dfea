import type { Language } from '@clipo/contract';
import type { Angle } from '../../patterns/pattern.ts';
import { talkWords } from '../words/talk-words.ts';
import type { Proposal } from './lead-talk.ts';

/** Why the plan is as it is: told from the plan's own figures. */
export function explain(
  about: 'hook' | 'count' | 'price' | 'all',
  proposal: Proposal | null,
  language: Language,
): string {
  const words = talkWords(language);
  if (proposal === null) {
    return words.whyNothing;
  }
  const { quote, angles } = proposal;
  const list = angles
    .map(({ angle, ...hook }) => words.whyHook({ ...hook, angle: words.angles[angle as Angle] ?? angle }))
    .join('\n');
  const told = {
    hook: words.whyHooks({ list }),
    count: words.whyCount(proposal),
    price: quote.isFree ? words.whyFree : words.whyPrice(quote),
  };
  return about === 'all' ? [told.hook, told.count, told.price].join('\n\n') : told[about];
}
