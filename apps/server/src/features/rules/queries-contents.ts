import { textsOf } from '@clipo/safety';
import { desc, gte } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { batches, materials, products, scripts, templates, videos } from '../../db/schema/index.ts';

export const trialKinds = ['batch', 'video', 'product', 'material', 'script', 'template'] as const;
export type TrialKind = (typeof trialKinds)[number];

/** Something with words in it. */
export interface Content {
  kind: TrialKind;
  id: string;
  teamId: string;
  texts: string[];
}

/** A trial looks at so many of each kind at most, the newest. */
const mostOfKind = 1000;

/** All that was made since a time, of every team, with its words. */
export async function contentsSince(tx: Transaction, since: Date): Promise<Content[]> {
  const ofBatches = await tx
    .select({ id: batches.id, teamId: batches.teamId, brief: batches.brief, products: batches.products })
    .from(batches)
    .where(gte(batches.createdAt, since))
    .orderBy(desc(batches.createdAt))
    .limit(mostOfKind);
  const ofVideos = await tx
    .select({ id: videos.id, teamId: videos.teamId, record: videos.record })
    .from(videos)
    .where(gte(videos.createdAt, since))
    .orderBy(desc(videos.createdAt))
    .limit(mostOfKind);
  const ofProducts = await tx
    .select({ id: products.id, teamId: products.teamId, data: products.data })
    .from(products)
    .where(gte(products.updatedAt, since))
    .orderBy(desc(products.updatedAt))
    .limit(mostOfKind);
  const ofMaterials = await tx
    .select({ id: materials.id, teamId: materials.teamId, name: materials.name })
    .from(materials)
    .where(gte(materials.createdAt, since))
    .orderBy(desc(materials.createdAt))
    .limit(mostOfKind);
  const ofScripts = await tx
    .select({ id: scripts.id, teamId: scripts.teamId, name: scripts.name, lines: scripts.lines })
    .from(scripts)
    .where(gte(scripts.createdAt, since))
    .orderBy(desc(scripts.createdAt))
    .limit(mostOfKind);
  const ofTemplates = await tx
    .select({ id: templates.id, teamId: templates.teamId, data: templates.data })
    .from(templates)
    .where(gte(templates.createdAt, since))
    .orderBy(desc(templates.createdAt))
    .limit(mostOfKind);
  const content = (kind: TrialKind, { id, teamId, ...document }: { id: string; teamId: string }): Content => ({
    kind,
    id,
    teamId,
    texts: textsOf(document).map(([, text]) => text),
  });
  return [
    ...ofBatches.map((row) => content('batch', row)),
    ...ofVideos.map(({ id, teamId, record }) => ({
      kind: 'video' as const,
      id,
      teamId,
      texts: (record?.lines ?? []).map(({ text }) => text),
    })),
    ...ofProducts.map((row) => content('product', row)),
    ...ofMaterials.map((row) => content('material', row)),
    ...ofScripts.map((row) => content('script', row)),
    ...ofTemplates.map((row) => content('template', row)),
  ];
}
