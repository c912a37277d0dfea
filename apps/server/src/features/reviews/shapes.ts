import { z } from 'zod';
import { outcomes, type VerdictOutcome } from '../../check/verdict.ts';
import { reviewOutcomes, videoStatuses } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { Failure, failureOf } from '../../http/job-shape.ts';
import { FileLinks, fileLinksOf } from '../videos/file-links.ts';
import type { CommentRow, DecisionRow, SheetRow } from './queries.ts';

/** Why a video is rejected; `other` is told in the note. */
export const rejectionReasons = [
  'words',
  'picture',
  'sound',
  'pace',
  'product',
  'compliance',
  'brand',
  'other',
] as const;

const ReviewDecision = named(
  'ReviewDecision',
  z.strictObject({
    outcome: z.enum(reviewOutcomes),
    reasons: z.array(z.string()),
    note: z.string(),
    byName: z.string(),
    at: z.iso.datetime(),
    isOfThisFile: z.boolean().describe('Whether the film is still the one that was looked at'),
  }),
);
export const ReviewComment = named(
  'ReviewComment',
  z.strictObject({
    id: z.string(),
    atMs: z.int().nullable().describe('Milliseconds from the beginning; null: about the whole'),
    body: z.string(),
    mentions: z.array(z.string()),
    byName: z.string(),
    at: z.iso.datetime(),
    isResolved: z.boolean(),
    isOfThisFile: z.boolean(),
  }),
);
export const SheetVideo = named(
  'SheetVideo',
  z.strictObject({
    id: z.string(),
    name: z.string(),
    code: z.string().nullable().describe('The creative code, once it is made'),
    status: z.enum(videoStatuses),
    product: z.string(),
    creative: z.int(),
    language: z.string(),
    format: z.string(),
    hook: z.string().nullable(),
    axes: z.record(z.string(), z.string()),
    label: z.string().nullable().describe('The explicit label, as it is drawn'),
    difference: z.number().nullable().describe('From the nearest video: 0 the same, 1 nothing in common'),
    nearest: z.string().nullable(),
    durationMs: z.int().nullable(),
    safety: z.enum(outcomes).nullable(),
    hasFaults: z.boolean().nullable().describe('Whether the quality gate found faults'),
    cost: z.int().describe('Credits'),
    files: FileLinks,
    ...Failure.shape,
    decision: ReviewDecision.nullable(),
    openComments: z.int(),
    endedAt: z.iso.datetime().nullable(),
  }),
);
export const VideoReview = named(
  'VideoReview',
  z.strictObject({
    decisions: z.array(ReviewDecision).describe('Newest first; the first counts'),
    comments: z.array(ReviewComment),
    versions: z
      .array(z.strictObject({ id: z.string(), endedAt: z.iso.datetime().nullable(), files: FileLinks }))
      .describe('Earlier films of it, newest first'),
  }),
);

export function decisionView(
  { outcome, reasons, note, byName, createdAt, sha256 }: DecisionRow,
  current: string | undefined,
): z.input<typeof ReviewDecision> {
  return { outcome, reasons, note, byName, at: createdAt.toISOString(), isOfThisFile: sha256 === current };
}

export function commentView(
  { id, atMs, body, mentions, byName, createdAt, resolvedAt, sha256 }: CommentRow,
  current: string | undefined,
): z.input<typeof ReviewComment> {
  return {
    id,
    atMs,
    body,
    mentions,
    byName,
    at: createdAt.toISOString(),
    isResolved: resolvedAt !== null,
    isOfThisFile: sha256 === current,
  };
}

export function sheetView(
  deps: Pick<Deps, 'secrets'>,
  row: SheetRow,
  { decision, openComments, priceEach }: { decision: DecisionRow | undefined; openComments: number; priceEach: number },
): z.input<typeof SheetVideo> {
  const { id, name, status, product, creative, language, format, hook, axes, label, difference, nearest } = row;
  const outcome = (row.verdict as { outcome?: VerdictOutcome } | null)?.outcome ?? null;
  return {
    id,
    name,
    code: row.code,
    status,
    product,
    creative,
    language,
    format,
    hook,
    axes: axes ?? {},
    label,
    difference,
    nearest,
    durationMs: row.durationMs,
    safety: outcome,
    hasFaults: row.hasFaults,
    cost: status === 'done' ? priceEach : 0,
    files: fileLinksOf(deps, row),
    ...failureOf(row.error, 'make'),
    decision: decision === undefined ? null : decisionView(decision, row.files?.video.sha256),
    openComments,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
