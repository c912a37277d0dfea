import type { Box, Language, Size } from '@clipo/contract';
import { plainName, spokenName } from './spoken-name.ts';

/** Room for a name on screen, in widths of a Chinese character at the smallest size that still suits the place. */
export interface NameRoom {
  widthEm: number;
  lines: number;
}

/** Type of a name may be set this much smaller before a shorter form reads better. */
const smallest = 0.6;
const lineHeight = 1.25;

/** The room of a text's box; sizes and paddings are fractions of the frame's short side. */
export function nameRoom(
  box: Pick<Box, 'w' | 'h'>,
  frame: Size,
  type: { size: number; lines: number; plate?: { padX: number; padY: number } | undefined },
): NameRoom {
  const shortSide = Math.min(frame.width, frame.height);
  const { padX, padY } = type.plate ?? { padX: 0, padY: 0 };
  const em = type.size * smallest;
  const height = (box.h * frame.height) / shortSide - 2 * padY;
  return {
    widthEm: ((box.w * frame.width) / shortSide - 2 * padX) / em,
    lines: Math.max(1, Math.min(type.lines, 1 + Math.floor((height / em - 1) / lineHeight))),
  };
}

/** Widths of bold type, on the safe side: capitals and wide letters are told apart from narrow ones. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/\p{Script=Han}|[\uff00-\uffef\u3000-\u303f]/u, 1],
  [/[MWmw@%&]/u, 0.92],
  [/[A-Z]/u, 0.72],
  [/[iljtfr1.,'’:;|!()[\] -]/u, 0.36],
];

function widthEm(text: string): number {
  return [...text].reduce((sum, letter) => sum + (widths.find(([of]) => of.test(letter))?.[1] ?? 0.62), 0);
}

/** Whether a text fits with its words whole: Chinese breaks anywhere, other words at blanks and hyphens. */
function fits(text: string, { widthEm: room, lines }: NameRoom): boolean {
  const pieces = text.match(/\p{Script=Han}|[^\s\p{Script=Han}-]+-?\s*|\s+|-/gu) ?? [];
  let used = 1;
  let line = 0;
  for (const piece of pieces) {
    const width = widthEm(piece.trimEnd());
    if (line > 0 && line + width > room) {
      used += 1;
      line = 0;
    }
    if (width > room) {
      return false;
    }
    line += widthEm(piece);
  }
  return used <= lines;
}

/**
 * What a product may be called on screen, longest first: whole, without its specifications, as people say it, the brand,
 * what kind of thing it is.
 */
export function shownForms(fullName: string, brand: string | undefined, language: Language): string[] {
  const isOwn = language === 'zh-CN' || !/\p{Script=Han}/u.test(fullName);
  const { name, noun } = spokenName(fullName, brand, language, isOwn);
  const kind = noun?.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  return [fullName, plainName(fullName), name, brand, kind].filter((form) => form !== undefined);
}

/** The longest of a name's forms for which a place has room, its words whole. Where none fits, the shortest. */
export function shownName(fullName: string, brand: string | undefined, language: Language, room: NameRoom): string {
  const forms = shownForms(fullName, brand, language);
  return forms.find((form) => fits(form, room)) ?? forms.reduce((a, b) => (widthEm(b) < widthEm(a) ? b : a));
}
