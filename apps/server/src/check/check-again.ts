import { type Content, check, isSeen, outcomeOf } from './check.ts';
import type { Verdict } from './verdict.ts';

/**
 * The verdict on a file whose words changed, or whose words new rules judge: what was seen in it stays, and so does a
 * reviewer's ruling, where nothing is found that they did not know.
 */
export function checkAgain(content: Content, before: Verdict | undefined): Verdict {
  const rules = before?.engines.find((name) => name.startsWith('pictures-'));
  const seen = before?.findings.filter(isSeen) ?? [];
  const anew = check(content, rules === undefined ? undefined : { rules, findings: seen });
  if (before?.ruling === undefined) {
    return anew;
  }
  const isNew = anew.findings.some(
    ({ field, rule, term }) =>
      !before.findings.some((old) => old.field === field && old.rule === rule && old.term === term),
  );
  return isNew ? anew : { ...anew, ruling: before.ruling, outcome: outcomeOf(anew.findings, before.ruling) };
}
