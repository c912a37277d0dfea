import type { Layer } from '@clipo/contract';

/** Words of a layer that a person may change: its field, what stands there, and how long it may be. */
export interface CardText {
  field: string;
  text: string;
  most: number;
  /** Whether it may be taken away. */
  isOptional: boolean;
}

const field = (name: string, text: string | undefined, most: number, isOptional = false): CardText[] =>
  text === undefined ? [] : [{ field: name, text, most, isOptional }];

/** What is written on a layer, but for its caption, which is what is said. Pure. */
export function cardTexts(layer: Layer): CardText[] {
  switch (layer.kind) {
    case 'text':
      return field('text', layer.text, 500);
    case 'price-card':
      return [
        ...field('heading', layer.heading, 60, true),
        ...field('price', layer.price, 40),
        ...field('original', layer.original, 40, true),
        ...field('proof', layer.proof, 300, true),
      ];
    case 'badge':
      return [...field('text', layer.text, 24), ...field('small', layer.small, 16, true)];
    case 'sticker':
      return field('text', layer.text, 40, true);
    case 'end-card':
      return [
        ...field('brand', layer.brand, 60),
        ...field('headline', layer.headline, 120),
        ...field('action', layer.action, 60, true),
      ];
    case 'rating-stars':
      return [...field('label', layer.label, 40, true), ...field('source', layer.source, 300, true)];
    case 'counter':
      return [...field('label', layer.label, 60, true), ...field('unit', layer.unit, 16, true)];
    case 'logo':
      return field('text', layer.text, 60, true);
    case 'image':
    case 'clip':
    case 'caption':
    case 'shape':
    case 'picture-in-picture':
    case 'blur-fill':
    case 'arrow':
    case 'before-after':
    case 'cut-out':
    case 'presenter':
      return [];
  }
}

/** A layer with other words on it; a field that it has no words in is left as it is. */
export function withCardText(layer: Layer, name: string, text: string): Layer {
  const known = cardTexts(layer).find((each) => each.field === name);
  const value = text.trim().slice(0, known?.most);
  if (known === undefined || (value === '' && !known.isOptional)) {
    return layer;
  }
  const { [name as keyof Layer]: _old, ...rest } = layer;
  // The field is one of the layer's own texts, which the type can't follow through its name.
  return (value === '' ? (name === 'unit' ? { ...rest, unit: '' } : rest) : { ...rest, [name]: value }) as Layer;
}
