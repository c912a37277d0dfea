import { z } from 'zod';
import type { ConsentGrant } from './consent.ts';
import type { Box } from './layer-base.ts';

/** Pixels of a picture, row by row, four bytes each: red, green, blue, alpha. */
export interface RgbaPicture {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Finds the faces of a picture, in fractions of it, from hairline to chin. It tells where they are, never whose. */
export type FaceFinder = (picture: RgbaPicture) => Promise<Box[]>;

/** What a file of the user's holds, as far as a presenter needs to know. */
export interface MediaFacts {
  width: number;
  height: number;
  fps: number;
  /** Whole milliseconds; 0 for a still. */
  durationMs: number;
  hasAudio: boolean;
}

/**
 * How presenters read and write media: the part of the engine that they need. Every reader refuses what is damaged, too
 * large or of an unknown kind with ClipoError `unreadable_material`.
 */
export interface PresenterMedia {
  /** An upright still in sRGB with straight alpha, its long side at most `mostSide`. `isMoving`: it holds more than one picture. */
  readPicture(path: string, mostSide: number, signal?: AbortSignal): Promise<RgbaPicture & { isMoving: boolean }>;
  probe(path: string, signal?: AbortSignal): Promise<MediaFacts>;
  /** Frames at a size and rate, straight alpha, in order, from `firstFrame` on. */
  readFrames(
    path: string,
    wanted: { width: number; height: number; fps: number; mostFrames: number; firstFrame?: number },
    signal?: AbortSignal,
  ): AsyncIterable<Uint8Array>;
  /** Mono sound, 16 bits. */
  readSamples(path: string, sampleRate: number, signal?: AbortSignal): Promise<Int16Array>;
  /** Writes frames with straight alpha to a file that `readFrames` gives back as they were. */
  writeFrames(
    path: string,
    frames: AsyncIterable<Uint8Array>,
    shape: { width: number; height: number; fps: number },
    signal?: AbortSignal,
  ): Promise<void>;
}

/** Why an outside engine did not deliver. `isRetryable` is decided where the answer is understood. */
export const PresenterErrorCode = z.enum([
  'no_face',
  'multi_face',
  'audio_too_long',
  'bad_input',
  'auth',
  'quota',
  'busy',
  'moderation',
  'timeout',
  'expired',
  'engine',
]);
export type PresenterErrorCode = z.infer<typeof PresenterErrorCode>;

export const PresenterProblem = z.strictObject({
  code: PresenterErrorCode,
  isRetryable: z.boolean(),
  message: z.string().max(1000),
});
export type PresenterProblem = z.infer<typeof PresenterProblem>;

/** How transparency comes back. */
export const AlphaKind = z.enum(['webm', 'greenscreen', 'mask', 'none']);
export type AlphaKind = z.infer<typeof AlphaKind>;

/** Where a job stands. The same JSON on the wire of Clipo's own protocol, in its webhook, and in the store. */
export const PresenterState = z.strictObject({
  ref: z.string().min(1).max(300),
  phase: z.enum(['queued', 'detecting', 'running', 'done', 'failed', 'cancelled']),
  progress: z.number().min(0).max(1).optional(),
  queueAhead: z.number().int().min(0).optional(),
  result: z
    .strictObject({
      videoUrl: z.string().min(1).max(4000),
      maskUrl: z.string().min(1).max(4000).optional(),
      alpha: AlphaKind,
      durationMs: z.number().int().min(0).optional(),
      expiresAt: z.iso.datetime().optional(),
    })
    .optional(),
  error: PresenterProblem.optional(),
  costCents: z.number().int().min(0).optional(),
});
export type PresenterState = z.infer<typeof PresenterState>;

/** The face that an engine animates: one of its own avatars, or a picture or footage with the person's consent. */
export type RemoteSource =
  | { kind: 'avatar'; avatarId: string }
  | { kind: 'portrait' | 'footage'; path: string; consent: ConsentGrant; url?: string | undefined };

/** One stretch of speech that an engine turns into a video. */
export interface PresenterJob {
  /** Equal keys are the same job: an engine that knows such keys never makes or bills it twice. */
  idempotencyKey: string;
  source: RemoteSource;
  /** A WAV file on this machine, and where the engine can fetch it when it takes addresses only. */
  audio: { path: string; durationMs: number; url?: string | undefined };
  language: string;
  out: { width: number; height: number; fps: number; wantsAlpha: boolean };
  motion: 'calm' | 'normal' | 'active';
  callbackUrl?: string | undefined;
}

/** What an engine takes and costs. */
export interface PresenterCapabilities {
  sources: readonly RemoteSource['kind'][];
  alpha: readonly AlphaKind[];
  leastAudioMs: number;
  mostAudioMs: number;
  mostAudioBytes: number;
  /** How it gets its input: by upload, by a public address, or by a folder that both can see. */
  transport: 'upload' | 'public_url' | 'shared_folder';
  /** Jobs at a time. */
  concurrency: number;
  isOutside: boolean;
  isAbroad: boolean;
  /** Cents of a second of speech, as set by whoever runs Clipo; undefined where nobody set it. */
  centsPerSecond: number | undefined;
  currency: string;
  licence: string;
}

/** An outside engine behind one port. `submit` and `poll` throw only for cancelling; what goes wrong is a failed state. */
export interface PresenterEngine {
  id: string;
  capabilities: PresenterCapabilities;
  submit(job: PresenterJob, signal?: AbortSignal): Promise<PresenterState>;
  poll(ref: string, signal?: AbortSignal): Promise<PresenterState>;
  /** A call of the engine's, checked by its signature; undefined where it is none of ours or forged. */
  webhook?(headers: Readonly<Record<string, string | undefined>>, body: Uint8Array): PresenterState | undefined;
  cancel?(ref: string, signal?: AbortSignal): Promise<void>;
  /** Deletes there what came of an order. @returns whether it is gone, also where it was before */
  forget?(ref: string, signal?: AbortSignal): Promise<boolean>;
  /**
   * Where its results may lie although the place is not public, because whoever runs Clipo named it: its own address (which
   * then gets these headers), or a folder that both see. A result there is told as `shared:NAME`.
   */
  ownResults?: { origin: string; headers: Readonly<Record<string, string>> } | { folder: string };
}
