import { ClipoError } from '@clipo/contract';
import { type Content, contentHashOf } from '../check/check.ts';
import { Verdict } from '../check/verdict.ts';

/**
 * Stands where something is rendered, shared or downloaded: passes only what was checked as it is now, and was not
 * blocked. No verdict, one of another content, or one that can't be read count as not checked.
 * @throws ClipoError `content_rejected` naming what was found
 */
export function assertAllowed(content: Content, verdict: unknown): void {
  const known = Verdict.safeParse(verdict);
  if (!known.success || known.data.content !== contentHashOf(content)) {
    throw rejected('content', '…', 'it was not checked as it is now');
  }
  const [worst] = known.data.findings.filter(({ severity }) => severity === 'block');
  if (known.data.outcome === 'blocked') {
    throw rejected(worst?.field ?? 'content', worst?.term ?? '…', worst?.why ?? 'it was blocked');
  }
}

function rejected(field: string, term: string, why: string): ClipoError {
  return new ClipoError('content_rejected', `${field}: "${term}" (${why})`, { details: { field, term, why } });
}
