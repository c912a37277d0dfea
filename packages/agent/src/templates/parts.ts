import type { TemplateInput } from '@clipo/contract';

type Arrangement = TemplateInput['arrangements'][string];
/** An element of a template as it is written, before defaults. */
export type Element = Arrangement['elements'][number];
/** Where an element is in each shape of frame, as it is written. */
export type Places = Element['at'];

/** The same place in every shape of frame. */
export function everywhere(x: number, y: number, w: number, h: number): Places {
  return { tall: [x, y, w, h], compact: [x, y, w, h], wide: [x, y, w, h] };
}

/** The same element at another place in tall frames. */
export function tallAt<T extends Element>(element: T, tall: [x: number, y: number, w: number, h: number]): T {
  return { ...element, at: { ...element.at, tall } };
}

/** Slots that most templates have. */
export const commonSlots = {
  product: {
    type: 'string',
    title: 'Product',
    description: "The product's name",
    'x-fill': ['product.name'],
    maxLength: 80,
  },
  brand: { type: 'string', title: 'Brand', description: "The brand's name", 'x-fill': ['brand.name'], maxLength: 60 },
  figure: {
    type: 'string',
    title: 'Figure',
    description: 'The figure that the line is about, with its unit; without one, the product',
    'x-fill': ['line.figure', 'product.name'],
    maxLength: 60,
  },
  source: {
    type: 'string',
    title: 'Source',
    description: 'Where a stated fact comes from',
    'x-fill': ['line.source'],
    maxLength: 200,
  },
} as const satisfies Record<string, TemplateInput['slots']['properties'][string]>;
