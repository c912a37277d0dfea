import { createHash } from 'node:crypto';
import { checkText, outcomeOf, ruleSet, textsOf } from '@clipo/safety';
import type { Finding, Verdict } from './verdict.ts';

/** What is checked: a document with texts in it, or a file (by its hash) with the texts that go with it. */
export type Content =
  | { kind: 'document'; document: unknown }
  | { kind: 'file'; sha256: string; texts: Readonly<Record<string, string | undefined>> };

/** How the service names what a check comes to. */
const outcomes = { pass: 'allowed', review: 'noted', block: 'blocked' } as const;

/**
 * The one check that everything passes on its way in and out. The verdict binds to the content: who changes that needs a
 * new one, and so does a new set of rules (`assertAllowed` sees to both).
 */
export function check(content: Content, now = new Date()): Verdict {
  const findings = textsIn(content).flatMap(([field, text]) => findingsIn(field, text));
  return {
    outcome: outcomes[outcomeOf(findings.map(({ severity }) => ({ level: severity })))],
    content: contentHashOf(content),
    engines: [ruleSet],
    checkedAt: now.toISOString(),
    findings,
  };
}

/** What names a content: everything that was looked at. */
export function contentHashOf(content: Content): string {
  const file = content.kind === 'file' ? content.sha256 : '';
  // By path: a document that was kept in the store comes back with its keys in another order.
  const texts = textsIn(content).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([file, texts]))
    .digest('hex');
}

function textsIn(content: Content): [field: string, text: string][] {
  return textsOf(content.kind === 'document' ? content.document : content.texts);
}

function findingsIn(field: string, text: string): Finding[] {
  const language = /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en';
  return checkText(text).map(({ rule, category, level, span: [start, end], text: term, why, suggestion, rewrite }) => ({
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
