import type { Category } from '@clipo/safety';
import { findingsIn } from './check.ts';
import type { Finding } from './verdict.ts';

/** What is no crime to show: a word on a pack, as it is sold. */
const aboutSelling: ReadonlySet<Category> = new Set(['advertising', 'platform', 'brand']);

/** What a reviewer is shown of it. */
const mostSaid = 600;

/**
 * What our rules find in words that a machine read off a picture or heard. It errs: what is unlawful is for a person to
 * decide, and what only an advertisement may not say is told, not refused.
 * @param field where they stand, such as `frame@1200` or `sound@3400`
 */
export function findingsInMedia(field: string, text: string): Finding[] {
  return findingsIn(field, text).map((finding) => ({
    ...finding,
    severity: severityOf(finding),
    said: text.slice(0, mostSaid),
    rewrite: null,
  }));
}

function severityOf({ category, severity }: Finding): Finding['severity'] {
  if (aboutSelling.has(category)) {
    return severity === 'block' || severity === 'review' ? 'evidence' : severity;
  }
  return severity === 'block' ? 'review' : severity;
}
