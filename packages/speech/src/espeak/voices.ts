import type { Language, VoiceInfo } from '@clipo/contract';
import type { Softening } from '../shape-voice.ts';
import { unknownVoice } from '../unknown-voice.ts';
import type { ChosenVoice } from '../voice-source.ts';
import type { ProgramVoice } from './protocol.ts';

/** What the sound may be used for: a program's licence does not reach what it says. */
const espeakLicence = 'espeak-ng, GPL-3.0-or-later (the program; the sound it makes is yours)';

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
    names: { 'zh-CN': '女声', en: 'female' },
    variant: 'f3',
    pitch: 50,
    range: 55,
    softening: { presenceDb: -5, airDb: -4 },
  },
  {
    key: 'soft',
    names: { 'zh-CN': '柔和女声', en: 'soft female' },
    variant: 'steph2',
    pitch: 50,
    range: 75,
    softening: { presenceDb: -1, airDb: 0 },
  },
  {
    key: 'male',
    names: { 'zh-CN': '男声', en: 'male' },
    variant: 'm7',
    pitch: 50,
    range: 55,
    softening: { presenceDb: -1, airDb: 0 },
  },
  {
    key: 'warm',
    names: { 'zh-CN': '温厚男声', en: 'warm male' },
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
  'zh-CN': { prefix: 'zh', name: 'cmn', speed: 192, steepness: 0.86 },
  en: { prefix: 'en', name: 'en-us', speed: 142, steepness: 1 },
};

/** All voices of the engine: each is called a draft voice, in both languages. */
export function listVoices(): VoiceInfo[] {
  return (Object.keys(programs) as Language[]).flatMap((language) =>
    variants.map(({ key, names }) => ({
      id: `espeak:${programs[language].prefix}-${key}`,
      name: { 'zh-CN': `草稿音（${names['zh-CN']}）`, en: `Draft voice (${names.en})` },
      languages: [language],
      engine: 'espeak',
      licence: espeakLicence,
      quality: 'draft',
      offline: true,
    })),
  );
}

/**
 * How the program speaks a language with a voice. A voice of another language lends its kind: `zh-male` reads an
 * English name with the English male.
 */
export function programVoice(voice: string, language: Language, rate: number): ProgramVoice {
  const { variant, pitch, range } = variantOf(voice);
  const program = programs[language];
  return {
    name: `${program.name}+${variant}`,
    speed: Math.round(program.speed * rate ** program.steepness),
    pitch,
    range,
  };
}

/**
 * A voice of a language by its name: `zh-male`; `zh` or nothing is the first.
 * @throws ClipoError invalid_input for one that the language does not have, naming the nearest
 */
export function chooseVoice(voice: string, language: Language): ChosenVoice {
  const { prefix } = programs[language];
  const name = voice === '' || voice === prefix ? `${prefix}-${variants[0]?.key}` : voice;
  const known = listVoices().filter(({ languages }) => languages.includes(language));
  if (!known.some(({ id }) => id === `espeak:${name}`)) {
    throw unknownVoice(`espeak:${voice}`, language, known);
  }
  return { voice: name, licence: espeakLicence, softening: variantOf(name).softening };
}

function variantOf(voice: string): Variant {
  const key = voice.replace(/^(?:zh|en)-/, '');
  return variants.find((candidate) => candidate.key === key) ?? (variants[0] as Variant);
}
