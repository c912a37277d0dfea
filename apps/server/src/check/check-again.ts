import { type Content, check, isOfRules, outcomeOf } from './check.ts';
import type { Verdict } from './verdict.ts';

/** How versions of our rules for words begin; the other engines of a verdict are not asked anew. */
const ownRules = 'safety-';

/**
 * The verdict on a file whose words changed, or whose words new rules judge: what was seen in it stays, and so does a
 * reviewer's ruling, where nothing is found that they did not know. What was proven stays proven.
 */
export function checkAgain(content: Content, before: Verdict | undefined): Verdict {
  return { ...judgeAgain(content, before), ...downAs(before) };
}

/** Other words lift no takedown. */
function downAs(before: Verdict | undefined): Partial<Verdict> {
  const { takenDown = [] } = before ?? {};
  return takenDown.length === 0 ? {} : { takenDown, outcome: 'blocked' };
}

function judgeAgain(content: Content, before: Verdict | undefined): Verdict {
  const others = before?.engines.filter((name) => !name.startsWith(ownRules)) ?? [];
  const seen = before?.findings.filter((finding) => !isOfRules(finding)) ?? [];
  const anew = withProofs(check(content, others.length === 0 ? undefined : { rules: others, findings: seen }), before);
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
