import type { Schemas } from '../../api/client.ts';
import type { RecipeBatch } from '../matrix/recipe-changes.ts';

type BriefInput = Schemas['BriefInput'];

/** What the form holds: texts as they are typed. */
export interface BriefForm {
  name: string;
  sku?: string;
  category?: string;
  price?: string;
  original?: string;
  originalProof?: string;
  currency: string;
  sellingPoints: string[];
  facts?: { text: string; source: string }[];
  brandName?: string;
  brandColors?: string[];
  audience?: string;
  tone?: string;
  mustSay?: string[];
  mustNotSay?: string[];
  materials: string[];
  languages: ('zh-CN' | 'en')[];
  formats: ('9x16' | '1x1' | '4x5' | '3x4' | '16x9')[];
  count: number;
  durationSeconds: number;
  template: string;
  voice: string;
  presenters: string[];
  music: boolean;
  isDraft: boolean;
}

export const emptyForm: Partial<BriefForm> = {
  currency: 'CNY',
  sellingPoints: [],
  materials: [],
  languages: ['zh-CN'],
  formats: ['9x16'],
  count: 6,
  durationSeconds: 15,
  template: 'clear',
  voice: 'default',
  presenters: [],
  music: true,
  isDraft: false,
};

/** Videos that a form asks for: every creative in each language and format. */
export function videosOf({ count = 0, languages = [], formats = [] }: Partial<BriefForm>): number {
  return count * languages.length * formats.length;
}

/**
 * The body that starts a batch. Files of a brief are named by their materials' ids, which no two share.
 * @param materials name of the file and rights of each material chosen
 */
export function batchOf(
  form: BriefForm,
  materials: readonly Pick<Schemas['Material'], 'id' | 'name' | 'rights'>[],
): RecipeBatch {
  const chosen = materials.filter(({ id }) => form.materials.includes(id));
  const named = chosen.map(({ id, name, rights }) => ({ id, file: `${id}/${name}`, rights }));
  const { price, original, originalProof, currency } = form;
  const brief: BriefInput = {
    product: {
      id: form.sku?.trim() || 'P1',
      name: form.name,
      ...(form.category && { category: form.category }),
      ...(price && {
        price: { amount: price, currency, ...(original && { original }), ...(originalProof && { originalProof }) },
      }),
      sellingPoints: form.sellingPoints,
      facts: form.facts ?? [],
    },
    materials: named.map(({ file, rights }) => ({ file, ...(rights !== null && { rights }) })),
    ...(form.brandName && { brand: { name: form.brandName, colors: form.brandColors ?? [] } }),
    ...(form.audience && { audience: form.audience }),
    ...(form.tone && { tone: form.tone }),
    mustSay: form.mustSay ?? [],
    mustNotSay: form.mustNotSay ?? [],
    languages: form.languages,
    formats: form.formats,
    count: form.count,
    durationSeconds: form.durationSeconds,
    template: form.template,
    voice: form.voice,
    presenter: form.presenters.length === 0 ? null : form.presenters,
    music: form.music,
    // A person who starts a second batch of the same brief wants other videos than before.
    seed: Math.floor(Math.random() * 2 ** 31),
  };
  return { brief, files: Object.fromEntries(named.map(({ id, file }) => [file, id])), isDraft: form.isDraft };
}
