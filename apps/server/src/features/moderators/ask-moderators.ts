import { textsOf } from '@clipo/safety';
import type { Finding } from '../../check/verdict.ts';
import type { Settings } from '../../env.ts';
import type { Moderator, Objection } from './moderator.ts';

/** What outside engines said, and which were asked. */
export interface OutsideJudgement {
  engines: string[];
  findings: Finding[];
}

/** A text and where it stands. */
type Placed = [field: string, text: string];

/** What a reviewer is shown of a long text. */
const mostSaid = 600;

/**
 * Asks every engine about all texts of a document. One that does not answer leaves the document to a person, or to the
 * other checks: as the service is set (`CLIPO_MODERATION_DOWN`).
 */
export async function askModerators(
  moderators: readonly Moderator[],
  document: unknown,
  { whenDown, signal }: { whenDown: Settings['CLIPO_MODERATION_DOWN']; signal: AbortSignal },
): Promise<OutsideJudgement> {
  const all = distinct(textsOf(document));
  const judged = await Promise.all(moderators.map((one) => askOne(one, all, { whenDown, signal })));
  return { engines: moderators.map(({ name }) => name), findings: judged.flat() };
}

async function askOne(
  moderator: Moderator,
  texts: readonly Placed[],
  { whenDown, signal }: { whenDown: Settings['CLIPO_MODERATION_DOWN']; signal: AbortSignal },
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const part of parts(texts, moderator.mostCharacters)) {
    try {
      const objections = await moderator.judge(part.map(([, text]) => text).join('\n'), signal);
      findings.push(...objections.flatMap((objection) => findingsOf(moderator.name, objection, part)));
    } catch (cause) {
      signal.throwIfAborted();
      if (whenDown === 'hold') {
        return [...findings, unanswered(moderator.name, part, cause as Error)];
      }
    }
  }
  return findings;
}

/** Where the engine's words stand; where it names none, the first text stands for all that it was given. */
function findingsOf(by: string, { level, category, label, words }: Objection, part: readonly Placed[]): Finding[] {
  const [first] = part;
  const about = { rule: `${by}_${label}`.toLowerCase(), category, severity: level, rewrite: null, by };
  const found = words.flatMap((word) =>
    part.flatMap(([field, text]) => {
      const start = text.indexOf(word);
      return start < 0 ? [] : [{ field, start, end: start + word.length, term: word, said: text.slice(0, mostSaid) }];
    }),
  );
  const placed =
    found.length > 0
      ? found
      : [{ field: first?.[0] ?? '', start: 0, end: 0, term: words.join(', '), said: saidBy(part) }];
  return placed.map((place) => ({
    ...place,
    ...about,
    why: `${by}: ${label}`,
    suggestion:
      level === 'block' ? '删去或改写 / leave it out, or write it anew' : '等待人工审核 / wait for a reviewer',
  }));
}

function unanswered(by: string, part: readonly Placed[], { message }: Error): Finding {
  return {
    field: part[0]?.[0] ?? '',
    start: 0,
    end: 0,
    term: '',
    said: saidBy(part),
    rule: `${by}_unanswered`.toLowerCase(),
    category: 'unlawful',
    severity: 'review',
    why: `${by}: ${message.slice(0, 200)}`,
    suggestion: adviceOn('review', saidBy(part)),
    rewrite: null,
    by,
  };
}

/** What to do about it, in the language of the text, as the findings of our own rules are told. */
function adviceOn(level: Objection['level'], text: string): string {
  const advice = {
    block: { 'zh-CN': '删去或改写', en: 'leave it out, or write it anew' },
    review: { 'zh-CN': '等待人工审核', en: 'wait for a reviewer' },
  };
  return advice[level][/\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en'];
}

function saidBy(part: readonly Placed[]): string {
  return part
    .map(([, text]) => text)
    .join('\n')
    .slice(0, mostSaid);
}

function distinct(texts: readonly Placed[]): Placed[] {
  const seen = new Set<string>();
  return texts.filter(([, text]) => text.trim() !== '' && !seen.has(text) && seen.add(text) !== undefined);
}

/** As many texts at once as one request takes; a longer one is cut, with its halves overlapping by a few words. */
function parts(texts: readonly Placed[], most: number): Placed[][] {
  const pieces = texts.flatMap(([field, text]) => cut(text, most).map((piece): Placed => [field, piece]));
  const made: Placed[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const piece of pieces) {
    const [, text] = piece;
    if (length + text.length + 1 > most) {
      made.push([]);
      length = 0;
    }
    made.at(-1)?.push(piece);
    length += text.length + 1;
  }
  return made;
}

const overlap = 40;

function cut(text: string, most: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at === 0 || at + overlap < text.length; at += most - overlap) {
    pieces.push(text.slice(at, at + most));
  }
  return pieces;
}
