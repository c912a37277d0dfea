import { capacityOf, mostAlternatives } from '@clipo/agent';
import { type Axes, type Cell, musicsOf, type Template, templatesOf } from '@clipo/contract';
import { castingsOf, voicesOf } from './casting.ts';
import { ownVoiceOf } from './own-voice.ts';
import type { MakeInput } from './types.ts';

/** Sizes of axes as asked: who is named by the brief is seen or heard. */
export function axesOf(brief: MakeInput['brief']): Axes | undefined {
  const listed = listedOf(brief);
  return Object.values(listed).every((size) => size === 1) ? brief.axes : { ...listed, ...brief.axes };
}

/** How many choices a brief lists on the axes whose choices have names. */
export function listedOf(brief: MakeInput['brief']): Pick<Cell, 'presenter' | 'voice' | 'template' | 'music'> {
  return {
    presenter: castingsOf(brief).length,
    voice: voicesOf(brief).length,
    template: templatesOf(brief).length,
    music: musicsOf(brief).length,
  };
}

/** The angles that lines are written for: those that all templates like, else the first one's. */
export function anglesOf([first, ...others]: readonly Template[]): Template['angles'] {
  const shared = (first?.angles ?? []).filter((angle) => others.every(({ angles }) => angles.includes(angle)));
  return shared.length > 0 ? shared : (first?.angles ?? []);
}

/** What every product of the batch can give: the plan is one for all, so the poorest product decides. */
export function capacityFor(input: MakeInput, styles: number): Cell {
  const words =
    ownVoiceOf(input.brief) === undefined
      ? input.products.map((entry) => capacityOf(input.brief, entry.product))
      : [{ hook: 1, body: 1, cta: 1 }];
  const least = (axis: 'hook' | 'body' | 'cta') => Math.min(...words.map((capacity) => capacity[axis]));
  // Pictures vary with the words already; their own axes are spent only where the brief asks for them.
  return {
    hook: least('hook'),
    body: least('body'),
    cta: least('cta'),
    shots: input.brief.axes?.shots === undefined ? 1 : mostAlternatives,
    style: input.brief.axes?.style === undefined ? 1 : styles,
    ...listedOf(input.brief),
  };
}
