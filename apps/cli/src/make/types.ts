import type { BatchEvent, BatchPlan, Brief, Format, Language, Material, Product } from '@clipo/contract';
import type { Environment } from '../env.ts';

/** One product of a batch with the materials that may show it. */
export interface MakeProduct {
  product: Product;
  /** The brief's materials, or the part of them that the product's row names. */
  materials: readonly Material[];
}

/** What a batch is made from: everything is validated, defaults are filled, options have overridden the brief. */
export interface MakeInput {
  /** Absolute folder of the brief: paths of materials start here. */
  folder: string;
  brief: Brief;
  /** At least one; ids differ. */
  products: readonly MakeProduct[];
  /** Names the brief (as written, without options) and its products: goes into the manifest. */
  briefHash: string;
  /** Absolute; may not exist yet. */
  outDir: string;
  /** Half size and the fastest preset. */
  isDraft: boolean;
  /** The output folder's earlier work, of another brief, may be replaced. */
  isForce: boolean;
}

/** The events that the work itself tells. The command tells the others: batch-plan, done, cancelled, failed. */
export type WorkEvent = Extract<BatchEvent, { event: 'warning' | 'piece-end' | 'video-end' | 'video-check' }>;

/** What the work may use besides its input. */
export interface MakeDeps {
  onEvent(event: WorkEvent): void;
  signal: AbortSignal;
  env: Environment;
}

/** One video that a batch is going to make. */
export interface PlannedVideo {
  name: string;
  product: string;
  creative: number;
  language: Language;
  format: Format;
}

/** A batch before it runs: count, work and time. */
export interface MakePlan {
  videos: PlannedVideo[];
  plan: BatchPlan;
  /** Distinct pieces to render, those in the cache included. */
  pieces: number;
  cached: number;
  estimateSeconds: number;
  warnings: string[];
}
