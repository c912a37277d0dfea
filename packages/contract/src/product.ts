import { z } from 'zod';
import { LocalizedText, localized } from './language.ts';

/** An address of the web, nothing that a browser would run or read from this machine. */
const notWeb = 'must be a web address such as https://shop.example.com/item';
export const webAddress = z.url({ error: notWeb, abort: true }).regex(/^https?:\/\//, notWeb);

/** Decimal money as text, so that no sum passes through floating point. */
const amount = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,4})?$/, 'must be a sum of zero or more such as "89.00", written as a text');

const notCurrency = 'must be an ISO 4217 code such as CNY';
/** Those in use, as the runtime's own tables list them. */
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export const Price = z
  .strictObject({
    amount,
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, { error: notCurrency, abort: true })
      .refine((code) => currencies.has(code), notCurrency),
    original: amount.optional().describe('The price before the reduction'),
    originalProof: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .optional()
      .describe('Where and when the original price was charged'),
  })
  .refine(({ amount: now, original }) => original === undefined || Number(original) > Number(now), {
    path: ['original'],
    error: 'must be higher than the price: what was never charged is no earlier price',
  });
export type Price = z.infer<typeof Price>;

/** A claim that may be made, with where it comes from. Scripts use no others. */
export const Fact = z.strictObject({
  text: LocalizedText,
  source: localized(z.string().trim().min(1).max(300)).describe('Where the claim comes from, as it is shown'),
});
export type Fact = z.infer<typeof Fact>;

/** At most this many selling points or facts of one product: beyond it a list is a mistake, not a message. */
export const mostPoints = 200;

export const Product = z.strictObject({
  id: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u, 'letters, digits, dot, dash and underscore only, 64 at most')
    .describe('SKU; part of file names'),
  name: LocalizedText,
  category: z.string().trim().min(1).max(100).optional(),
  price: Price.optional(),
  link: webAddress.max(2000).optional(),
  sellingPoints: z.array(LocalizedText).max(mostPoints, `at most ${mostPoints}`).default([]),
  facts: z.array(Fact).max(mostPoints, `at most ${mostPoints}`).default([]),
});
export type Product = z.infer<typeof Product>;
