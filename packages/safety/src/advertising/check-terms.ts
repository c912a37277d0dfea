import type { Language } from '@clipo/contract';
import { enTerms } from './ad-terms-en.ts';
import { zhTerms } from './ad-terms-zh.ts';
import { foldWithOffsets } from './fold-with-offsets.ts';
import { type SpelledRun, spansInRuns, spelledRuns, withoutBlanks } from './spelled-out.ts';
import type { TermGroup, TermList, TermRule, TermSeverity } from './term-rule.ts';

/** A wording that advertising law or a platform does not let stand as it is. */
export interface TermFinding {
  /** UTF-16 offsets in the text that was checked, `end` after the last. */
  start: number;
  end: number;
  /** The words as they stand in the text. */
  term: string;
  rule: TermRule;
  severity: TermSeverity;
  /** The article that it rests on. */
  why: string;
  /** What to say instead; an empty text where the words can be left out; null where the sentence must be written anew. */
  rewrite: string | null;
}

const lists: Record<Language, TermList> = { 'zh-CN': zhTerms, en: enTerms };
/** English patterns for words whose letters stand apart: Chinese ones are folded together anyway. */
const spelledPatterns = new Map(enTerms.groups.map((group) => [group, withoutBlanks(group.match)]));

/**
 * Finds wordings that advertising law forbids or wants proven, in the order in which they stand. Both lists are read where
 * a text mixes languages; the longest of overlapping findings counts. A first list, no legal advice: what it does not
 * find is not thereby allowed.
 */
export function checkTerms(text: string, language: Language): TermFinding[] {
  const used = language === 'en' && !/\p{Script=Han}/u.test(text) ? [lists.en] : [lists['zh-CN'], lists.en];
  const { text: folded, places } = foldWithOffsets(text);
  const runs = spelledRuns(folded);
  const found = used.flatMap((list) => {
    const harmless = list.harmless.flatMap((pattern) => spansOf(pattern, folded));
    return list.groups.flatMap((group) =>
      [...spansOf(group.match, folded), ...spelledSpans(group, runs)]
        .filter(({ start, end }) => !harmless.some((span) => span.start <= start && span.end >= end))
        .map(({ start, end }) => ({ start, end, group, rewrite: rewriteOf(folded.slice(start, end), list) })),
    );
  });
  found.sort(
    (a, b) => b.end - b.start - (a.end - a.start) || severityRank(a.group.severity) - severityRank(b.group.severity),
  );
  const longest: typeof found = [];
  for (const next of found) {
    if (!longest.some((other) => other.start < next.end && next.start < other.end)) {
      longest.push(next);
    }
  }
  return longest
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, group, rewrite }) => {
      const from = places[start] ?? 0;
      // Up to where the last character ends: before the next one that was kept, without what was dropped between.
      const last = places[end - 1] ?? from;
      const to = last + ([...text.slice(last)][0]?.length ?? 0);
      return {
        start: from,
        end: to,
        term: text.slice(from, to),
        rule: group.rule,
        severity: group.severity,
        why: group.why,
        rewrite,
      };
    });
}

function spansOf(pattern: RegExp, text: string): { start: number; end: number }[] {
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function spelledSpans(group: TermGroup, runs: readonly SpelledRun[]): { start: number; end: number }[] {
  const pattern = runs.length === 0 ? undefined : spelledPatterns.get(group);
  return pattern === undefined ? [] : spansInRuns(pattern, runs);
}

const severities: readonly TermSeverity[] = ['block', 'platform', 'licence', 'evidence'];

function severityRank(severity: TermSeverity): number {
  return severities.indexOf(severity);
}

function rewriteOf(term: string, list: TermList): string | null {
  return list.rewrites.find(([match]) => match.test(term))?.[1] ?? null;
}
