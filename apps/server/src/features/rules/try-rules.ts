import { openRules, outcomeOf, type Rules, type TermFile } from '@clipo/safety';
import { rulesInForce } from '../../check/rules-in-force.ts';
import type { Deps } from '../../deps.ts';
import { type Content, contentsSince, type TrialKind } from './queries-contents.ts';

const trialDays = 7;
/** More changes than this nobody reads: the figures by rule say the rest. */
const mostShown = 200;

/** What would be judged otherwise, and how often each rule would find more or fewer. */
export interface Trial {
  looked: number;
  changed: number;
  changes: {
    kind: TrialKind;
    id: string;
    teamId: string;
    before: 'pass' | 'review' | 'block';
    after: 'pass' | 'review' | 'block';
    /** The words that make the difference. */
    words: string[];
  }[];
  rules: { rule: string; more: number; fewer: number }[];
}

/** Judges the last week's contents by other lists than those in force, and changes nothing. */
export async function tryRules({ db }: Pick<Deps, 'db'>, own: readonly TermFile[], now = new Date()): Promise<Trial> {
  const since = new Date(now.getTime() - trialDays * 86_400_000);
  const contents = await db.asSystem((tx) => contentsSince(tx, since));
  return compareRules(contents, rulesInForce(), openRules(own));
}

/** What two sets of rules make of the same contents. */
function compareRules(contents: readonly Content[], before: Rules, after: Rules): Trial {
  const changes: Trial['changes'] = [];
  const byRule = new Map<string, { more: number; fewer: number }>();
  for (const { texts, ...about } of contents) {
    const [old, next] = [before, after].map((rules) => texts.flatMap((text) => rules.checkText(text)));
    const keyOf = ({ rule, text }: { rule: string; text: string }) => `${rule}\n${text}`;
    const [had, has] = [new Set(old?.map(keyOf)), new Set(next?.map(keyOf))];
    const more = (next ?? []).filter((finding) => !had.has(keyOf(finding)));
    const fewer = (old ?? []).filter((finding) => !has.has(keyOf(finding)));
    for (const { rule } of more) {
      const count = byRule.get(rule) ?? { more: 0, fewer: 0 };
      byRule.set(rule, { ...count, more: count.more + 1 });
    }
    for (const { rule } of fewer) {
      const count = byRule.get(rule) ?? { more: 0, fewer: 0 };
      byRule.set(rule, { ...count, fewer: count.fewer + 1 });
    }
    const [was, is] = [outcomeOf(old ?? []), outcomeOf(next ?? [])];
    if (was !== is) {
      const words = [...new Set([...more, ...fewer].map(({ text }) => text))].slice(0, 10);
      changes.push({ ...about, before: was, after: is, words });
    }
  }
  return {
    looked: contents.length,
    changed: changes.length,
    changes: changes.slice(0, mostShown),
    rules: [...byRule].map(([rule, count]) => ({ rule, ...count })),
  };
}
