import { ClipoError, type Language, nearestOf } from '@clipo/contract';
import type { Softening } from '../shape-voice.ts';
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
  softening: Softening;
}

// Chosen from all 90 variants by how near their spectrum is to people's (softening below) and how far their pitch moves:
// the flat ones swallow tones. The first is the default.
const variants: readonly Variant[] = [
  {
    key: 'female',
    names: { 'zh-CN': '女声（草稿）', en: 'Female (draft)' },
    variant: 'f3',
    pitch: 50,
    range: 55,
    softening: { presenceDb: -5, airDb: -4 },
  },
  {
    key: 'soft',
    names: { 'zh-CN': '柔和女声（草稿）', en: 'Soft female (draft)' },
    variant: 'steph2',
    pitch: 50,
    range: 75,
    softening: { presenceDb: -1, airDb: 0 },
  },
  {
    key: 'male',
    names: { 'zh-CN': '男声（草稿）', en: 'Male (draft)' },
    variant: 'm7',
    pitch: 50,
    range: 55,
    softening: { presenceDb: -1, airDb: 0 },
  },
  {
    key: 'warm',
    names: { 'zh-CN': '温厚男声（草稿）', en: 'Warm male (draft)' },
    variant: 'adam',
    pitch: 42,
    range: 55,
    softening: { presenceDb: -1, airDb: 0 },
  },
];
/**
 * `speed` gives 4.2 characters or 155 words ÷ 60 a second at rate 1; `steepness` evens out that espeak-ng's Chinese
 * changes its pace more than it is asked to. Both measured over product lines, pauses included.
 */
const programs: Record<Language, { prefix: string; name: string; speed: number; steepness: number }> = {
  'zh-CN': { prefix: 'espeak-zh', name: 'cmn', speed: 192, steepness: 0.86 },
  en: { prefix: 'espeak-en', name: 'en-us', speed: 142, steepness: 1 },
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
  const variant = variantOf(voice, language);
  const program = programs[language];
  return {
    name: `${program.name}+${variant.variant}`,
    speed: Math.round(program.speed * rate ** program.steepness),
    pitch: variant.pitch,
    range: variant.range,
  };
}

/** How the sound of a voice is made gentler. @throws ClipoError invalid_input for an unknown voice */
export function softeningOf(voice: string, language: Language): Softening {
  return variantOf(voice, language).softening;
}

function variantOf(voice: string, language: Language): Variant {
  const key = voice === 'default' ? variants[0]?.key : voice.replace(/^espeak-(?:zh|en)-/, '');
  const variant = variants.find((candidate) => candidate.key === key);
  if (variant === undefined) {
    throw unknownVoice(voice, language);
  }
  return variant;
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
