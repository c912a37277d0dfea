import { type Content, check, isSeen, outcomeOf } from './check.ts';
import type { Verdict } from './verdict.ts';

/**
 * The verdict on a file whose words changed, or whose words new rules judge: what was seen in it stays, and so does a
 * reviewer's ruling, where nothing is found that they did not know. What was proven stays proven.
 */
export function checkAgain(content: Content, before: Verdict | undefined): Verdict {
  const rules = before?.engines.find((name) => name.startsWith('pictures-'));
  const seen = before?.findings.filter(isSeen) ?? [];
  const anew = withProofs(check(content, rules === undefined ? undefined : { rules, findings: seen }), before);
  if (before?.ruling === undefined) {
    return anew;
  }
  const isNew = anew.findings.some(
    ({ field, rule, term }) =>
      !before.findings.some((old) => old.field === field && old.rule === rule && old.term === term),
  );
  return isNew ? anew : { ...anew, ruling: before.ruling, outcome: outcomeOf(anew.findings, before.ruling) };
}

function withProofs(anew: Verdict, before: Verdict | undefined): Verdict {
  const proven = before?.findings.filter(({ proof }) => proof !== undefined) ?? [];
  if (proven.length === 0) {
    return anew;
  }
  const findings = anew.findings.map((finding) => {
    const { proof } = proven.find(({ rule, term }) => rule === finding.rule && term === finding.term) ?? {};
    return proof === undefined ? finding : { ...finding, proof };
  });
  return { ...anew, findings, outcome: outcomeOf(findings) };
}
