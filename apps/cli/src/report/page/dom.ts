// The contact sheet's own program, in the files of this folder. It runs in the reader's browser, inside report.html.
import type { ReportData } from '../report-data.ts';
import type { ReportWord } from '../report-words.ts';

type Child = Node | string | undefined;

export const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as ReportData;

/** So many covers are loaded at once from the reader's disk; a longer sheet loads them as they come into sight. */
export const isLong = data.videos.length > 200;

/** What the reader chose. `playing` is the one video that may be heard. */
export const state: { language: 'zh-CN' | 'en'; playing: HTMLVideoElement | undefined } = {
  language: navigator.language.startsWith('zh') ? 'zh-CN' : 'en',
  playing: undefined,
};

export function word(key: ReportWord, values: Record<string, string | number> = {}): string {
  return data.words[state.language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** An element. Children that are texts become text: nothing of a manifest is ever read as markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | boolean | ((event: Event) => void)> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      made.addEventListener(name, value);
    } else if (value === true) {
      made.setAttribute(name, '');
    } else if (value !== false) {
      made.setAttribute(name, value);
    }
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** Names of files may hold any sign: each part of a path is encoded on its own. */
export function address(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

export function timecode(frame: number, fps: number): string {
  const tenths = Math.round((frame / fps) * 10);
  const seconds = Math.floor(tenths / 10) % 60;
  return `${Math.floor(tenths / 600)}:${String(seconds).padStart(2, '0')}.${tenths % 10}`;
}
