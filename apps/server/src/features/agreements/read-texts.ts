import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '@clipo/contract';
import type { Settings } from '../../env.ts';

/** The two texts that everybody must agree to before anything else works. */
export const textKinds = ['agreement', 'privacy'] as const;
export type TextKind = (typeof textKinds)[number];

/** A text as people see it. */
export interface LegalText {
  kind: TextKind;
  /** The day from which it is in force (Beijing). */
  version: string;
  language: Language;
  text: string;
  sha256: string;
  /** What is new in it, where its first lines say so: `Changes: …` below the heading. */
  changes: string;
}

export type TextSettings = Pick<Settings, 'CLIPO_TEXTS' | 'CLIPO_COMPANY' | 'CLIPO_CONTACT'>;

const shipped = join(import.meta.dirname, 'texts');
const fileName = /^(agreement|privacy)-(\d{4}-\d{2}-\d{2})\.(zh-CN|en)\.md$/;

/**
 * Reads all versions of the texts, oldest first: files such as `agreement-2026-11-28.en.md` of the operator's folder, or
 * those that ship. A version is in force from the day of its name; before, it is announced.
 */
export function readTexts(settings: TextSettings): LegalText[] {
  const changedMs = statSync(settings.CLIPO_TEXTS ?? shipped).mtimeMs;
  const known = cache.get(settings);
  if (known !== undefined && known.changedMs === changedMs && known.until > Date.now()) {
    return known.texts;
  }
  const texts = readFolder(settings);
  cache.set(settings, { texts, changedMs, until: Date.now() + keptMs });
  return texts;
}

/** Every request asks which version is in force. A new file is seen at once, one that was written over after this time. */
const keptMs = 10_000;
const cache = new WeakMap<TextSettings, { texts: LegalText[]; changedMs: number; until: number }>();

function readFolder(settings: TextSettings): LegalText[] {
  const folder = settings.CLIPO_TEXTS ?? shipped;
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const [, kind, version, language] = fileName.exec(file) ?? [];
      if (kind === undefined || version === undefined || language === undefined) {
        return [];
      }
      const { text, sha256 } = readText(join(folder, file), language as Language, settings);
      const changes = /^(?:Changes|变更)[:：]\s*(.+)$/m.exec(text)?.[1] ?? '';
      return [{ kind: kind as TextKind, version, language: language as Language, text, sha256, changes }];
    });
}

/** One text with the operator filled in, and its hash. */
export function readText(
  path: string,
  language: Language,
  { CLIPO_COMPANY, CLIPO_CONTACT }: TextSettings,
): Pick<LegalText, 'text' | 'sha256'> {
  const unnamed = language === 'en' ? '(not named)' : '（未填写）';
  const text = readFileSync(path, 'utf8')
    .replaceAll('{company}', CLIPO_COMPANY || unnamed)
    .replaceAll('{contact}', CLIPO_CONTACT || unnamed);
  return { text, sha256: createHash('sha256').update(text).digest('hex') };
}

/** The day in Beijing, such as 2026-11-28. */
export function dayInBeijing(now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now);
}

/** The version of a kind that is in force on a day. */
export function versionInForce(texts: readonly LegalText[], kind: TextKind, now: Date): string {
  const day = dayInBeijing(now);
  return texts.findLast((text) => text.kind === kind && text.version <= day)?.version ?? '';
}
