import type { DifferenceEstimate, MakeInput, MakeSettings, PreparedVideo } from '@clipo/batch';
import type {
  BatchPlan,
  PreparedFont,
  PreparedMaterial,
  PreparedPerson,
  QualityFinding,
  QualityKind,
} from '@clipo/contract';
import type { Piece, RenderSettings } from '@clipo/engine';
import type { VideoDocument } from '../db/schema/index.ts';

/** Settings that can go to another thread; `variables` are those that a brief may name. */
export interface PlainSettings extends Omit<MakeSettings, 'variable'> {
  variables: Readonly<Record<string, string>>;
}

/** What the planning thread is asked for. */
export type PlanTask = { input: MakeInput; settings: PlainSettings } & (
  | { kind: 'plan'; isTried?: boolean }
  | { kind: 'replan'; video: PortableVideo; findings: readonly QualityFinding[] }
);

/** A prepared video without its functions. */
export type PortableVideo = Omit<PreparedVideo, 'others'>;

/** What drawing a piece needs besides its materials. */
export interface PieceSpec {
  piece: Piece;
  settings: RenderSettings;
}

/** A batch as it goes into the store. */
export interface PlannedBatch {
  plan: BatchPlan;
  words: Pick<MakeInput, 'brief' | 'products'>;
  materials: PreparedMaterial[];
  fonts: PreparedFont[];
  /** Persons among the presenters, by the file that shows them. */
  people: { file: string; prepared: PreparedPerson }[];
  warnings: string[];
  videos: (Pick<PreparedVideo, 'name' | 'product' | 'creative' | 'language' | 'format'> & {
    document: VideoDocument;
    /** Distinct hashes, in the order of work. */
    pieces: string[];
  })[];
  /** Every distinct piece, in the order of work. */
  pieces: PieceSpec[];
  /** How different its videos are going to be; only of a plan that is tried. */
  difference?: DifferenceEstimate | undefined;
}

export interface Replanned {
  video: PortableVideo;
  kinds: QualityKind[];
}

/** What the thread answers: JSON text, as functions can't leave it and text is cheap to hand over. */
export type PlanAnswer =
  | { isOk: true; text: string }
  | {
      isOk: false;
      error: {
        code: string;
        message: string;
        details: Record<string, string | number>;
        isRetryable: boolean;
        stack?: string | undefined;
      };
    };
