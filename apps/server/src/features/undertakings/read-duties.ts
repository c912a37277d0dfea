import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '@clipo/contract';
import { dayInBeijing, type LegalText, readText, type TextSettings } from '../agreements/read-texts.ts';

/** The duties that somebody signs who is given a video without the explicit label, as they are read. */
export type Duties = Pick<LegalText, 'version' | 'language' | 'text' | 'sha256'>;

const shipped = join(import.meta.dirname, 'texts');
const fileName = /^undertaking-(\d{4}-\d{2}-\d{2})\.(zh-CN|en)\.md$/;

/**
 * The text of the duties that is in force, in both languages: files such as `undertaking-2026-11-28.en.md` of the operator's
 * folder where it holds any, or those that ship.
 */
export function dutiesInForce(settings: TextSettings, now = new Date()): Duties[] {
  const own = settings.CLIPO_TEXTS;
  const folder = own !== undefined && existsSync(own) && versionsIn(own).length > 0 ? own : shipped;
  const today = dayInBeijing(now);
  const version = versionsIn(folder).findLast((day) => day <= today) ?? '';
  return (['zh-CN', 'en'] satisfies Language[]).flatMap((language) => {
    const path = join(folder, `undertaking-${version}.${language}.md`);
    return existsSync(path) ? [{ version, language, ...readText(path, language, settings) }] : [];
  });
}

/** Days from which a folder's texts are in force, oldest first. */
function versionsIn(folder: string): string[] {
  return [...new Set(readdirSync(folder).flatMap((file) => fileName.exec(file)?.[1] ?? []))].sort();
}
