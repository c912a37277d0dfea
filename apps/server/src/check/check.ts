import { createHash } from 'node:crypto';
import { isAboutSelling, isReadSinceLong, namesOf, textsOf } from '@clipo/safety';
import { rulesInForce } from './rules-in-force.ts';
import type { Finding, Verdict, VerdictOutcome } from './verdict.ts';

/** What is checked: a document with texts in it, or a file (by its hash) with the texts that go with it. */
export type Content =
  | { kind: 'document'; document: unknown }
  | { kind: 'file'; sha256: string; texts: Readonly<Record<string, string | undefined>> };

/** What was seen in a file beside its texts, and by which rules. Without it nobody has looked. */
export interface Looked {
  /** Who looked, or who else was asked. */
  rules: string | readonly string[];
  findings: readonly Finding[];
}

/**
 * The one check that everything passes on its way in and out. The verdict binds to the content: who changes that needs a
 * new one, and so does a new set of rules (`assertAllowed` sees to both).
 */
export function check(content: Content, looked?: Looked, now = new Date()): Verdict {
  const findings = [
    ...textsIn(content).flatMap(([field, text]) => findingsIn(field, text)),
    ...(content.kind === 'document' ? unlawfulNamesIn(content.document) : []),
    ...(looked?.findings ?? []),
  ];
  return {
    outcome: outcomeOf(findings),
    content: contentHashOf(content),
    engines: [rulesInForce().version, ...(looked === undefined ? [] : [looked.rules].flat())],
    checkedAt: now.toISOString(),
    findings,
  };
}

/** Whether a finding is of what is seen or heard, not of a text. */
export function isSeen({ field }: Pick<Finding, 'field'>): boolean {
  return field === 'picture' || /^(?:frame|cover|sound)@/.test(field);
}

/** Whether our own rules for words found it: they find it again in the same words, and nobody else does. */
export function isOfRules(finding: Pick<Finding, 'field' | 'by'>): boolean {
  return !isSeen(finding) && finding.by === undefined;
}

/**
 * What findings come to, and what a reviewer's ruling makes of them. A picture that nobody is sure of, and what an outside
 * engine wants looked at, is left to a person; what was taken down for somebody's rights stays so, whatever is found.
 */
export function outcomeOf(
  findings: readonly Finding[],
  ruling?: Verdict['ruling'],
  takenDown: Verdict['takenDown'] = [],
): VerdictOutcome {
  if (takenDown.length > 0) {
    return 'blocked';
  }
  if (ruling !== undefined) {
    return ruling;
  }
  const standing = findings.filter(({ proof }) => proof === undefined);
  if (standing.some(({ severity }) => severity === 'block')) {
    return 'blocked';
  }
  const isUnsure = standing.some((finding) => !isOfRules(finding) && finding.severity === 'review');
  return isUnsure ? 'held' : standing.length > 0 ? 'noted' : 'allowed';
}

/** What names a content: everything that was looked at. */
export function contentHashOf(content: Content): string {
  return hashOf(content, textsIn(content));
}

/**
 * Whether a hash names a content as earlier versions named it, which left some of its texts out. Such a verdict says nothing of
 * those: it is made anew.
 */
export function isEarlierHashOf(hash: string, content: Content): boolean {
  const texts = textsIn(content);
  const read = texts.filter(([field]) => isReadSinceLong(field));
  return read.length < texts.length && hash === hashOf(content, read);
}

function hashOf(content: Content, texts: readonly [field: string, text: string][]): string {
  const file = content.kind === 'file' ? content.sha256 : '';
  // By path: a document that was kept in the store comes back with its keys in another order.
  const sorted = texts.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([file, sorted]))
    .digest('hex');
}

function textsIn(content: Content): [field: string, text: string][] {
  return textsOf(content.kind === 'document' ? content.document : content.texts);
}

/** A file may be called "the best.jpg", and a holder "First Pictures", but nothing unlawful: names go with what is made. */
function unlawfulNamesIn(document: unknown): Finding[] {
  return namesOf(document)
    .flatMap(([field, name]) => findingsIn(field, name))
    .filter(({ category, severity }) => severity === 'block' && !isAboutSelling({ category }));
}

/** What our rules find in one text. */
export function findingsIn(field: string, text: string): Finding[] {
  const language = /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en';
  return rulesInForce()
    .checkText(text)
    .map(({ rule, category, level, span: [start, end], text: term, why, suggestion, rewrite }) => ({
      field,
      start,
      end,
      term,
      rule,
      category,
      severity: level,
      why: why[language],
      suggestion: suggestion[language],
      rewrite,
    }));
}
