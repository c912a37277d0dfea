import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { catalogues, firstLanguage, firstWords, keptLanguage, type Language } from './languages.ts';
import type { Words } from './zh-CN.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    keySeparator: false;
    nsSeparator: false;
    resources: { translation: Words };
  }
}

/** Opens the catalogue of the first language; a key that one of them lacks does not compile. */
export async function openWords(): Promise<void> {
  const lng = firstLanguage;
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    resources: { [lng]: { translation: await firstWords } },
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18next.language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(keptLanguage, language);
  document.documentElement.lang = language;
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await catalogues[language]());
  }
  await i18next.changeLanguage(language);
}
