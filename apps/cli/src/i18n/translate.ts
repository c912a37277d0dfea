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
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => plain(String(values[name] ?? whole)));
}

/**
 * What a file or a brief says, without the characters that drive a terminal or turn the direction of its text: a name
 * must not clear the screen or forge a line. Line breaks and tabs stay: messages of programs have several lines.
 */
function plain(value: string): string {
  return value.replace(
    /(?![\t\n])[\p{Cc}\u202A-\u202E\u2066-\u2069\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`,
  );
}
