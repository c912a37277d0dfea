import { checkTerms } from '@clipo/safety/advertising';
import { foldText, heldPhrase } from '../script/fold-text.ts';
import type { Claim, Wording } from '../script/wording.ts';
import { numbersIn } from './numbers-in.ts';

/** What a model's line may not do, in words for the warning; undefined where it may stand. */
export function faultOfLine(text: string, wording: Wording, must: readonly string[]): string | undefined {
  const forbidden = heldPhrase(text, wording.mustNotSay);
  if (forbidden !== undefined) {
    return `it says "${forbidden}", which must not be said`;
  }
  const allowed = allowedTexts(wording);
  // What the seller's own texts say is the seller's to prove; they were warned of it where it was read.
  const finding = checkTerms(text, wording.language).find(
    ({ term }) => !allowed.some((known) => foldText(known).includes(foldText(term))),
  );
  if (finding !== undefined) {
    return `"${finding.term}" is a wording that advertising rules forbid (${finding.rule}; ${finding.why})`;
  }
  const numbers = new Set(allowed.flatMap(numbersIn));
  const invented = numbersIn(text).find((number) => !numbers.has(number));
  if (invented !== undefined) {
    return `the number ${invented} is in no listed fact`;
  }
  const missing = must.find((phrase) => heldPhrase(text, [phrase]) === undefined);
  return missing === undefined ? undefined : `it does not say "${missing}"`;
}

/** The facts that a line states: those whose numbers, or whose words, it holds. */
export function claimsOfLine(text: string, wording: Wording): Claim[] {
  const numbers = new Set(numbersIn(text));
  const folded = foldText(text);
  return [...wording.facts, ...wording.points].filter((claim) => {
    const own = numbersIn(claim.text);
    return folded.includes(foldText(claim.text)) || (own.length > 0 && own.every((number) => numbers.has(number)));
  });
}

function allowedTexts(wording: Wording): string[] {
  return [
    ...wording.points.map(({ text }) => text),
    ...wording.facts.map(({ text }) => text),
    ...wording.mustSay,
    wording.fullName,
    wording.price ?? '',
    wording.original?.text ?? '',
    wording.brand ?? '',
  ];
}
