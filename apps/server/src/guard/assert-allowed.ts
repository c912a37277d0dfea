import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { type Content, check, contentHashOf, isEarlierHashOf } from '../check/check.ts';
import { checkAgain } from '../check/check-again.ts';
import { rulesInForce } from '../check/rules-in-force.ts';
import { type Finding, Verdict } from '../check/verdict.ts';

/** What tells whether a verdict still holds; the rest of it may be as an earlier version wrote it. */
const Bound = z.object({ content: z.string(), engines: z.array(z.string()) });

/**
 * Stands where something is rendered, shared or downloaded: passes only what was checked as it is now, and was not
 * blocked. No verdict, one of another content, or one that can't be read count as not checked; one by other rules than
 * today's is made anew.
 * @throws ClipoError `content_rejected` naming what was found, where, why, and what to write instead; `content_held` where a
 * reviewer has to look at it first; `taken_down` naming the case
 */
export function assertAllowed(content: Content, verdict: unknown): void {
  const bound = Bound.safeParse(verdict);
  const isOfIt = bound.success && bound.data.content === contentHashOf(content);
  if (!bound.success || !(isOfIt || isEarlierHashOf(bound.data.content, content))) {
    throw notChecked();
  }
  const read = Verdict.safeParse(verdict).data;
  const known = isOfIt && bound.data.engines.includes(rulesInForce().version) ? read : checkAgain(content, read);
  if (known === undefined) {
    throw notChecked();
  }
  const [number] = known.takenDown ?? [];
  if (number !== undefined) {
    throw takenDownFor(number);
  }
  switch (known.outcome) {
    case 'allowed':
    case 'noted':
      return;
    case 'held': {
      const unsure = known.findings.find(({ severity }) => severity === 'review');
      throw held(unsure);
    }
    case 'blocked': {
      const worst = known.findings.find(({ severity }) => severity === 'block') ?? known.findings[0];
      throw worst === undefined ? notChecked() : rejected(worst);
    }
  }
}

/** Checks words that are kept without a verdict of their own, such as names. @throws ClipoError `content_rejected` */
export function assertWords(words: Readonly<Record<string, unknown>>): void {
  const content = { kind: 'document', document: words } as const;
  assertAllowed(content, check(content));
}

/** What a text that is no advertisement, such as whose a picture is, may still not say. */
const aboutSelling: ReadonlySet<string> = new Set(['advertising', 'platform', 'brand']);

/** Checks the words of rights: a holder may be called "First Pictures", but nothing unlawful. @throws ClipoError `content_rejected` */
export function assertRights(rights: object | null | undefined): void {
  const verdict = check({ kind: 'document', document: { of: Object.values(rights ?? {}) } });
  const worst = verdict.findings.find(({ severity, category }) => severity === 'block' && !aboutSelling.has(category));
  if (worst !== undefined) {
    throw rejected({ ...worst, field: 'rights' });
  }
}

/** What a case took down is refused by its number: its owner finds there what to do. */
export function takenDownFor(number: string): ClipoError {
  return new ClipoError('taken_down', `taken down for case ${number}`, { details: { number } });
}

function held(finding: Finding | undefined): ClipoError {
  const { field = 'content', term = '', why = '' } = finding ?? {};
  return new ClipoError('content_held', `${field}: waits for a reviewer (${why})`, { details: { field, term, why } });
}

function rejected({ field, term, why, rule, category, start, end, suggestion, rewrite }: Finding): ClipoError {
  return new ClipoError('content_rejected', `${field}: "${term}" (${why})`, {
    details: { field, term, why, rule, category, start, end, suggestion, ...(rewrite === null ? {} : { rewrite }) },
  });
}

function notChecked(): ClipoError {
  const details = { field: 'content', term: '…', why: 'it was not checked as it is now' };
  return new ClipoError('content_rejected', `${details.field}: ${details.why}`, { details });
}
