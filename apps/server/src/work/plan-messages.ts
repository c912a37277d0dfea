import type { DifferenceEstimate, MakeInput, MakeSettings, OutsideMeans, PreparedVideo } from '@clipo/batch';
import type {
  BatchPlan,
  PreparedFont,
  PreparedMaterial,
  PreparedPerson,
  QualityFinding,
  QualityKind,
} from '@clipo/contract';
import type { Piece, PieceEdges, RenderSettings } from '@clipo/engine';
import type { VideoDocument } from '../db/schema/index.ts';

/** Settings that can go to another thread; `variables` are those that a brief may name. */
export interface PlainSettings extends Omit<MakeSettings, 'variable' | 'outside'> {
  variables: Readonly<Record<string, string>>;
}

/** How the planning thread reaches outside engines. Orders are the other thread's: it has the database. */
export interface PlainOutside extends Pick<OutsideMeans, 'owner'> {
  /** In private networks; all others must be public. */
  hosts: readonly string[];
  /** What is ordered: all that is spoken; only what was ordered before; or nothing, where a plan is only tried. */
  orders: 'all' | 'kept' | 'none';
}

/** What the planning thread is asked for. */
export type PlanTask = { input: MakeInput; settings: PlainSettings; outside?: PlainOutside | undefined } & (
  | { kind: 'plan'; isTried?: boolean }
  | { kind: 'replan'; video: PortableVideo; findings: readonly QualityFinding[] }
);

/** A prepared video without its functions. */
export type PortableVideo = Omit<PreparedVideo, 'others'>;

/** What drawing a piece needs besides its materials. */
export interface PieceSpec {
  piece: Piece;
  settings: RenderSettings;
  /** Which frames it leaves for pieces beside it, or finds; the folders in it are names alone. */
  edges?: PieceEdges | undefined;
}

/** What a batch is planned to be. */
export interface PlannedBatch {
  plan: BatchPlan;
  words: Pick<MakeInput, 'brief' | 'products'>;
  materials: PreparedMaterial[];
  fonts: PreparedFont[];
  /** Persons among the presenters: as the brief names them, and the file that shows them. */
  people: { name: string; file: string; prepared: PreparedPerson }[];
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

/**
 * JSON text in UTF-8. A text with a single Chinese letter takes two bytes for each of its letters in V8, and one that goes
 * from thread to thread is there three times; bytes are handed over as they are.
 */
export type JsonBytes = Uint8Array<ArrayBuffer>;

/** A piece as it goes into the store. */
export interface WrittenPiece {
  hash: string;
  frames: number;
  size: RenderSettings['size'];
  /** A `PieceSpec` as JSON text. */
  spec: JsonBytes;
}

/** A plan as it goes into the store: its large documents are JSON text, which nobody reads on the way. */
export type WrittenPlan = Omit<PlannedBatch, 'videos' | 'pieces'> & {
  videos: (Omit<PlannedBatch['videos'][number], 'document'> & { document: JsonBytes })[];
  pieces: WrittenPiece[];
};

/** The rest of a written plan. */
export type PlanHead = Omit<WrittenPlan, 'videos' | 'pieces'> & {
  videos: Omit<WrittenPlan['videos'][number], 'document'>[];
  pieces: Omit<WrittenPiece, 'spec'>[];
};

export interface Replanned {
  video: PortableVideo;
  kinds: QualityKind[];
}

/**
 * What the thread answers: JSON text, as functions can't leave it and text is cheap to hand over. `documents` and `specs`
 * are those of a plan's videos and pieces, in their order; their memory goes with them.
 */
export type PlanAnswer =
  | { isOk: true; text: string; documents: JsonBytes[]; specs: JsonBytes[] }
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
