import { createHash } from 'node:crypto';
import { checkTerms } from '@clipo/agent';
import { textsOf } from '@clipo/safety';
import type { Finding, Verdict } from './verdict.ts';

/** What is checked: a document with texts in it, or a file (by its hash) with the texts that go with it. */
export type Content =
  | { kind: 'document'; document: unknown }
  | { kind: 'file'; sha256: string; texts: Readonly<Record<string, string | undefined>> };

/** What looked at a text. A new version means that earlier verdicts were another engine's. */
const termEngine = 'ad-terms-1';

/**
 * The one check that everything passes on its way in and out. The verdict binds to the content: who changes that needs a
 * new one (`assertAllowed` sees to it).
 */
export function check(content: Content, now = new Date()): Verdict {
  const findings = textsIn(content).flatMap(([field, text]) => findingsIn(field, text));
  return {
    outcome: findings.some(({ severity }) => severity === 'block')
      ? 'blocked'
      : findings.length > 0
        ? 'noted'
        : 'allowed',
    content: contentHashOf(content),
    engines: [termEngine],
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
  return checkTerms(text, language).map((finding) => ({ field, ...finding }));
}
