import { z } from 'zod';
import { VideoQuality } from './quality.ts';

/** What a running batch tells, one object an event; the last is `done` (or `failed`, `cancelled`). Names are noun-verb. */
export const BatchEvent = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('batch-plan'),
    videos: z.number(),
    pieces: z.number(),
    cached: z.number(),
    estimateSeconds: z.number(),
  }),
  z.object({ event: z.literal('warning'), message: z.string() }),
  z.object({
    event: z.literal('piece-end'),
    hash: z.string(),
    frames: z.number(),
    cached: z.boolean(),
    done: z.number(),
    total: z.number(),
    fps: z.number(),
    etaSeconds: z.number(),
  }),
  z.object({
    event: z.literal('video-end'),
    name: z.string(),
    status: z.enum(['done', 'failed']),
    file: z.string().nullable(),
    error: z.string().optional(),
    done: z.number(),
    total: z.number(),
  }),
  z.object({ event: z.literal('video-check'), name: z.string(), ...VideoQuality.shape }),
  z.object({
    event: z.literal('done'),
    manifest: z.string(),
    done: z.number(),
    failed: z.number(),
    wallSeconds: z.number(),
  }),
  z.object({ event: z.literal('cancelled'), done: z.number(), total: z.number() }),
  z.object({ event: z.literal('failed'), code: z.string(), message: z.string() }),
]);
export type BatchEvent = z.infer<typeof BatchEvent>;
