import { ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { antTheme, monoFonts, palette, type Scheme } from './theme.ts';

/** What the user asked for: their system's scheme unless they chose. */
export const schemeChoices = ['system', 'light', 'dark'] as const;
export type SchemeChoice = (typeof schemeChoices)[number];

const key = 'clipo.scheme';
const darkWish = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function readChoice(): SchemeChoice {
  const kept = localStorage.getItem(key);
  return schemeChoices.find((choice) => choice === kept) ?? 'system';
}

export function chooseScheme(choice: SchemeChoice): void {
  localStorage.setItem(key, choice);
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  darkWish.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    darkWish.removeEventListener('change', listener);
  };
}

export function useSchemeChoice(): SchemeChoice {
  return useSyncExternalStore(subscribe, readChoice);
}

function useScheme(): Scheme {
  return useSyncExternalStore(subscribe, () => {
    const choice = readChoice();
    return choice === 'system' ? (darkWish.matches ? 'dark' : 'light') : choice;
  });
}

/** Gives everything inside the look of the scheme and Ant Design's words in the language of the page. */
export function Themed({ children }: { children: ReactNode }) {
  const scheme = useScheme();
  const { i18n } = useTranslation();
  useEffect(() => {
    const { style, dataset } = document.documentElement;
    for (const [name, value] of Object.entries(palette[scheme])) {
      style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
    }
    style.setProperty('--film', '#101213');
    style.setProperty('--film-ink', '#d9b98a');
    style.setProperty('--mono', monoFonts);
    style.colorScheme = scheme;
    dataset.scheme = scheme;
  }, [scheme]);
  return (
    <ConfigProvider
      theme={antTheme(scheme)}
      locale={i18n.language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  );
}
