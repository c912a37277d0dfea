import type { Words } from './zh-CN.ts';

export const languages = { 'zh-CN': '简体中文', en: 'English' } as const;
export type Language = keyof typeof languages;

/** Under what the browser keeps the user's choice. */
export const keptLanguage = 'clipo.language';

/** A catalogue is fetched once its language is: nobody waits for words that they do not read. */
export const catalogues: Readonly<Record<Language, () => Promise<Words>>> = {
  'zh-CN': async () => (await import('./zh-CN.ts')).zhCN,
  en: async () => (await import('./en.ts')).en,
};

/** The user's choice, else the browser's wish; Chinese users come first, so anything but English is Chinese. */
export const firstLanguage = readLanguage();

/** On their way from the moment that this is loaded: all else of the page is made ready meanwhile. */
export const firstWords = catalogues[firstLanguage]();

function readLanguage(): Language {
  const kept = localStorage.getItem(keptLanguage);
  if (kept === 'zh-CN' || kept === 'en') {
    return kept;
  }
  return /^en\b/i.test(navigator.language) ? 'en' : 'zh-CN';
}
