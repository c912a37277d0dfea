import { ClipoError, type Language, nearestOf } from '@clipo/contract';
import type { ProgramVoice } from './protocol.ts';

/** A voice that can be chosen. */
export interface Voice {
  id: string;
  language: Language;
  name: string;
  licence: string;
  /** A draft voice is for drafts and timing: understood, but not how a published video should sound. */
  isDraft: boolean;
}

/** What the sound may be used for: a program's licence does not reach what it says. */
export const espeakLicence = 'espeak-ng, GPL-3.0-or-later (the program; the sound it makes is yours)';

interface Variant {
  key: string;
  names: Record<Language, string>;
  /** espeak-ng's variant, pitch and range. */
  variant: string;
  pitch: number;
  range: number;
}

// The first is the default.
const variants: readonly Variant[] = [
  { key: 'female', names: { 'zh-CN': '女声 草稿', en: 'Female draft' }, variant: 'f3', pitch: 50, range: 50 },
  { key: 'bright', names: { 'zh-CN': '亮女声 草稿', en: 'Bright female draft' }, variant: 'f2', pitch: 55, range: 55 },
  { key: 'male', names: { 'zh-CN': '男声 草稿', en: 'Male draft' }, variant: 'm7', pitch: 45, range: 50 },
  { key: 'deep', names: { 'zh-CN': '低男声 草稿', en: 'Deep male draft' }, variant: 'm3', pitch: 38, range: 50 },
];
const programs: Record<Language, { prefix: string; name: string; speed: number }> = {
  'zh-CN': { prefix: 'espeak-zh', name: 'cmn', speed: 200 },
  en: { prefix: 'espeak-en', name: 'en-us', speed: 130 },
};

/** All voices of the engine. */
export function listVoices(): Voice[] {
  return (Object.keys(programs) as Language[]).flatMap((language) =>
    variants.map((variant) => ({
      id: `${programs[language].prefix}-${variant.key}`,
      language,
      name: variant.names[language],
      licence: espeakLicence,
      isDraft: true,
    })),
  );
}

/**
 * How the program speaks a language with a voice. A voice of another language lends its kind: `espeak-zh-male` reads an
 * English name with the English male. @throws ClipoError invalid_input for an unknown voice, naming the nearest.
 */
export function programVoice(voice: string, language: Language, rate: number): ProgramVoice {
  const key = voice === 'default' ? variants[0]?.key : voice.replace(/^espeak-(?:zh|en)-/, '');
  const variant = variants.find((candidate) => candidate.key === key);
  const program = programs[language];
  if (variant === undefined) {
    throw unknownVoice(voice, language);
  }
  return {
    name: `${program.name}+${variant.variant}`,
    speed: Math.round(program.speed * rate),
    pitch: variant.pitch,
    range: variant.range,
  };
}

/** Refuses a voice that the language does not have. @throws ClipoError invalid_input */
export function checkVoice(voice: string, language: Language): void {
  const isKnown = listVoices().some((candidate) => candidate.id === voice && candidate.language === language);
  if (voice !== 'default' && !isKnown) {
    throw unknownVoice(voice, language);
  }
}

function unknownVoice(voice: string, language: Language): ClipoError {
  const known = listVoices()
    .filter((candidate) => candidate.language === language)
    .map((candidate) => candidate.id);
  const nearest = nearestOf(voice, [...known, 'default']) ?? 'default';
  const problem = `no voice "${voice}" for ${language}; did you mean "${nearest}"? Known: default, ${known.join(', ')}`;
  return new ClipoError('invalid_input', `voice: ${problem}`, { details: { field: 'voice', problem, nearest } });
}
