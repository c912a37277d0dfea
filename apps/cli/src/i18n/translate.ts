import type { Language } from '@clipo/contract';
import { fill, type MessageValues } from '@clipo/messages';
import { type Catalog, en, type MessageKey } from './en.ts';
import { zhCN } from './zh-CN.ts';

const catalogs: Readonly<Record<Language, Catalog>> = { 'zh-CN': zhCN, en };

/** Says a message in one language, its placeholders filled. */
export interface Say {
  (key: MessageKey, values?: MessageValues): string;
  readonly language: Language;
}

/** The messages of a language. */
export function sayIn(language: Language): Say {
  const catalog = catalogs[language];
  return Object.assign((key: MessageKey, values: MessageValues = {}) => fill(catalog[key], values), { language });
}

/** Whether a text is the key of a message. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}
