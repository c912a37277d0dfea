import { z } from 'zod';

const letters = z.string().trim().min(1).max(100);
const ChineseReading = z.union([
  z.strictObject({
    say: letters
      .regex(/^[\p{Script=Han}a-zA-Z' -]+$/u, 'may hold hanzi, letters and spaces: how it is said, 克里波')
      .describe('How it is said, in hanzi or letters'),
  }),
  z.strictObject({
    pinyin: letters
      .regex(/^[a-zü:]+[1-5](?:\s+[a-zü:]+[1-5])*$/iu, 'must be syllables with tones 1 to 5, "chong2 qing4"')
      .describe('Syllables with their tones, parted by spaces: "chong2 qing4"; ü or v'),
  }),
  z.strictObject({
    ipa: letters.describe('Syllables of Mandarin in IPA with their tones, "tʂʰʊŋ˧˥ tɕʰiŋ˥˩"; every engine says them'),
  }),
]);
const respelled = letters
  .regex(/^[a-zA-ZÀ-ž' -]+$/u, 'may hold letters and spaces: how it is said, "klee poh"')
  .describe('How it is said, respelled in English letters');
const EnglishReading = z.union([
  z.strictObject({ say: respelled }),
  z.strictObject({
    ipa: letters.describe('English sounds in IPA, "ˈklaɪpoʊ", for the engines that take them: espeak and flite'),
    say: respelled.optional().describe('What the other engines say instead'),
  }),
]);

/** How words are said that no engine can know: the team's own names, and hanzi with several readings. */
export const Dictionary = z.strictObject({
  signedOff: z
    .strictObject({
      by: z.string().trim().min(1).max(100).describe('Who checked it by ear'),
      on: z.iso.date().describe('The day of that, 2026-11-20'),
    })
    .describe('A dictionary changes what every video says: somebody stands for it'),
  words: z
    .record(
      z
        .string()
        .trim()
        .min(1)
        .max(60)
        .regex(/[\p{L}\p{N}]/u, 'must hold a letter or a digit'),
      z
        .strictObject({ 'zh-CN': ChineseReading.optional(), en: EnglishReading.optional() })
        .refine((readings) => readings['zh-CN'] !== undefined || readings.en !== undefined, {
          message: 'needs a reading in zh-CN or en',
        }),
    )
    .refine((words) => Object.keys(words).length <= 5_000, { message: 'may hold 5000 words' })
    .describe('Words as they are written, with their reading in each language'),
});
export type Dictionary = z.infer<typeof Dictionary>;
