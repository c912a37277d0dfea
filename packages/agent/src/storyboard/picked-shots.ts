import type { Template } from '@clipo/contract';
import type { SpokenPart } from '../script/spoken.ts';
import { type CardKind, cardKey, chooseCards } from './cards/choose-cards.ts';
import type { ComposeInput } from './compose.ts';
import { arrangementOf } from './layouts.ts';
import { secondShots } from './screen-time.ts';
import { type Shot, shotKey } from './shot-list.ts';

/** A line longer than this is cut whatever the template's rhythm: beats move cuts a little, and no picture stands for longer than 2.5 s. */
const longestShotMs = 2100;

/** How many shots a line of a slot is cut into, in a template's rhythm. */
export function shotsBy({ rhythm }: Template): (slotMs: number) => number {
  return (slotMs) => Math.max(1, Math.round(slotMs / rhythm.shotMs), Math.ceil(slotMs / longestShotMs));
}

/** `B03` is choice 3. */
export function choiceOf(part: SpokenPart): number {
  return Number(part.id.slice(1));
}

/** What every place of a part shows in this video, and the cards of those that have no picture. */
export interface PickedShots {
  shotAt(line: number, shot: number): Shot;
  secondAt(line: number, shot: number): Shot | undefined;
  cardAt(line: number, shot: number): CardKind | undefined;
}

export function pickedShots(
  part: SpokenPart,
  input: Pick<ComposeInput, 'template' | 'language' | 'product' | 'shots' | 'cell' | 'cutOut'>,
): PickedShots {
  const { template, language, product, shots, cell, cutOut } = input;
  const choice = choiceOf(part);
  const pick = (line: number, shot: number): Shot | undefined => {
    const alternatives = shots.get(shotKey({ axis: part.axis, choice, line, shot })) ?? [];
    return alternatives[(cell.shots - 1) % Math.max(1, alternatives.length)];
  };
  const shotAt = (line: number, shot: number): Shot => pick(line, shot) ?? { kind: 'card' };
  const places = part.lines.flatMap(({ slotMs }, line) =>
    Array.from({ length: shotsBy(template)(slotMs) }, (_, shot) => ({ line, shot, picked: shotAt(line, shot) })),
  );
  const sections: Partial<Record<string, Template['sections']['other']>> = template.sections;
  const cards = chooseCards(part, choice + cell.shots - 1, places, {
    language,
    product,
    hasCutOut: cutOut !== undefined,
    isFigureShown: (section) => (sections[section] ?? template.sections.other).sourced !== undefined,
    isOwnTelling: (section) => isTelling(template, (sections[section] ?? template.sections.other).turn[0]),
  });
  return {
    shotAt,
    secondAt: (line, shot) => pick(line, shot + secondShots),
    cardAt: (line, shot) => cards.get(cardKey({ line, shot })),
  };
}

/** Slots that name the thing: what a card of the built-in kinds says better. */
const naming = ['product', 'brand', 'source'];

/** Whether what stands in for an arrangement without a picture shows words beyond names. */
function isTelling(template: Template, wanted = ''): boolean {
  const { withoutPicture = wanted } = arrangementOf(template, wanted);
  return arrangementOf(template, withoutPicture).elements.some(
    (element) => element.kind === 'text' && !naming.includes(element.slot),
  );
}
