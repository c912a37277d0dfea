import type { Schemas } from '../../../api/client.ts';

type Lists = Schemas['RuleSet']['lists'];
type Group = Lists[number]['groups'][number];
type NewLists = Schemas['NewRuleSetInput']['lists'];

export const ruleCategories = [
  'constitution',
  'state_security',
  'sovereignty',
  'ethnic_hatred',
  'heroes',
  'extremism',
  'public_order',
  'fraud_abuse',
  'vice',
  'spam',
  'unlicensed',
  'defamation',
  'morals',
  'unlawful',
  'advertising',
  'platform',
  'brand',
] as const satisfies readonly Lists[number]['category'][];
export const ruleLevels = [
  'block',
  'review',
  'evidence',
  'licence',
  'platform',
] as const satisfies readonly Group['level'][];

/** A group of terms as the form has it. */
interface DraftGroup {
  category: Lists[number]['category'];
  rule: string;
  level: Group['level'];
  terms: string[];
  whyZh: string;
  whyEn: string;
  adviceZh: string;
  adviceEn: string;
}

/** A version as the form has it. */
export interface Draft {
  note: string;
  groups: DraftGroup[];
  harmless: string[];
}

export const emptyGroup: Partial<DraftGroup> = { category: 'unlawful', level: 'block', terms: [] };

/** The form of some lists. */
export function draftOf(lists: Lists): Omit<Draft, 'note'> {
  return {
    groups: lists.flatMap(({ category, groups }) =>
      groups.map(({ rule, level, terms, why, suggestion }) => ({
        category,
        rule,
        level,
        terms: [...terms],
        whyZh: why['zh-CN'],
        whyEn: why.en,
        adviceZh: suggestion['zh-CN'],
        adviceEn: suggestion.en,
      })),
    ),
    harmless: lists.flatMap(({ harmless }) => harmless),
  };
}

/**
 * The lists of a form: one for each category. What a form does not show, such as pairs of words, stays as it was under the
 * same rule.
 */
export function listsOf({ groups, harmless = [] }: Draft, before: Lists = []): NewLists {
  const known = before.flatMap(({ category, groups: all }) => all.map((group) => ({ category, group })));
  const categories = [...new Set(groups.map(({ category }) => category))];
  const lists = categories.map((category) => ({
    category,
    groups: groups
      .filter((group) => group.category === category)
      .map(({ rule, level, terms, whyZh, whyEn, adviceZh, adviceEn }) => {
        const { group } = known.find((one) => one.category === category && one.group.rule === rule) ?? {};
        return {
          ...group,
          rule,
          level,
          terms,
          why: { 'zh-CN': whyZh, en: whyEn },
          suggestion: { 'zh-CN': adviceZh, en: adviceEn },
        };
      }),
    harmless: [] as string[],
  }));
  const [first, ...others] = lists;
  if (harmless.length === 0) {
    return lists;
  }
  return first === undefined ? [{ category: 'unlawful', groups: [], harmless }] : [{ ...first, harmless }, ...others];
}
