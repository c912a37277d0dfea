import { z } from 'zod';

/** The languages that Clipo writes and speaks. */
export const languages = ['zh-CN', 'en'] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

const text = z.string().trim().min(1).max(500);

/** A text, or such a text for each language. */
export function localized(one: z.ZodString) {
  return z.union([
    one,
    z
      .strictObject({ 'zh-CN': one.optional(), en: one.optional() })
      .refine((value) => value['zh-CN'] !== undefined || value.en !== undefined, {
        message: 'needs a text in at least one language',
      }),
  ]);
}

/** A text, or a text for each language: `"净重268克"` or `{"zh-CN": "净重268克", "en": "Weighs 268 g"}`. */
export const LocalizedText = localized(text);
export type LocalizedText = z.infer<typeof LocalizedText>;

/**
 * The text for a language. Where it has none, the product's own words stand in (`isOwn` false), so that the caller can
 * warn: nothing is translated without a model.
 */
export function textIn(value: LocalizedText, language: Language): { text: string; isOwn: boolean } {
  if (typeof value === 'string') {
    return { text: value, isOwn: looksLike(value, language) };
  }
  const own = value[language];
  if (own !== undefined) {
    return { text: own, isOwn: true };
  }
  const other = languages.map((candidate) => value[candidate]).find((candidate) => candidate !== undefined);
  return { text: other ?? '', isOwn: false };
}

/** Whether a plain text can stand in a language unremarked: Han characters are Chinese, their absence fits both. */
function looksLike(value: string, language: Language): boolean {
  const hasHan = /\p{Script=Han}/u.test(value);
  return language === 'zh-CN' ? hasHan || !/\p{L}/u.test(value) : !hasHan;
}
