import {
  type Brief,
  ClipoError,
  type Language,
  type LocalizedText,
  languages,
  type Product,
  textIn,
} from '@clipo/contract';
import { checkTerms } from '@clipo/safety/advertising';
import { type Category, categoryOf } from '../patterns/category.ts';
import { isIntangible } from '../patterns/intangible.ts';
import { type Topic, topicsOf } from '../patterns/topic.ts';
import { heldPhrase } from './fold-text.ts';
import { type SpokenName, spokenName } from './spoken-name.ts';
import { spokenPrice } from './spoken-price.ts';

/** A claim that may be made: a selling point, or a fact with its source. */
export interface Claim {
  /** Tells claims apart; the shorter form of a point shares its id. */
  id: string;
  /** Where the brief has it: product.facts[2]. */
  field: string;
  text: string;
  kind: 'point' | 'fact';
  source: string | undefined;
  /** What it is about. */
  topics: readonly Topic[];
}

/** Everything that lines may be made of, in one language. */
export interface Wording extends SpokenName {
  language: Language;
  /** The name as the brief has it. */
  fullName: string;
  /** What kind of goods it is, where the name or the shop's category tells. */
  category: Category | undefined;
  /** A service, a course, software: nothing that is held, looked at or sent back. */
  isIntangible: boolean;
  brand: string | undefined;
  price: string | undefined;
  /** The earlier price, with its proof. */
  original: { text: string; proof: string } | undefined;
  points: Claim[];
  facts: Claim[];
  mustSay: string[];
  mustNotSay: readonly string[];
  warnings: string[];
}

/**
 * Gathers what may be said about a product in a language. Claims that hold a forbidden phrase are left out with a
 * warning; texts that the language lacks stand in as they are, with a warning.
 * @throws ClipoError `invalid_input` where a phrase must be said and must not be said, or where the forbidden phrases
 * leave nothing to say.
 */
export function gatherWording(
  brief: Pick<Brief, 'brand' | 'mustSay' | 'mustNotSay'> & Partial<Pick<Brief, 'model'>>,
  product: Product,
  language: Language,
): Wording {
  const warnings: string[] = [];
  const borrowed: string[] = [];
  const read = (value: LocalizedText, field: string): string => {
    const { text, isOwn } = textIn(value, language);
    if (!isOwn && /\p{L}/u.test(text)) {
      borrowed.push(field);
    }
    return (
      text
        .replace(/\s+/g, ' ')
        .replace(/[\s。．.!！;；,，、]+$/u, '')
        .trim() || text.trim()
    );
  };
  const forbids = (text: string) => heldPhrase(text, brief.mustNotSay);

  const brandText = brief.brand === undefined ? undefined : read(brief.brand.name, 'brand.name');
  const fullName = read(product.name, 'product.name');
  const isOwnName = !borrowed.includes('product.name');
  const name = spokenName(fullName, brandText, language, isOwnName);
  const category = categoryOf(languages.map((each) => textIn(product.name, each).text).join(' '), product.category);
  const claimsOf = (kind: Claim['kind'], texts: readonly { value: LocalizedText; from?: LocalizedText }[]) =>
    texts.flatMap(({ value, from }, index): Claim[] => {
      const field = kind === 'point' ? `product.sellingPoints[${index}]` : `product.facts[${index}]`;
      const text = read(value, field);
      const phrase = forbids(text);
      if (phrase !== undefined) {
        warnings.push(`${field} is left out: it holds "${phrase}", which must not be said`);
        return [];
      }
      const source = from === undefined ? undefined : read(from, `${field}.source`);
      return [{ id: `${kind}${index}`, field, text, kind, source, topics: topicsOf(text, category, fullName) }];
    });
  const points = claimsOf(
    'point',
    product.sellingPoints.map((value) => ({ value })),
  );
  const facts = claimsOf(
    'fact',
    product.facts.map(({ text, source }) => ({ value: text, from: source })),
  );
  const mustSay = brief.mustSay.map((value, index) => {
    const text = read(value, `mustSay[${index}]`);
    const phrase = forbids(text);
    if (phrase !== undefined) {
      throw refused(`mustSay[${index}]`, `"${text}" holds "${phrase}", which mustNotSay forbids`);
    }
    return text;
  });

  const namePhrase = forbids(name.name);
  if (namePhrase !== undefined) {
    if (points.length + facts.length === 0) {
      throw refused('mustNotSay', `"${namePhrase}" is part of the product's name, and nothing else is left to say`);
    }
    warnings.push(`product.name is not spoken: it holds "${namePhrase}", which must not be said`);
  } else if (points.length + facts.length === 0 && product.sellingPoints.length + product.facts.length > 0) {
    throw refused('mustNotSay', 'forbids every selling point and fact of the product, so that nothing is left to say');
  }
  warnings.push(...termWarnings(fullName, 'product.name', language));
  for (const claim of [...points, ...facts]) {
    warnings.push(...termWarnings(claim.text, claim.field, language, claim.source));
  }
  for (const [index, text] of mustSay.entries()) {
    warnings.push(...termWarnings(text, `mustSay[${index}]`, language));
  }
  const spoken = [
    { text: fullName, field: 'product.name' },
    ...(brandText === undefined ? [] : [{ text: brandText, field: 'brand.name' }]),
    ...points,
    ...facts,
    ...mustSay.map((text, index) => ({ text, field: `mustSay[${index}]` })),
  ];
  warnings.push(...spoken.flatMap(({ text, field }) => unspokenWarnings(text, field)));
  if (borrowed.length > 0) {
    const more = borrowed.length > 3 ? ` and ${borrowed.length - 3} more` : '';
    const why =
      brief.model === undefined
        ? 'nothing is translated without a model: write the texts as {"zh-CN": "…", "en": "…"}, or name a model in the brief ("model")'
        : 'the model gave no translation';
    warnings.push(
      `${language}: no text for ${borrowed.slice(0, 3).join(', ')}${more}; the product's own words stand in, as ${why}`,
    );
  }
  return {
    ...name,
    language,
    fullName,
    isIntangible: languages.some((each) => isIntangible(textIn(product.name, each).text)),
    category,
    brand: brandText,
    ...priceOf(product, language),
    points: unique(points),
    facts: unique(facts),
    mustSay: [...new Set(mustSay)],
    mustNotSay: brief.mustNotSay,
    warnings,
  };
}

/** Words in letters that no voice has sounds for (two or more: a lone sign such as Ω is a unit). */
const unspoken =
  /(?:(?![\p{Script=Latin}\p{Script=Han}\p{Script=Common}])\p{L}\p{M}*){2,}(?:[\s-]+(?:(?![\p{Script=Latin}\p{Script=Han}\p{Script=Common}])\p{L}\p{M}*)+)*/gu;

/** Arabic, Hebrew, Thai … stand on the screen as they are, and the voice passes over them: who gave them is told. */
function unspokenWarnings(text: string, field: string): string[] {
  const words = text.match(unspoken);
  return words === null
    ? []
    : [`${field} says "${words.join(' ')}", which is seen but not spoken: voices know Chinese and Latin letters only`];
}

/** The seller's own words stand as they are; what the law asks of them is told. A named source is the proof asked for. */
function termWarnings(text: string, field: string, language: Language, source?: string): string[] {
  return checkTerms(text, language)
    .filter(({ severity }) => severity !== 'evidence' || source === undefined)
    .map(
      ({ term, rule, why }) =>
        `${field} says "${term}", which advertising rules forbid or want proven (${rule}; ${why})`,
    );
}

function priceOf(product: Product, language: Language): Pick<Wording, 'price' | 'original'> {
  const price = product.price;
  // A price of nothing is no offer to talk about; the card still shows it.
  if (price === undefined || Number(price.amount) === 0) {
    return { price: undefined, original: undefined };
  }
  const isReduced = price.original !== undefined && Number(price.original) > Number(price.amount);
  return {
    price: spokenPrice(price.amount, price.currency, language),
    // Without proof of when it was charged, an earlier price must not be named.
    original:
      isReduced && price.original !== undefined && price.originalProof !== undefined
        ? { text: spokenPrice(price.original, price.currency, language), proof: price.originalProof }
        : undefined,
  };
}

function unique(claims: readonly Claim[]): Claim[] {
  return [...new Map(claims.map((claim) => [claim.text, claim])).values()];
}

function refused(field: string, problem: string): ClipoError {
  return new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
}
