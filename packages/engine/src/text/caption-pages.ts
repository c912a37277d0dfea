import type { CaptionLayer } from '@clipo/contract';
import { breakPoints } from './break-points.ts';
import { breakLines, type MeasureEm } from './line-break.ts';

export type CaptionWord = CaptionLayer['words'][number];

/** What of a caption is on screen at once. */
export interface CaptionPage {
  text: string;
  /** Words in order, with the UTF-16 range of each in `text` (less the punctuation that a page's end drops). */
  words: (CaptionWord & { start: number; end: number })[];
  /** Scene frames on screen, half-open. */
  startFrame: number;
  endFrame: number;
}

export interface CaptionPageOptions {
  /** Width of a line by font size. */
  widthEm: number;
  maxLines: number;
  fps: number;
  measure: MeasureEm;
  /** A page is a clause, or a word: words too short to be read alone still share one. */
  by?: 'clause' | 'word';
  /** Offsets of a page's text at which neither line nor page may end. */
  isHeld?: (text: string, offset: number) => boolean;
}

/** A page stays this long after its last word, unless the next one comes sooner. */
const lingerSeconds = 0.4;
/** A pause that parts clauses even without punctuation. */
const pauseSeconds = 0.35;
/** A page that is shorter than this reads as flicker: it is joined to its neighbour where both fit. */
const shortestSeconds = 0.7;
/** Pages follow each other: that one is shorter is seen less than between lines, a phrase that is cut just as much. */
const pageEvenness = 0.4;
/** What a break inside of a phrase costs, by break-points.ts. */
const insidePhrase = 0.5;
/** Single words are large: less is enough for them. */
const shortestWordSeconds = 0.26;

/**
 * Cuts spoken words into pages: a clause each, long ones into even parts at phrase borders, very short ones joined.
 * Pages follow each other without a gap unless the voice rests. Pure.
 */
export function captionPages(words: readonly CaptionWord[], options: CaptionPageOptions): CaptionPage[] {
  const clauses = clausesOf(withPunctuation(words), options.fps);
  const isByWord = options.by === 'word';
  const groups = joinShort(
    clauses.flatMap((clause) => (isByWord ? heldTogether(clause, options) : splitLong(clause, options))),
    options,
    isByWord ? shortestWordSeconds : shortestSeconds,
  );
  const linger = Math.round(lingerSeconds * options.fps);
  return groups.map((group, index) => {
    const startFrame = group[0]?.startFrame ?? 0;
    const lastEnd = Math.max(...group.map((word) => word.endFrame));
    const nextStart = groups[index + 1]?.[0]?.startFrame ?? Number.POSITIVE_INFINITY;
    return { ...pageText(group), startFrame, endFrame: Math.max(startFrame, Math.min(nextStart, lastEnd + linger)) };
  });
}

/** What is shown at a frame: the page, and the word that was begun last. Null between pages. */
export function captionStateAt(pages: readonly CaptionPage[], frame: number): { page: number; word: number } | null {
  const page = pages.findIndex((candidate) => frame >= candidate.startFrame && frame < candidate.endFrame);
  const words = pages[page]?.words;
  if (words === undefined) {
    return null;
  }
  const begun = words.findLastIndex((word) => word.startFrame <= frame);
  return { page, word: Math.max(0, begun) };
}

/** The text of a group of words, and where in it each word stands. Chinese pages end without comma or stop. */
function pageText(group: readonly CaptionWord[]): Pick<CaptionPage, 'text' | 'words'> {
  let text = '';
  const words = group.map((word) => {
    const start = text.length;
    text += word.text;
    const end = text.length;
    text += word.spaceAfter ? ' ' : '';
    return { ...word, start, end };
  });
  const shown = text.trimEnd().replace(/[，。、；：]+$/u, '');
  const visible = shown === '' ? text.trimEnd() : shown;
  return {
    text: visible,
    words: words.map((word) => ({
      ...word,
      start: Math.min(word.start, visible.length),
      end: Math.min(word.end, visible.length),
    })),
  };
}

/** Punctuation that came as a word of its own joins the word before it, an opening bracket the word after. */
function withPunctuation(words: readonly CaptionWord[]): CaptionWord[] {
  const joined: CaptionWord[] = [];
  let opening = '';
  for (const word of words) {
    const before = joined.at(-1);
    if (/^[（《「『“【(]+$/u.test(word.text)) {
      opening += word.text;
    } else if (before !== undefined && /^[\p{P}\s]+$/u.test(word.text)) {
      joined[joined.length - 1] = { ...before, text: before.text + word.text, spaceAfter: word.spaceAfter };
    } else {
      joined.push({ ...word, text: opening + word.text });
      opening = '';
    }
  }
  return joined;
}

function clausesOf(words: readonly CaptionWord[], fps: number): CaptionWord[][] {
  const clauses: CaptionWord[][] = [];
  let clause: CaptionWord[] = [];
  words.forEach((word, index) => {
    clause.push(word);
    const next = words[index + 1];
    const isPause = next !== undefined && next.startFrame - word.endFrame >= pauseSeconds * fps;
    // Between hanzi a blank stands for a comma that was left out.
    const isBlank = word.spaceAfter && /\p{Script=Han}$/u.test(word.text) && /^\p{Script=Han}/u.test(next?.text ?? '');
    if (/[，。！？；：,.!?;:…]["”’」』）)]*$/u.test(word.text) || isPause || isBlank) {
      clauses.push(clause);
      clause = [];
    }
  });
  return clause.length > 0 ? [...clauses, clause] : clauses;
}

/** Words one by one, but for those that must not be parted, or are parts of one phrase (杯, 身), and still fit one page. */
function heldTogether(clause: CaptionWord[], options: CaptionPageOptions): CaptionWord[][] {
  const { text, words } = pageText(clause);
  const costs = new Map(breakPoints(text).map(({ offset, cost }) => [offset, cost]));
  const groups: CaptionWord[][] = [];
  clause.forEach((word, index) => {
    const before = groups.at(-1);
    const both = [...(before ?? []), word];
    const start = words[index]?.start ?? 0;
    // A lone hanzi belongs to what follows (杯身, 也不漏), which the phrase model does not always know.
    const isLone = before?.length === 1 && /^\p{Script=Han}$/u.test(before[0]?.text ?? '');
    const isHeld = isLone || (options.isHeld?.(text, start) ?? false) || (costs.get(start) ?? 0) >= insidePhrase;
    if (before !== undefined && isHeld && linesNeeded(both, options) <= options.maxLines) {
      groups[groups.length - 1] = both;
    } else {
      groups.push([word]);
    }
  });
  return groups;
}

function splitLong(clause: CaptionWord[], options: CaptionPageOptions): CaptionWord[][] {
  if (linesNeeded(clause, options) <= options.maxLines) {
    return [clause];
  }
  const { text, words } = pageText(clause);
  const mayBreakAt = lineEnds(text, words, options);
  const fewest = Math.ceil(linesNeeded(clause, options) / options.maxLines);
  const rest = words.filter((word) => word.start >= text.length);
  for (let pageCount = fewest; pageCount < words.length; pageCount += 1) {
    // Even pages: each as wide as its share of the whole, broken like lines, at word borders only. Of more and less even
    // ones those that part no phrase.
    const found = [1.05, 1.2, 1.45, 1.7].flatMap((slack) => {
      const broken = breakLines(text, {
        widthEm: (options.measure(text) / pageCount) * slack,
        maxLines: pageCount,
        measure: options.measure,
        mayBreakAt,
        evenness: pageEvenness,
      });
      const groups = broken?.lines.map((line) =>
        words.filter((word) => word.start >= line.start && word.start < line.end),
      );
      groups?.at(-1)?.push(...rest);
      const isFitting = groups?.every((group) => group.length > 0 && linesNeeded(group, options) <= options.maxLines);
      return broken && groups && isFitting ? [{ groups, cost: broken.cost }] : [];
    });
    const [best] = found.sort((one, other) => one.cost - other.cost);
    if (best !== undefined) {
      return best.groups;
    }
  }
  // A word wider than a page stands alone; the layer makes it smaller.
  return clause.map((word) => [word]);
}

function joinShort(groups: CaptionWord[][], options: CaptionPageOptions, shortest: number): CaptionWord[][] {
  const linger = lingerSeconds * options.fps;
  const startOf = (group: readonly CaptionWord[] | undefined) => group?.[0]?.startFrame;
  const isShort = (group: readonly CaptionWord[], nextStart: number | undefined) => {
    const end = Math.min(nextStart ?? Number.POSITIVE_INFINITY, (group.at(-1)?.endFrame ?? 0) + linger);
    return end - (startOf(group) ?? 0) < shortest * options.fps;
  };
  const joined: CaptionWord[][] = [];
  groups.forEach((group, index) => {
    const before = joined.at(-1);
    if (before !== undefined && (isShort(before, startOf(group)) || isShort(group, startOf(groups[index + 1])))) {
      const gap = (startOf(group) ?? 0) - (before.at(-1)?.endFrame ?? 0);
      const both = [...before, ...group];
      if (gap < options.fps && linesNeeded(both, options) <= options.maxLines) {
        joined[joined.length - 1] = both;
        return;
      }
    }
    joined.push(group);
  });
  return joined;
}

function linesNeeded(group: readonly CaptionWord[], options: CaptionPageOptions): number {
  const { text, words } = pageText(group);
  const broken = breakLines(text, {
    widthEm: options.widthEm,
    maxLines: 99,
    measure: options.measure,
    mayBreakAt: lineEnds(text, words, options),
  });
  return broken?.lines.length ?? 99;
}

/** Whether a line of a page may end at an offset: between words, and not inside what is held. */
export function lineEnds(
  text: string,
  words: CaptionPage['words'],
  options: Pick<CaptionPageOptions, 'isHeld'>,
): (offset: number) => boolean {
  const borders = new Set(words.flatMap((word) => [word.start, word.end, word.end + (word.spaceAfter ? 1 : 0)]));
  return (offset) => borders.has(offset) && !(options.isHeld?.(text, offset) ?? false);
}
