import { type Brief, type Language, type LocalizedText, languages, type Product, textIn } from '@clipo/contract';
import type { ModelDeps } from './draft-with-model.ts';
import { type ForeignText, translateTexts } from './translate-texts.ts';

/** The texts of a brief and a product that may need a translation. */
export interface Translatable {
  brief: Pick<Brief, 'brand' | 'mustSay' | 'mustNotSay' | 'model'>;
  product: Product;
}

/** What came of it: the same, with the texts that the language lacked, and what the user should know. */
export interface TranslatedProduct {
  product: Product;
  mustSay: LocalizedText[];
  warnings: string[];
}

/**
 * Has the brief's model translate what a product lacks in a language: its name, selling points, facts with their sources,
 * and what must be said. The brand is a mark and stays as it is written. Without a model, or where nothing is lacking, all comes back
 * unchanged. What the model gets wrong twice is left as it is, with a warning.
 * @throws ClipoError `cancelled`
 */
export async function translateProduct(
  deps: ModelDeps,
  { brief, product }: Translatable,
  language: Language,
): Promise<TranslatedProduct> {
  const values: [field: string, value: LocalizedText][] = [
    ['product.name', product.name],
    ...product.sellingPoints.map(
      (value, index) => [`product.sellingPoints[${index}]`, value] as [string, LocalizedText],
    ),
    ...product.facts.map(({ text }, index) => [`product.facts[${index}]`, text] as [string, LocalizedText]),
    ...brief.mustSay.map((value, index) => [`mustSay[${index}]`, value] as [string, LocalizedText]),
    ...product.facts.map(({ source }, index) => [`product.facts[${index}].source`, source] as [string, LocalizedText]),
  ];
  const texts = values.flatMap(([field, value]): ForeignText[] => {
    const { text, isOwn } = textIn(value, language);
    return isOwn || !/\p{L}/u.test(text) || isBrand(text, brief) ? [] : [{ field, text }];
  });
  const { model } = brief;
  if (model === undefined || texts.length === 0) {
    return { product, mustSay: brief.mustSay, warnings: [] };
  }
  const { texts: made, faults } = await translateTexts(deps, model, {
    texts,
    language,
    brands: brandNames(brief),
    mustNotSay: brief.mustNotSay,
  });
  const filled = (field: string, value: LocalizedText): LocalizedText => {
    const text = made.get(field);
    return text === undefined ? value : { ...byLanguage(value), [language]: text };
  };
  return {
    product: {
      ...product,
      name: filled('product.name', product.name),
      sellingPoints: product.sellingPoints.map((value, index) => filled(`product.sellingPoints[${index}]`, value)),
      facts: product.facts.map(({ text, source }, index) => ({
        text: filled(`product.facts[${index}]`, text),
        source: filled(`product.facts[${index}].source`, source),
      })),
    },
    mustSay: brief.mustSay.map((value, index) => filled(`mustSay[${index}]`, value)),
    warnings: [
      ...(made.size === 0
        ? []
        : [
            `${language}: model ${model.name} translated ${made.size} texts of ${product.id}; read them before you post`,
          ]),
      ...[...faults].map(([field, fault]) => `${language}: ${field} is not translated: ${fault}`),
    ],
  };
}

function byLanguage(value: LocalizedText): { 'zh-CN'?: string | undefined; en?: string | undefined } {
  return typeof value === 'string' ? { [/\p{Script=Han}/u.test(value) ? 'zh-CN' : 'en']: value } : value;
}

function brandNames({ brand }: Pick<Brief, 'brand'>): string[] {
  return brand === undefined ? [] : [...new Set(languages.map((each) => textIn(brand.name, each).text))];
}

function isBrand(text: string, brief: Pick<Brief, 'brand'>): boolean {
  return brandNames(brief).includes(text.trim());
}
