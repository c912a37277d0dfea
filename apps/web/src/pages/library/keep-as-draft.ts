import type { Schemas } from '../../api/client.ts';
import type { BriefForm } from '../batches/brief-form.ts';

/**
 * Puts the brief of a video into the form of a new batch: the same product, materials, look and voice, in the language
 * and shape of that video. What the form has no field for stays out of it.
 */
export function keepAsDraft({ brief, files }: Schemas['VideoSource']): void {
  const { product, brand, presenter, voice, music } = brief;
  const text = (value: unknown): string => (typeof value === 'string' ? value : (Object.values(value ?? {})[0] ?? ''));
  const form: BriefForm = {
    name: text(product?.name),
    ...(product?.id === undefined ? {} : { sku: product.id }),
    ...(product?.category === undefined ? {} : { category: product.category }),
    ...(product?.price === undefined ? {} : { price: product.price.amount }),
    ...(product?.price?.original === undefined ? {} : { original: product.price.original }),
    ...(product?.price?.originalProof === undefined ? {} : { originalProof: text(product.price.originalProof) }),
    currency: product?.price?.currency ?? 'CNY',
    sellingPoints: (product?.sellingPoints ?? []).map(text),
    facts: (product?.facts ?? []).map((fact) => ({ text: text(fact.text), source: text(fact.source) })),
    ...(brand === undefined ? {} : { brandName: text(brand.name), brandColors: brand.colors ?? [] }),
    brandLabel: brand?.label ?? 'outline',
    ...(brief.audience === undefined ? {} : { audience: brief.audience }),
    ...(brief.tone === undefined ? {} : { tone: brief.tone }),
    mustSay: (brief.mustSay ?? []).map(text),
    mustNotSay: brief.mustNotSay ?? [],
    materials: (brief.materials ?? []).flatMap(({ file }) => files[file] ?? []),
    languages: brief.languages ?? ['zh-CN'],
    formats: brief.formats ?? ['9x16'],
    count: 6,
    durationSeconds: brief.durationSeconds ?? 15,
    template: (Array.isArray(brief.template) ? brief.template[0] : brief.template) ?? 'clear',
    voice: typeof voice === 'string' ? voice : 'default',
    presenters: Array.isArray(presenter) ? presenter.filter((one) => typeof one === 'string') : [],
    music: music !== false,
    isDraft: false,
  };
  sessionStorage.setItem('clipo.brief', JSON.stringify(form));
}
