import type { Language } from '@clipo/contract';
import type { Category } from './category.ts';
import { enBodies } from './en-bodies.ts';
import { enCategories } from './en-categories.ts';
import { enCtas } from './en-ctas.ts';
import { enHooks } from './en-hooks.ts';
import { enTopics } from './en-topics.ts';
import type { LanguagePatterns } from './pattern.ts';
import type { Topic } from './topic.ts';
import { zhBodies } from './zh-bodies.ts';
import { zhCategories } from './zh-categories.ts';
import { zhCtas } from './zh-ctas.ts';
import { zhHooks } from './zh-hooks.ts';
import { zhTopics } from './zh-topics.ts';

/** The line patterns of each language that fit any product. */
export const patterns: Record<Language, LanguagePatterns> = {
  'zh-CN': { hook: zhHooks, ...zhBodies, cta: zhCtas },
  en: { hook: enHooks, ...enBodies, cta: enCtas },
};

/** Line patterns of a category's own scenes and verbs. */
export const categoryPatterns: Record<Language, Record<Category, Partial<LanguagePatterns>>> = {
  'zh-CN': zhCategories,
  en: enCategories,
};

/** Line patterns that lead to a claim on one topic (`{claim}`). */
export const topicPatterns: Record<Language, Record<Topic, Partial<LanguagePatterns>>> = {
  'zh-CN': zhTopics,
  en: enTopics,
};
