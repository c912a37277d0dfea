import { failedVideo, providerOf } from '@clipo/batch';
import { hashBrief } from '@clipo/batch/brief';
import {
  type AiOrigin,
  ClipoError,
  type ErrorCode,
  errorTable,
  type Manifest,
  type ManifestVideo,
} from '@clipo/contract';
import { contentHash } from '@clipo/engine';
import type { BatchPrepared } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { preparedOf } from '../../work/finish-video.ts';
import { selectAiOrigins } from '../materials/queries.ts';
import { permittedUse } from '../teams/permitted-use.ts';
import { selectMadeVideos, type VideoRow } from '../videos/queries.ts';
import { type BatchRow, selectBatch } from './queries.ts';

/**
 * A batch that has ended, as its manifest: the same document that the command line writes. What was cancelled counts as
 * failed there.
 * @throws ClipoError no_such_thing, conflict while it is at work or where it was never planned
 */
export async function manifestOf(
  { db, settings }: Pick<Deps, 'db' | 'settings'>,
  teamId: string,
  id: string,
): Promise<Manifest> {
  const now = new Date();
  const { batch, rows, origins } = await db.asTeam(teamId, async (tx) => {
    const batch = foundOr(await selectBatch(tx, teamId, id), 'batch', id);
    const hashes = batch.prepared?.materials.map((material) => material.id) ?? [];
    return {
      batch,
      rows: await selectMadeVideos(tx, teamId, id),
      origins: await selectAiOrigins(tx, hashes),
    };
  });
  const use = await permittedUse({ db }, teamId, now);
  const { prepared } = batch;
  if (batch.endedAt === null || prepared === null) {
    const problem = batch.endedAt === null ? 'the batch has not ended yet' : 'the batch ended before it was planned';
    throw new ClipoError('conflict', problem, { details: { problem } });
  }
  const videos = rows.map((row) => row.record ?? unmade(row, settings.home));
  const done = videos.filter(({ status }) => status === 'done').length;
  const scenes = videos.flatMap((video) => video.scenes);
  const provider = providerOf(settings.CLIPO_PROVIDER_CODE);
  return {
    version: 1,
    briefHash: await briefHashOf(batch),
    seed: batch.brief.seed,
    plan: prepared.plan,
    provider: { code: provider.code, isDevelopment: provider.isDevelopment },
    totals: {
      videos: videos.length,
      done,
      failed: videos.length - done,
      scenesRendered: scenes.filter(({ cached }) => !cached).length,
      scenesCached: scenes.filter(({ cached }) => cached).length,
      wallSeconds: secondsOf(batch),
      cpuSeconds: Math.round(videos.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0) * 100) / 100,
    },
    warnings: batch.warnings,
    materials: materialsOf(prepared, origins),
    ...(use !== undefined && { use }),
    videos,
  };
}

/** A template of the team's own counts by what is in it. */
export function briefHashOf({
  brief,
  products,
  template,
}: Pick<BatchRow, 'brief' | 'products' | 'template'>): Promise<string> {
  const named = template === null ? brief.template : contentHash(template);
  return hashBrief({ ...brief, template: named }, products, '');
}

function secondsOf({ startedAt, createdAt, endedAt }: BatchRow): number {
  return Math.round(((endedAt ?? createdAt).getTime() - (startedAt ?? createdAt).getTime()) / 10) / 100;
}

function materialsOf(
  { materials, fonts = [] }: BatchPrepared,
  origins: ReadonlyMap<string, AiOrigin>,
): Manifest['materials'] {
  return [...materials, ...fonts].map(({ file, id, rights }) => {
    const aiOrigin = origins.get(id);
    return {
      file,
      sha256: id,
      ...(rights === undefined ? {} : { rights }),
      ...(aiOrigin === undefined ? {} : { aiOrigin }),
    };
  });
}

/** A video that was not made, as it was planned. */
function unmade(row: VideoRow, home: string): ManifestVideo {
  const { code = 'cancelled', message = 'cancelled' } = row.error ?? {};
  const known: ErrorCode = Object.hasOwn(errorTable, code) ? (code as ErrorCode) : 'internal';
  return failedVideo(preparedOf(row, home), new ClipoError(known, message));
}
