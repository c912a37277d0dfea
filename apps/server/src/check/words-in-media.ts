import { levelInMedia } from '@clipo/safety';
import { findingsIn } from './check.ts';
import type { Finding } from './verdict.ts';

/** What a reviewer is shown of it. */
const mostSaid = 600;

/**
 * What our rules find in words that a machine read off a picture or heard.
 * @param field where they stand, such as `frame@1200` or `sound@3400`
 */
export function findingsInMedia(field: string, text: string): Finding[] {
  return findingsIn(field, text).map((finding) => ({
    ...finding,
    severity: levelInMedia({ category: finding.category, level: finding.severity }),
    said: text.slice(0, mostSaid),
    rewrite: null,
  }));
}
