import type { Language } from '@clipo/contract';
import { enBodies } from './en-bodies.ts';
import { enCtas } from './en-ctas.ts';
import { enHooks } from './en-hooks.ts';
import type { LanguagePatterns } from './pattern.ts';
import { zhBodies } from './zh-bodies.ts';
import { zhCtas } from './zh-ctas.ts';
import { zhHooks } from './zh-hooks.ts';

/** The line patterns of each language. */
export const patterns: Record<Language, LanguagePatterns> = {
  'zh-CN': { hook: zhHooks, ...zhBodies, cta: zhCtas },
  en: { hook: enHooks, ...enBodies, cta: enCtas },
};
