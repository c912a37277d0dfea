import { createHash } from 'node:crypto';
import { findAdvertising } from './advertising/find-advertising.ts';
import type { Finding } from './finding.ts';
import { isWarning, sentenceAround } from './match/sentences.ts';
import { type Found, indexWords, type Word, type WordIndex } from './match/word-index.ts';
import type { Category, TermFile } from './terms/term-file.ts';
import { ruleSet, termFiles } from './terms/term-files.ts';

type Group = TermFile['groups'][number];

type Tag =
  | { kind: 'harmless' }
  | { kind: 'term'; category: Category; group: Group }
  | { kind: 'part'; category: Category; group: Group; pair: Group['pairs'][number]; side: 'first' | 'second' };

/** What was found by words, with what it is a finding of. */
interface Hit {
  start: number;
  end: number;
  category: Category;
  group: Group;
}

/** Rules that texts are judged by. */
export interface Rules {
  /** Names them: other lists, another version. */
  version: string;
  /**
   * What may not, or not without more, stand in a text: unlawful content in 14 categories, advertising law, platforms and
   * brands. Without other context a text is judged as an advertisement on every platform. In the order of the text.
   */
  checkText(raw: string): Finding[];
}

/** Opens the rules that ship, with lists of one's own besides: more terms, and wordings that are no finding after all. */
export function openRules(own: readonly TermFile[] = []): Rules {
  const index = indexWords([...termFiles, ...own].flatMap(wordsOf));
  const hash = createHash('sha256').update(JSON.stringify(own)).digest('hex');
  return {
    version: own.length === 0 ? ruleSet : `${ruleSet}+${hash.slice(0, 12)}`,
    checkText: (raw) => checkBy(index, raw),
  };
}

/** The rules that ship. */
export const shippedRules = openRules();

/** What may not stand in a text by the rules that ship. */
export const checkText = shippedRules.checkText;

function checkBy(index: WordIndex<Tag>, raw: string): Finding[] {
  const found = index.find(raw);
  const harmless = found.filter(({ tag }) => tag.kind === 'harmless');
  const isHarmless = ({ start, end }: { start: number; end: number }) =>
    harmless.some((span) => span.start <= start && span.end >= end);
  const standing = found.filter((hit) => hit.tag.kind !== 'harmless' && !isHarmless(hit));
  const hits = [...termHits(standing), ...pairHits(raw, standing)].filter((hit) => isMeant(raw, hit));
  const findings = [
    ...hits.map((hit) => findingOf(raw, hit)),
    ...findAdvertising(raw).filter(({ span: [start, end] }) => !isHarmless({ start, end })),
  ];
  return longest(findings).sort((a, b) => a.span[0] - b.span[0]);
}

function wordsOf({ category, groups, harmless }: TermFile): Word<Tag>[] {
  return [
    ...harmless.map((word): Word<Tag> => ({ word, tag: { kind: 'harmless' }, sound: false, mirror: false })),
    ...groups.flatMap((group) => [
      ...group.terms.map(
        (word): Word<Tag> => ({ word, tag: { kind: 'term', category, group }, sound: group.sound, mirror: true }),
      ),
      ...group.pairs.flatMap((pair) =>
        (['first', 'second'] as const).flatMap((side) =>
          pair[side].map(
            (word): Word<Tag> => ({
              word,
              tag: { kind: 'part', category, group, pair, side },
              sound: group.sound && word.length > 1,
              mirror: false,
            }),
          ),
        ),
      ),
    ]),
  ];
}

function termHits(found: readonly Found<Tag>[]): Hit[] {
  return found.flatMap(({ tag, start, end }) =>
    tag.kind === 'term' ? [{ start, end, category: tag.category, group: tag.group }] : [],
  );
}

/** Both words of a pair near each other in one sentence. */
function pairHits(raw: string, found: readonly Found<Tag>[]): Hit[] {
  const parts = found.flatMap(({ tag, start, end }) => (tag.kind === 'part' ? [{ ...tag, start, end }] : []));
  return parts
    .filter(({ side }) => side === 'first')
    .flatMap((first) => {
      const [from, to] = sentenceAround(raw, first.start, first.end);
      const near = parts.filter(
        (second) =>
          second.pair === first.pair &&
          second.side === 'second' &&
          second.start >= from &&
          second.end <= to &&
          Math.max(first.start, second.start) >= Math.min(first.end, second.end) &&
          lettersBetween(raw, first, second) <= first.pair.within,
      );
      return near.map((second) => ({
        start: Math.min(first.start, second.start),
        end: Math.max(first.end, second.end),
        category: first.category,
        group: first.group,
      }));
    });
}

/** How many letters, Han characters and digits stand between: what else stands there is a disguise. */
function lettersBetween(
  raw: string,
  one: { start: number; end: number },
  other: { start: number; end: number },
): number {
  const inner = raw.slice(Math.min(one.end, other.end), Math.max(one.start, other.start));
  return inner.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** Neither said in another sense nor as a warning. */
function isMeant(raw: string, { start, end, group }: Hit): boolean {
  const [from, to] = sentenceAround(raw, start, end);
  const sentence = raw.slice(from, to).toLowerCase();
  return !group.unless.some((word) => sentence.includes(word)) && !(group.warnable && isWarning(raw, start, end));
}

function findingOf(raw: string, { start, end, category, group }: Hit): Finding {
  const { rule, level, why, suggestion } = group;
  return { rule, category, level, span: [start, end], text: raw.slice(start, end), why, suggestion, rewrite: null };
}

/** Of findings that overlap, the one that weighs most counts, then the longest. */
function longest(findings: readonly Finding[]): Finding[] {
  const weight = ({ category, level }: Finding) =>
    (category === 'advertising' || category === 'platform' ? 0 : 2) + (level === 'block' ? 1 : 0);
  const ranked = [...findings].sort((a, b) => weight(b) - weight(a) || b.span[1] - b.span[0] - (a.span[1] - a.span[0]));
  const kept: Finding[] = [];
  for (const next of ranked) {
    if (!kept.some(({ span }) => span[0] < next.span[1] && next.span[0] < span[1])) {
      kept.push(next);
    }
  }
  return kept;
}
