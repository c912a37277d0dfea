import { type Language, type LocalizedText, type Product, type SlotFill, type Template, textIn } from '@clipo/contract';
import { shownPrice } from './price-text.ts';

/** What slots are filled from: the product, the brand and the line that is spoken. */
export interface SlotSources {
  language: Language;
  product: Pick<Product, 'price' | 'sellingPoints'> & { name: string };
  brand: string | undefined;
  line: { text: string; source?: string };
  /** Number of a line of the body, from 1; none for hook and call to action. */
  ordinal: number | undefined;
  /** Turn of the selling points, so that choices begin with others. */
  turn: number;
  /** Texts that the brief gives for slots of its template. */
  given: Readonly<Record<string, LocalizedText>>;
}

/**
 * The text of a template's slot, or undefined where nothing fills it: what the brief gives, else the first fill that has
 * a text short enough, else the template's own words.
 */
export function fillSlot(template: Template, name: string, sources: SlotSources): string | undefined {
  const slot = template.slots.properties[name];
  if (slot === undefined) {
    return undefined;
  }
  const given = sources.given[name];
  if (given !== undefined) {
    return textIn(given, sources.language).text;
  }
  const filled = (slot['x-fill'] ?? [])
    .map((fill) => textOf(fill, sources))
    .find((text) => text !== undefined && text !== '' && text.length <= slot.maxLength);
  return filled ?? slot['x-default']?.[sources.language];
}

function textOf(fill: SlotFill, sources: SlotSources): string | undefined {
  const { language, product, line } = sources;
  switch (fill) {
    case 'product.name':
      return product.name;
    case 'brand.name':
      return sources.brand;
    case 'line.figure':
      return keyFigure(line.text);
    case 'line.source':
      return line.source === undefined
        ? undefined
        : { 'zh-CN': `来源：${line.source}`, en: `Source: ${line.source}` }[language];
    case 'line.attribution':
      return line.source === undefined ? undefined : `—— ${line.source}`;
    case 'line.ordinal':
      return sources.ordinal === undefined ? undefined : String(sources.ordinal);
    case 'price.now':
      return product.price && shownPrice(product.price.amount, product.price.currency, language);
    case 'price.was':
      return product.price?.original && shownPrice(product.price.original, product.price.currency, language);
    case 'point.1':
      return pointOf(sources, 0);
    case 'point.2':
      return pointOf(sources, 1);
    case 'point.3':
      return pointOf(sources, 2);
  }
}

/** The selling points that are in a video's own language: words of another one would stand there unread. */
export function ownPoints(points: Product['sellingPoints'], language: Language): string[] {
  return points.map((point) => textIn(point, language)).flatMap(({ isOwn, text }) => (isOwn ? [text] : []));
}

function pointOf({ product, language, turn }: SlotSources, index: number): string | undefined {
  const own = ownPoints(product.sellingPoints, language);
  return index < own.length ? own[(index + turn) % own.length] : undefined;
}

/** The last number with its unit: in "95℃热水放6小时后仍有62℃" the 62℃ is the news. */
export function keyFigure(text: string): string | undefined {
  const figures = text.match(
    /\d+(?:[.,]\d+)?\s?(?:℃|°C|°F|%|元|克|千克|公斤|毫升|升|小时|分钟|秒|天|年|倍|米|厘米|毫米|层|片|ml|mL|kg|g|mm|cm|hours?|minutes?|days?|years?)/gu,
  );
  return figures?.at(-1)?.replace(/\s+/gu, ' ');
}
