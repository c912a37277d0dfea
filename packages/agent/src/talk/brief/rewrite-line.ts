import type { Brief, Language, Product } from '@clipo/contract';
import { scoreHook } from '../../copy/score-copy.ts';
import type { WordAxis } from '../../matrix/exclusions.ts';
import { faultOfLine } from '../../model/check-line.ts';
import { modelCandidate } from '../../model/model-candidate.ts';
import type { Angle } from '../../patterns/pattern.ts';
import { fitText, type VoiceDeps } from '../../script/fit-line.ts';
import { foldText } from '../../script/fold-text.ts';
import { draftLines, type LinePlace } from '../../script/line-places.ts';

/** A place of a choice of the words axes: its line `line` (from 1), in one language. */
export interface LineWish {
  brief: Brief;
  product: Product;
  language: Language;
  axis: WordAxis;
  line: number;
}

/** So many candidates are spoken before it is said that none fits. */
const mostTries = 12;

/**
 * Another line for a place: one that plays on `angle` where one is named, and says nothing that is said already.
 * @returns undefined where the product gives no such line that fits its time
 */
export async function rewriteLine(
  voice: VoiceDeps,
  wish: LineWish & { angle?: Angle | undefined; avoid: readonly string[] },
): Promise<{ text: string; angle: Angle } | undefined> {
  const place = placeOf(wish);
  const avoided = new Set(wish.avoid.map(foldText));
  // Who asks for a question wants to hear one, not an answer.
  const asks = (text: string) => (wish.angle === 'question' && /[?？]$/u.test(text) ? 200 : 0);
  const worth = (text: string) => asks(text) + (wish.axis === 'hook' ? scoreHook(text, wish.language) : 0);
  const fitting = (place?.candidates ?? [])
    .filter(
      ({ text, angle }) => !avoided.has(foldText(text)) && (wish.angle === undefined || isOf(text, angle, wish.angle)),
    )
    .map((candidate) => ({ candidate, worth: worth(candidate.text) + (candidate.claims.length > 0 ? 10 : 0) }))
    .sort((a, b) => b.worth - a.worth)
    .slice(0, mostTries);
  for (const { candidate } of fitting) {
    const fitted = await fitText(voice, candidate, candidate.text, place?.slotMs ?? 0, wish.language);
    if (fitted !== undefined) {
      return { text: fitted.text, angle: wish.angle ?? candidate.angle };
    }
  }
  return undefined;
}

/** A question is one by its mark, whatever else it plays on. */
function isOf(text: string, angle: Angle, wanted: Angle): boolean {
  return angle === wanted || (wanted === 'question' && /[?？]$/u.test(text));
}

/**
 * What is wrong with a line of one's own at a place: the words of a fault, `time` where the voice can't say it in its
 * time, `place` where there is no such place; undefined where it may stand.
 */
export async function faultOfOwnLine(
  voice: VoiceDeps,
  wish: LineWish & { text: string },
): Promise<{ kind: 'words'; problem: string } | { kind: 'time'; slotMs: number } | { kind: 'place' } | undefined> {
  const place = placeOf(wish);
  if (place === undefined) {
    return { kind: 'place' };
  }
  const { wording } = draftLines(wish.brief, wish.product, wish.language, wish.brief.seed);
  const problem = faultOfLine(wish.text, wording, place.must);
  if (problem !== undefined) {
    return { kind: 'words', problem };
  }
  const checked = modelCandidate(wish.text, place, wording);
  const fitted =
    'candidate' in checked
      ? await fitText(voice, checked.candidate, wish.text, place.slotMs, wish.language)
      : undefined;
  return fitted === undefined ? { kind: 'time', slotMs: place.slotMs } : undefined;
}

/** What each line of an axis plays on; a line that no pattern gives is told directly. */
export function angleOfLine(wish: Omit<LineWish, 'line'>): (text: string) => Angle {
  const { places } = draftLines(wish.brief, wish.product, wish.language, wish.brief.seed);
  const known = new Map(
    places[wish.axis].flatMap(({ candidates }) =>
      candidates.map(({ text, angle }) => [foldText(text), angle] as const),
    ),
  );
  return (text) => known.get(foldText(text)) ?? (isOf(text, 'direct', 'question') ? 'question' : 'direct');
}

function placeOf({ brief, product, language, axis, line }: LineWish): LinePlace | undefined {
  return draftLines(brief, product, language, brief.seed).places[axis][line - 1];
}
