import { presentLayouts } from '@clipo/agent';
import { Format, Language } from '@clipo/contract';
import { z } from 'zod';
import { named } from '../../http/document.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
const voice = z.string().min(1).max(100).default('default').describe('An id of `/api/v1/voices`, or `default`');
const language = Language.optional().describe('Left out, Chinese where there is a hanzi in the text');

/** A text that is to become a WAV file, with the times of its words. */
export const SpeechOrder = named(
  'SpeechOrder',
  z.strictObject({
    text: text(20_000),
    language,
    voice,
    rate: z.number().min(0.5).max(2).default(1),
  }),
);
export type SpeechOrder = z.output<typeof SpeechOrder>;

/** A presenter who is to say a text. */
export const PresentOrder = named(
  'PresentOrder',
  z.strictObject({
    text: text(4000),
    language,
    presenter: z
      .string()
      .min(1)
      .max(100)
      .describe(
        'An id of `/api/v1/presenters` or `/api/v1/outside-presenters`, or of a material with a person whose consent is recorded',
      ),
    voice,
    layout: z.enum(presentLayouts).default('full'),
    side: z.enum(['left', 'right']).default('right'),
    format: Format.default('9x16'),
    resolution: z.literal([540, 720, 1080]).default(1080).describe('Short side in pixels'),
    container: z.enum(['mp4', 'webm']).default('mp4').describe('`mp4` on a plain ground, `webm` with alpha'),
  }),
);
export type PresentOrder = z.output<typeof PresentOrder>;

/** The language that is asked for, else that of the text. */
export function languageOf(wish: { text: string; language?: Language | undefined }): Language {
  return wish.language ?? (/\p{Script=Han}/u.test(wish.text) ? 'zh-CN' : 'en');
}
