import type { Schemas } from '../../api/client.ts';
import type { RecipeBatch } from '../matrix/recipe-changes.ts';
import { type PartsByMaterial, partsOfBrief } from './part-points.ts';

type BriefInput = Schemas['BriefInput'];

export const labelStyles = ['outline', 'dark', 'light', 'brand'] as const;

/** What the form holds: texts as they are typed. */
export interface BriefForm {
  name: string;
  sku?: string;
  link?: string;
  category?: string;
  price?: string;
  original?: string;
  originalProof?: string;
  currency: string;
  sellingPoints: string[];
  facts?: { text: string; source: string }[];
  brandName?: string;
  brandColors?: string[];
  brandLabel: (typeof labelStyles)[number];
  audience?: string;
  tone?: string;
  mustSay?: string[];
  mustNotSay?: string[];
  materials: string[];
  /** Parts of the product that were named in pictures. */
  parts?: PartsByMaterial;
  languages: ('zh-CN' | 'en')[];
  formats: ('9x16' | '1x1' | '4x5' | '3x4' | '16x9')[];
  count: number;
  durationSeconds: number;
  template: string;
  /** Own words for the template's slots. */
  slots?: Record<string, string>;
  voice: string;
  presenters: string[];
  music: boolean;
  isDraft: boolean;
  /** Products of a table, in place of the one that is typed. */
  products?: TableProduct[];
}

/** A product that a table brought, with the materials that show it. */
export type TableProduct = Pick<Schemas['KeptProduct'], 'id' | 'product' | 'materialIds'>;

export const emptyForm: Partial<BriefForm> = {
  currency: 'CNY',
  sellingPoints: [],
  materials: [],
  languages: ['zh-CN'],
  formats: ['9x16'],
  count: 6,
  durationSeconds: 15,
  template: 'clear',
  brandLabel: 'outline',
  voice: 'default',
  presenters: [],
  music: true,
  isDraft: false,
};

const keptAs = 'clipo.brief';

/** Keeps what was typed until the page is left for good: it may be opened anew in between. */
export function keepForm(form: Partial<BriefForm> | undefined): void {
  if (form === undefined) {
    sessionStorage.removeItem(keptAs);
  } else {
    sessionStorage.setItem(keptAs, JSON.stringify(form));
  }
}

/** What was typed before the page was left or opened anew. */
export function keptForm(): Partial<BriefForm> {
  try {
    return { ...emptyForm, ...(JSON.parse(sessionStorage.getItem(keptAs) ?? '{}') as Partial<BriefForm>) };
  } catch {
    return emptyForm;
  }
}

/** What the product is known by: its own id, or the one that a single product is given. */
export function skuOf({ sku }: Partial<BriefForm>): string {
  return sku?.trim() || 'P1';
}

/** Videos that a form asks for: every creative in each language and format. */
export function videosOf({ count = 0, languages = [], formats = [], products = [] }: Partial<BriefForm>): number {
  return count * languages.length * formats.length * Math.max(1, products.length);
}

/**
 * The body that starts a batch. Files of a brief are named by their materials' ids, which no two share.
 * @param materials name of the file and rights of each material chosen
 */
export function batchOf(
  form: BriefForm,
  materials: readonly Pick<Schemas['Material'], 'id' | 'name' | 'rights'>[],
): RecipeBatch {
  const { products = [] } = form;
  const ofTable = products.flatMap(({ materialIds }) => materialIds);
  const isShown = (id: string) => form.materials.includes(id) || ofTable.includes(id);
  const named = materials
    .filter(({ id }) => isShown(id))
    .map(({ id, name, rights }) => ({ id, file: `${id}/${name}`, rights }));
  const filesOf = (ids: readonly string[]) =>
    named
      .filter(({ id }) => ids.includes(id))
      .map(({ id, file, rights }) => {
        const parts = partsOfBrief(form.parts?.[id]);
        return { file, ...(rights !== null && { rights }), ...(parts !== undefined && { parts }) };
      });
  const slots = Object.fromEntries(Object.entries(form.slots ?? {}).filter(([, text]) => text?.trim()));
  const { price, original, originalProof, currency } = form;
  const brief: BriefInput = {
    product: products[0]?.product ?? {
      id: skuOf(form),
      name: form.name,
      ...(form.category && { category: form.category }),
      ...(form.link && { link: form.link }),
      ...(price && {
        price: { amount: price, currency, ...(original && { original }), ...(originalProof && { originalProof }) },
      }),
      sellingPoints: form.sellingPoints,
      facts: form.facts ?? [],
    },
    materials: filesOf(form.materials),
    ...(form.brandName && {
      brand: {
        name: form.brandName,
        colors: form.brandColors ?? [],
        ...(form.brandLabel !== 'outline' && { label: form.brandLabel }),
      },
    }),
    ...(form.audience && { audience: form.audience }),
    ...(form.tone && { tone: form.tone }),
    mustSay: form.mustSay ?? [],
    mustNotSay: form.mustNotSay ?? [],
    languages: form.languages,
    formats: form.formats,
    count: form.count,
    durationSeconds: form.durationSeconds,
    template: form.template,
    ...(Object.keys(slots).length > 0 && { slots }),
    voice: form.voice,
    presenter: form.presenters.length === 0 ? null : form.presenters,
    music: form.music,
    // A person who starts a second batch of the same brief wants other videos than before.
    seed: Math.floor(Math.random() * 2 ** 31),
  };
  return {
    brief,
    files: Object.fromEntries([
      ...named.map(({ id, file }) => [file, id] as const),
      // A person is named by the file of their material, a drawn presenter by a word.
      ...form.presenters.filter((name) => name.includes('/')).map((file) => [file, file.split('/')[0] ?? ''] as const),
    ]),
    isDraft: form.isDraft,
    ...(products.length > 0 && {
      products: products.map(({ product, materialIds }) => ({
        product,
        // What was chosen by hand shows all of them.
        materials: filesOf([...materialIds, ...form.materials]),
      })),
    }),
  };
}
