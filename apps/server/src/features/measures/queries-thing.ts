import { eq } from 'drizzle-orm';
import { type Content, contentHashOf } from '../../check/check.ts';
import { checkAgain } from '../../check/check-again.ts';
import { Verdict } from '../../check/verdict.ts';
import type { Transaction } from '../../db/database.ts';
import {
  type MeasuredThing,
  materials,
  products,
  scripts,
  templates,
  videoPlaces,
  videos,
} from '../../db/schema/index.ts';
import { materialContent } from '../materials/check-material.ts';
import { videoContent } from '../videos/check-video.ts';

/** Something of a person's that a measure is about, as it is now. */
export interface Thing {
  teamId: string;
  name: string;
  content: Content;
  verdict: unknown;
  /** All that its row says. */
  record: Record<string, unknown>;
  file: { sha256: string; bytes: number } | null;
}

/** Looks a thing up; undefined where it is deleted. */
export async function findThing(tx: Transaction, kind: MeasuredThing, id: string): Promise<Thing | undefined> {
  switch (kind) {
    case 'material': {
      const [row] = await tx.select().from(materials).where(eq(materials.id, id));
      return row === undefined || row.deletedAt !== null
        ? undefined
        : { ...row, content: materialContent(row), record: row, file: { sha256: row.sha256, bytes: row.bytes } };
    }
    case 'video': {
      const [row] = await tx
        .select({ video: videos, deletedAt: videoPlaces.deletedAt })
        .from(videos)
        .leftJoin(videoPlaces, eq(videoPlaces.videoId, videos.id))
        .where(eq(videos.id, id));
      if (row === undefined || row.deletedAt !== null) {
        return undefined;
      }
      const { video } = row;
      return { ...video, content: videoContent(video), record: video, file: video.files?.video ?? null };
    }
    case 'product': {
      const [row] = await tx.select().from(products).where(eq(products.id, id));
      return row && { ...row, name: row.sku, ...document(row.data), record: row };
    }
    case 'script': {
      const [row] = await tx.select().from(scripts).where(eq(scripts.id, id));
      return row && { ...row, ...document({ name: row.name, lines: row.lines }), record: row };
    }
    case 'template': {
      const [row] = await tx.select().from(templates).where(eq(templates.id, id));
      return row && { ...row, name: row.data.name, ...document(row.data), record: row };
    }
  }
}

function document(value: unknown): { content: Content; file: null } {
  return { content: { kind: 'document', document: value }, file: null };
}

/** What a thing says, by its hash: what was corrected has another. */
export function hashOfThing({ content }: Pick<Thing, 'content'>): string {
  return contentHashOf(content);
}

/** Whether a thing may be used as it is now: it is checked again. */
export function passes({ content, verdict }: Pick<Thing, 'content' | 'verdict'>): boolean {
  const { outcome } = checkAgain(content, Verdict.safeParse(verdict).data);
  return outcome === 'allowed' || outcome === 'noted';
}
