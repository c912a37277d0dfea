import type { BatchEvent, BatchPlan, Brief, Format, Language, Material, Product } from '@clipo/contract';
import type { FetchUrl, OrderBook } from '@clipo/presenter/engines';
import type { CredentialSettings } from './credentials.ts';

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

/** The settings of the work: of the command line, or of the service. */
export interface MakeSettings {
  /** Absolute folder of caches and state. */
  home: string;
  /** The language of messages in events. */
  language: Language;
  /** Code of the content provider in the implicit label; undefined means the development code. */
  providerCode: string | undefined;
  /** File of the key that signs labels; undefined means unsigned. */
  labelKeyFile: string | undefined;
  /** Who signs content credentials, if anybody. */
  credentials: CredentialSettings;
  /** Secret key of the watermark; undefined means the open one that everybody knows. */
  watermarkKey: string | undefined;
  /** Most that rendered pieces may take up on the disk. */
  cacheGiB: number;
  /** Name of an FFmpeg video encoder; undefined means software. */
  encoder: string | undefined;
  /** The value of any other setting: a model's key is named by the brief. */
  variable(name: string): string | undefined;
  /** How outside engines are reached where that is not by the plain ways: by a service, for its teams. */
  outside?: OutsideMeans | undefined;
}

/** How the outside engines of a service's teams are reached, and where what they made is kept. */
export interface OutsideMeans {
  /** Whose orders they are: the same person of another owner is another one. */
  owner: string;
  fetch: typeof fetch;
  fetchUrl: FetchUrl;
  orders: OrderBook;
  /** A public address of a file, for engines that take nothing else. */
  publish?: ((file: string) => Promise<string>) | undefined;
  /** Nothing new is ordered: only what was ordered before is brought here. */
  isKeptOnly: boolean;
}

/** What the work may use besides its input. */
export interface MakeDeps {
  onEvent(event: WorkEvent): void;
  signal: AbortSignal;
  env: MakeSettings;
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
