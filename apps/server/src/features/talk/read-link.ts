import { type Language, TalkBrief } from '@clipo/contract';
import { knownError, lineOf, sayErrorIn } from '@clipo/messages';
import type { Deps } from '../../deps.ts';
import { type ReadPage, readPage } from '../products/read-page.ts';
import type { Talk } from './open-talk.ts';

const address = /https?:\/\/[^\s<>"'，。；、！？）】》]+/u;
const words = {
  'zh-CN': (problem: string) => `没有读到这个网页（${problem}），请直接告诉我商品名、卖点和价格。`,
  en: (problem: string) => `That page could not be read (${problem}). Please tell me its name, points and price.`,
} as const;

/**
 * Reads the page that a message names, and notes what it says of the product where nobody has said it yet. What stands
 * there is data: it becomes values of the brief, seen and taken back like any other, and is never obeyed.
 */
export async function readLinkOf(
  deps: Pick<Deps, 'addresses' | 'settings'>,
  talk: Talk,
  { text, language, signal }: { text: string; language: Language; signal: AbortSignal },
): Promise<void> {
  const url = address.exec(text)?.[0];
  if (url === undefined || talk.state().brief.link === url) {
    return;
  }
  try {
    const page = await talk.answer.step(
      'read_product_page',
      { url },
      () => readPage(deps, { url, signal }),
      ({ images, ...facts }) => JSON.stringify({ ...facts, images: images.length }),
    );
    const values = valuesOf(page, talk.state().brief);
    if (Object.keys(values).length > 0) {
      talk.change({ kind: 'set', values });
    }
  } catch (cause) {
    signal.throwIfAborted();
    const error = knownError(cause, deps.settings.home);
    if (error.code === 'internal') {
      throw cause;
    }
    talk.answer.say(words[language](lineOf(error, sayErrorIn(language))));
  }
}

/** What a page adds to a brief; a value that a brief can't take is left out. */
function valuesOf({ name, brand, category, price, currency, url }: ReadPage, brief: TalkBrief): TalkBrief {
  const amount = price?.text.replaceAll(/[,\s]/g, '');
  const wanted: Record<string, unknown> = {
    link: url,
    product: name?.text.slice(0, 120),
    brand: brand?.text.slice(0, 120),
    category: category?.text.slice(0, 120),
    price: amount === undefined ? undefined : { amount, currency: currency?.text.toUpperCase() },
  };
  const values = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && brief[field as keyof TalkBrief] === undefined,
  );
  return Object.assign(
    {},
    ...values.map(([field, value]) => TalkBrief.safeParse({ [field]: value }).data ?? {}),
  ) as TalkBrief;
}
