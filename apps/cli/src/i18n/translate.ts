import type { Language } from '@clipo/contract';
import { type Catalog, en, type MessageKey } from './en.ts';
import { zhCN } from './zh-CN.ts';

const catalogs: Readonly<Record<Language, Catalog>> = { 'zh-CN': zhCN, en };

/** Values for the placeholders of a message. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** Says a message in one language, its placeholders filled. */
export interface Say {
  (key: MessageKey, values?: MessageValues): string;
  readonly language: Language;
}

/** The messages of a language. A placeholder without a value stays as it is, so that the gap is seen. */
export function sayIn(language: Language): Say {
  const catalog = catalogs[language];
  return Object.assign((key: MessageKey, values: MessageValues = {}) => fill(catalog[key], values), { language });
}

/** Whether a text is the key of a message. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}

function fill(text: string, values: MessageValues): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
