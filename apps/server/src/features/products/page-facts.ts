import { Parser } from 'htmlparser2';

/** How a page says something: the three ways in which shops describe their goods to machines, and the plain title. */
export type PageSource = 'json-ld' | 'open-graph' | 'microdata' | 'title';

/** A value as a page has it, with the way in which it was said. */
export interface PageValue {
  text: string;
  source: PageSource;
}

/** What a product's page says of it. Texts are foreign: data, never orders. */
export interface PageFacts {
  name?: PageValue;
  description?: PageValue;
  brand?: PageValue;
  category?: PageValue;
  sku?: PageValue;
  price?: PageValue;
  currency?: PageValue;
  /** Addresses, whole, each once. */
  images: PageValue[];
}

type Field = Exclude<keyof PageFacts, 'images'>;

const mostText = 2000;
const mostImages = 20;
/** Of JSON in JSON: what lies deeper describes nothing. */
const deepest = 6;

const metaFields: Readonly<Record<string, Field | 'image'>> = {
  'og:title': 'name',
  'og:description': 'description',
  'og:image': 'image',
  'og:image:url': 'image',
  'product:price:amount': 'price',
  'product:price:currency': 'currency',
  'og:price:amount': 'price',
  'og:price:currency': 'currency',
  'product:brand': 'brand',
  'product:category': 'category',
  'product:retailer_item_id': 'sku',
};
const itemFields: Readonly<Record<string, Field | 'image'>> = {
  name: 'name',
  description: 'description',
  brand: 'brand',
  category: 'category',
  sku: 'sku',
  price: 'price',
  lowPrice: 'price',
  priceCurrency: 'currency',
  image: 'image',
};
/** Where two ways disagree, the one that says more exactly what it means counts. */
const trust: readonly PageSource[] = ['json-ld', 'microdata', 'open-graph', 'title'];

/** Reads what a page of a shop says of its product: JSON-LD, microdata, Open Graph. Pure: nothing is fetched, no script runs. */
export function readPageFacts(html: string, address: string): PageFacts {
  const found: { field: Field | 'image'; value: PageValue }[] = [];
  const note = (field: Field | 'image', text: unknown, source: PageSource) => {
    const plain = plainText(text);
    if (plain !== '') {
      found.push({ field, value: { text: plain, source } });
    }
  };
  readMarkup(html, note);
  const facts: PageFacts = { images: [] };
  for (const source of trust) {
    for (const { field, value } of found) {
      if (value.source !== source) {
        continue;
      }
      if (field !== 'image') {
        facts[field] ??= value;
      } else if (facts.images.length < mostImages) {
        const whole = wholeAddress(value.text, address);
        if (whole !== undefined && facts.images.every(({ text }) => text !== whole)) {
          facts.images.push({ text: whole, source });
        }
      }
    }
  }
  return facts;
}

type Note = (field: Field | 'image', text: unknown, source: PageSource) => void;

function readMarkup(html: string, note: Note): void {
  /** Elements whose text is being gathered, and how deep the product's own element lies. */
  let script: string | undefined;
  let title: string | undefined;
  let item: { field: Field | 'image'; depth: number; text: string } | undefined;
  let depth = 0;
  let productDepth: number | undefined;
  const parser = new Parser({
    onopentag(tag, attributes) {
      depth++;
      if (tag === 'script' && /^application\/ld\+json\b/i.test(attributes.type ?? '')) {
        script = '';
      }
      if (tag === 'title') {
        title ??= '';
      }
      if (tag === 'meta') {
        const field = metaFields[(attributes.property ?? attributes.name ?? '').toLowerCase()];
        if (field !== undefined) {
          note(field, attributes.content, 'open-graph');
        }
      }
      if (productDepth === undefined && /schema\.org\/Product$/i.test(attributes.itemtype ?? '')) {
        productDepth = depth;
      }
      const field = productDepth === undefined ? undefined : itemFields[attributes.itemprop ?? ''];
      if (field !== undefined && attributes.itemscope === undefined) {
        const given = attributes.content ?? (field === 'image' ? (attributes.src ?? attributes.href) : undefined);
        if (given !== undefined) {
          note(field, given, 'microdata');
        } else {
          item ??= { field, depth, text: '' };
        }
      }
    },
    ontext(text) {
      if (script !== undefined) {
        script += text;
      } else if (title !== undefined && depth > 0) {
        title += title.length < mostText ? text : '';
      }
      if (item !== undefined && item.text.length < mostText) {
        item.text += text;
      }
    },
    onclosetag(tag) {
      if (tag === 'script' && script !== undefined) {
        readLinkedData(script, note);
        script = undefined;
      }
      if (tag === 'title' && title !== undefined) {
        note('name', title, 'title');
        title = undefined;
      }
      if (item?.depth === depth) {
        note(item.field, item.text, 'microdata');
        item = undefined;
      }
      if (productDepth === depth) {
        productDepth = undefined;
      }
      depth--;
    },
  });
  parser.end(html);
}

function readLinkedData(text: string, note: Note): void {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // A page may be broken in one place and right in another.
    return;
  }
  const product = findProduct(data, 0);
  if (product === undefined) {
    return;
  }
  const say = (field: Field | 'image', value: unknown) => {
    for (const each of [value].flat()) {
      note(field, isRecord(each) ? (each.name ?? each.url ?? each['@id']) : each, 'json-ld');
    }
  };
  for (const field of ['name', 'description', 'brand', 'category', 'sku', 'image'] as const) {
    say(field, product[field]);
  }
  for (const offer of [product.offers].flat().filter(isRecord)) {
    const [unit] = [offer.priceSpecification].flat().filter(isRecord);
    say('price', offer.price ?? offer.lowPrice ?? unit?.price);
    say('currency', offer.priceCurrency ?? unit?.priceCurrency);
  }
}

function findProduct(data: unknown, depth: number): Record<string, unknown> | undefined {
  if (depth > deepest || data === null || typeof data !== 'object') {
    return undefined;
  }
  if (isRecord(data) && [data['@type']].flat().some((type) => /^(?:.*\/)?Product(?:Group)?$/.test(String(type)))) {
    return data;
  }
  const parts = isRecord(data) ? [data['@graph'], data.mainEntity] : (data as unknown[]);
  for (const part of parts) {
    const found = findProduct(part, depth + 1);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One line of plain words: no markup inside of values, no invisible letters. */
function plainText(text: unknown): string {
  return typeof text === 'string' || typeof text === 'number'
    ? String(text)
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
        .trim()
        .slice(0, mostText)
    : '';
}

function wholeAddress(text: string, address: string): string | undefined {
  const url = URL.canParse(text, address) ? new URL(text, address) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) ? url.href : undefined;
}
