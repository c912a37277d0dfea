import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Words } from './zh-CN.ts';

export const languages = { 'zh-CN': '简体中文', en: 'English' } as const;
export type Language = keyof typeof languages;

const key = 'clipo.language';

/** The user's choice, else the browser's wish; Chinese users come first, so anything but English is Chinese. */
function firstLanguage(): Language {
  const kept = localStorage.getItem(key);
  if (kept === 'zh-CN' || kept === 'en') {
    return kept;
  }
  return /^en\b/i.test(navigator.language) ? 'en' : 'zh-CN';
}

declare module 'i18next' {
  interface CustomTypeOptions {
    keySeparator: false;
    nsSeparator: false;
    resources: { translation: Words };
  }
}

/** A catalogue is fetched once its language is: nobody waits for words that they do not read. */
const catalogues: Readonly<Record<Language, () => Promise<Words>>> = {
  'zh-CN': async () => (await import('./zh-CN.ts')).zhCN,
  en: async () => (await import('./en.ts')).en,
};

/** Opens the catalogue of the first language; a key that one of them lacks does not compile. */
export async function openWords(): Promise<void> {
  const lng = firstLanguage();
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    resources: { [lng]: { translation: await catalogues[lng]() } },
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18next.language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(key, language);
  document.documentElement.lang = language;
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await catalogues[language]());
  }
  await i18next.changeLanguage(language);
}
