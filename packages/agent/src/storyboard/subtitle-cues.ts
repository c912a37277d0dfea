import type { CaptionCue, Language } from '@clipo/contract';
import type { TimedWord } from './timeline.ts';

/** Letters of one subtitle at most: what a viewer reads at a glance. */
const mostLetters = { 'zh-CN': 18, en: 42 } as const;
/** Fewer letters at the end of a line are an orphan: they flash by and say nothing. */
const orphanLetters = { 'zh-CN': 4, en: 12 } as const;
/** An orphan is joined to what stands before as long as the subtitle grows by no more than this. */
const growth = 1.15;
/** What a subtitle costs that ends inside of a clause, or with a word that leads to the next, as a share of its length. */
const insideClause = 0.25;
const leadingWord = 0.3;
/** English words with which no subtitle ends. */
const leading = /\b(?:an?|the|and|or|of|to|in|on|at|by|for|from|with|as|your|our|my|its|is|are)$/iu;

/**
 * Subtitles of a line for files: clauses joined as long as they stay short, long ones cut. A lone word at the end is
 * joined with what stands before, or both are cut anew in halves. Each cue ends with its last word, and never after the
 * next one begins. Pure.
 */
export function cuesOf(words: readonly TimedWord[], language: Language): CaptionCue[] {
  const groups = withoutOrphan(groupsOf(words, mostLetters[language]), language);
  const cues: CaptionCue[] = [];
  for (const [index, group] of groups.entries()) {
    // Words of less than a frame may share one: a cue still takes its own.
    const startFrame = Math.max(group[0]?.startFrame ?? 0, cues.at(-1)?.endFrame ?? 0);
    const next = groups[index + 1]?.[0]?.startFrame ?? Number.POSITIVE_INFINITY;
    const endFrame = Math.max(startFrame + 1, Math.min(group.at(-1)?.endFrame ?? 0, next));
    const within = (frame: number) => Math.min(endFrame, Math.max(startFrame, frame));
    cues.push({
      text: textOf(group),
      startFrame,
      endFrame,
      words: group.map((word, at) => ({
        text: at === group.length - 1 ? withoutEndMark(word.text) : word.text,
        startFrame: within(word.startFrame),
        endFrame: within(word.endFrame),
      })),
    });
  }
  return cues;
}

function groupsOf(words: readonly TimedWord[], most: number): TimedWord[][] {
  const groups: TimedWord[][] = [];
  let open: TimedWord[] = [];
  const close = () => {
    if (open.length > 0) {
      groups.push(open);
      open = [];
    }
  };
  for (const word of words) {
    if (textOf([...open, word]).length > most) {
      close();
    }
    open.push(word);
    if (word.isClauseEnd && textOf(open).length >= most / 2) {
      close();
    }
  }
  close();
  return groups;
}

function withoutOrphan(groups: TimedWord[][], language: Language): TimedWord[][] {
  const last = groups.at(-1);
  const before = groups.at(-2);
  if (last === undefined || before === undefined) {
    return groups;
  }
  if (last.length > 1 && textOf(last).length > orphanLetters[language]) {
    return groups;
  }
  const both = [...before, ...last];
  return [...groups.slice(0, -2), ...(textOf(both).length <= mostLetters[language] * growth ? [both] : halvesOf(both))];
}

/** Cut where the halves are most alike, rather at the end of a clause and not behind an article. */
function halvesOf(words: TimedWord[]): [TimedWord[], TimedWord[]] {
  const whole = textOf(words).length;
  const cuts = words.slice(1).map((_, index) => {
    const [left, right] = [words.slice(0, index + 1), words.slice(index + 1)];
    const uneven = Math.abs(textOf(left).length - textOf(right).length) / whole;
    const inside = left.at(-1)?.isClauseEnd === true ? 0 : insideClause;
    return { halves: [left, right] as [TimedWord[], TimedWord[]], cost: uneven + inside + leadingCost(left) };
  });
  return cuts.sort((a, b) => a.cost - b.cost)[0]?.halves ?? [words, []];
}

function leadingCost(words: readonly TimedWord[]): number {
  return leading.test(textOf(words)) ? leadingWord : 0;
}

function textOf(words: readonly TimedWord[]): string {
  return withoutEndMark(
    words.map((word, index) => word.text + (word.spaceAfter && index < words.length - 1 ? ' ' : '')).join(''),
  );
}

/** Chinese subtitles end without comma or stop. */
function withoutEndMark(text: string): string {
  return text.replace(/[，。、；：]+$/u, '') || text;
}
