import type { Language, Product } from '@clipo/contract';
import type { SpokenPart } from '../../script/spoken.ts';
import { keyFigure, ownPoints } from '../fill-slots.ts';
import type { Shot } from '../shot-list.ts';

/**
 * What fills a shot that has no picture. `own`: the template's arrangement of words; `figure`: the number that the line is
 * about; `list`: the selling points, the one spoken of lit; `proof`: who vouches for the line; `question` and `words`: the
 * spoken words fill the frame; `name`: what it is; `product`: the product without its background; `end`: brand and price.
 */
export const cardKinds = ['own', 'figure', 'list', 'proof', 'question', 'words', 'name', 'product', 'end'] as const;
export type CardKind = (typeof cardKinds)[number];

/** What cards are chosen by besides the lines. */
export interface CardSources {
  language: Language;
  product: Pick<Product, 'sellingPoints'>;
  /** Whether a picture of the product can be shown without its background. */
  hasCutOut: boolean;
  /** Whether the template's own arrangement of words says more than what the product is called. */
  isOwnTelling(section: string): boolean;
  /** Whether the template shows a sourced line's figure with its first shot. */
  isFigureShown(section: string): boolean;
}

/** A place without a picture. */
export interface CardPlace {
  line: number;
  shot: number;
}

/** Names a place among the shots of its part. */
export function cardKey({ line, shot }: CardPlace): string {
  return `${line}:${shot}`;
}

/**
 * A kind for every shot of a part that has no picture: the first that the line gives grounds for and the part has not had
 * yet. Choices of an axis begin with different ones. The kinds of hook, body and call to action differ, so none comes
 * twice in a video before all that fit have. Nothing is invented: without grounds the spoken words stand alone. Pure.
 */
export function chooseCards(
  part: Pick<SpokenPart, 'axis' | 'lines'>,
  choice: number,
  places: readonly (CardPlace & { picked: Shot })[],
  sources: CardSources,
): ReadonlyMap<string, CardKind> {
  const chosen = new Map<string, CardKind>();
  const timesOf = (kind: CardKind) => [...chosen.values()].filter((other) => other === kind).length;
  for (const place of places.filter(({ picked }) => picked.kind === 'card')) {
    const kinds = kindsFor(part, place, sources);
    const turn = kinds.length === 0 ? 0 : (choice - 1) % kinds.length;
    const turned = [...kinds.slice(turn), ...kinds.slice(0, turn), 'words' as const, 'name' as const];
    const others = turned.filter((kind) => kind !== [...chosen.values()].at(-1));
    const least = Math.min(...others.map(timesOf));
    chosen.set(cardKey(place), others.find((kind) => timesOf(kind) === least) ?? 'words');
  }
  return chosen;
}

function kindsFor(
  { axis, lines }: Pick<SpokenPart, 'axis' | 'lines'>,
  place: CardPlace,
  { language, product, hasCutOut, isFigureShown, isOwnTelling }: CardSources,
): CardKind[] {
  const line = lines[place.line];
  const text = line?.text ?? '';
  switch (axis) {
    case 'hook':
      return [
        ...(/[?？]/u.test(text) ? (['question'] as const) : []),
        ...(keyFigure(text) === undefined ? [] : (['figure'] as const)),
        ...(hasCutOut ? (['product'] as const) : []),
      ];
    case 'body': {
      const section = line?.section ?? '';
      if (section === 'reveal') {
        return hasCutOut ? ['product', 'name'] : ['name'];
      }
      const isShown = line?.source !== undefined && place.shot > 0 && isFigureShown(section);
      return [
        ...(keyFigure(text) !== undefined && !isShown ? (['figure'] as const) : []),
        ...(line?.source !== undefined && place.shot > 0 ? (['proof'] as const) : []),
        ...(ownPoints(product.sellingPoints, language).length >= 2 ? (['list'] as const) : []),
        ...(hasCutOut ? (['product'] as const) : []),
        ...(isOwnTelling(section) ? (['own'] as const) : []),
        'words',
      ];
    }
    case 'cta':
      return ['end', ...(hasCutOut ? (['product'] as const) : [])];
  }
}
