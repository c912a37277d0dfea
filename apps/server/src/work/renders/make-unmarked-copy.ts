import { join } from 'node:path';
import { makeUnmarked, markingOf, openCredentialSigner, providerOf, readLabelKey } from '@clipo/batch';
import { watermarkKeyId } from '@clipo/label';
import { byService, recordAct, selectUndertaking, UnmarkedOrder } from '../../features/undertakings/queries.ts';
import { selectVideo } from '../../features/videos/queries.ts';
import { foundOr } from '../../http/job-shape.ts';
import { admitShown, poolFor } from '../admit-people.ts';
import { briefFolder } from '../batch-folders.ts';
import { credentialSettings } from '../batch-input.ts';
import { preparedOf } from '../finish-video.ts';
import type { MadeFile, Making, RenderDeps } from './make-render.ts';

/** A finished video and its cover once more, without the explicit label, for whoever signed an undertaking. */
export async function makeUnmarkedCopy(
  deps: RenderDeps,
  { row, folder, signal, tell, onlyWhile }: Making,
): Promise<MadeFile> {
  const { db, settings, media } = deps;
  const { teamId } = row;
  const { undertaking: id } = UnmarkedOrder.parse(row.wish);
  const video = await db.asTeam(teamId, async (tx) => {
    const { videoId } = foundOr(await selectUndertaking(tx, teamId, id), 'undertaking', id);
    return foundOr(await selectVideo(tx, teamId, videoId), 'video', videoId);
  });
  const ready = await deps.ready(teamId, video.batchId, signal);
  const prepared = preparedOf(video, settings.home);
  const admit = () => admitShown(deps, ready, prepared.storyboard);
  onlyWhile(async () => void (await admit()));
  const people = await admit();
  const signer = await openCredentialSigner(settings.home, credentialSettings(settings));
  let told = tell('rendering', 0);
  const { film, cover, label, pieces } = await makeUnmarked(prepared, {
    outDir: folder,
    cacheDir: join(settings.home, 'cache'),
    providerCode: providerOf(settings.CLIPO_PROVIDER_CODE).code,
    labelKey: await readLabelKey(settings.CLIPO_LABEL_KEY),
    credentials: signer && { signer, folder: briefFolder(settings.home, video.batchId) },
    pool: poolFor(deps.pool, people),
    materials: ready.prepared.materials,
    people,
    input: ready.prepared.words,
    releaseId: id,
    signal,
    onFrames(done, total) {
      told = told.then(() => tell('rendering', Math.floor((done / total) * 95))).catch(() => undefined);
    },
  });
  await told;
  // Who withdrew meanwhile is in no new file.
  await admit();
  const kept = await media.putFile(cover.path, { isMove: true });
  return {
    path: film.path,
    type: 'video/mp4',
    name: `${video.name}.mp4`,
    result: { produceId: label.ProduceID },
    async keep(tx) {
      await recordAct(tx, { teamId, id, from: ['making'] }, 'made', byService, {
        status: 'made',
        files: {
          film: { sha256: film.sha256, bytes: film.bytes },
          cover: { sha256: kept.hash, bytes: kept.sizeBytes },
        },
        produceId: label.ProduceID,
        pieces,
        markKeyId: watermarkKeyId(markingOf(settings.CLIPO_WATERMARK_KEY).key),
        madeAt: new Date(),
      });
    },
  };
}
