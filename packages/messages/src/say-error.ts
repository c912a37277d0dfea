import type { Language } from '@clipo/contract';
import { type ErrorMessageKey, errorsEn } from './en.ts';
import { fill, type MessageValues } from './fill.ts';
import { errorsZhCN } from './zh-CN.ts';

const catalogs: Readonly<Record<Language, Readonly<Record<ErrorMessageKey, string>>>> = {
  'zh-CN': errorsZhCN,
  en: errorsEn,
};

/** Says what went wrong in one language. A catalogue of more messages says these too. */
export interface SayError {
  (key: ErrorMessageKey, values?: MessageValues): string;
  readonly language: Language;
}

/** The messages of errors in a language. */
export function sayErrorIn(language: Language): SayError {
  const catalog = catalogs[language];
  return Object.assign((key: ErrorMessageKey, values: MessageValues = {}) => fill(catalog[key], values), { language });
}

/** Whether a text is the key of a message of an error. */
export function isErrorMessageKey(key: string): key is ErrorMessageKey {
  return Object.hasOwn(errorsEn, key);
}
