import { canReadPictures, readWords } from '@clipo/batch';
import { drawStrip, drawThumbnail, likenessOf, lumaOf, type SeenFile, seeFile } from '@clipo/engine';
import type { DrawnFile, SeenMaterial } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { selectMaterial, updateMaterial } from '../features/materials/queries.ts';
import { selectAlike } from '../features/materials/queries-seen.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { RunningJob } from './queue.ts';
import { tidyWords } from './tidy-words.ts';

/** Words are read in the pictures of so many shots. */
const mostRead = 12;
const mostBytes = 4 * 1024 * 1024;

/**
 * Looks through a material and keeps what was found with it: shots, a thumbnail, a strip of pictures and, where tesseract is
 * installed, the words in them. A material that was deleted, or seen in the meantime and not asked for again, is left alone;
 * what a model said of it stays.
 */
export async function seeMaterial(
  { db, media }: Pick<Deps, 'db'> & { media: MediaStore },
  { payload: { teamId, materialId, again = false }, signal }: RunningJob<'see-material'>,
): Promise<void> {
  const row = await db.asTeam(teamId, (tx) => selectMaterial(tx, materialId));
  if (row === undefined || (row.seen !== null && !again) || !/^(?:image|video)\//.test(row.mediaType)) {
    return;
  }
  const file = await seeFile(await media.localFile(row.sha256), signal);
  const seen = await keepSeen(media, file, signal);
  await db.asTeam(teamId, async (tx) => {
    const like = (await selectAlike(tx, row, seen)) ?? null;
    const description = (await selectMaterial(tx, materialId))?.seen?.description;
    await updateMaterial(tx, materialId, { seen: { ...seen, like, ...(description && { description }) } });
  });
}

async function keepSeen(media: MediaStore, file: SeenFile, signal: AbortSignal): Promise<Omit<SeenMaterial, 'like'>> {
  const { width, height, durationMs } = file;
  const put = async (bytes: Uint8Array): Promise<DrawnFile> => {
    const { hash, sizeBytes } = await media.put(oneChunk(bytes), { mostBytes, signal });
    return { sha256: hash, bytes: sizeBytes };
  };
  const thumbnail = await drawThumbnail(file);
  const strip = await drawStrip(file);
  const isRead = await canReadPictures();
  const shots: SeenMaterial['shots'] = [];
  for (const [at, { startMs, endMs, picture }] of file.shots.entries()) {
    const plain = { width: picture.width, height: picture.height, luma: lumaOf(picture) };
    const words = isRead && at < mostRead ? await readWords(plain, signal) : undefined;
    shots.push({ startMs, endMs, text: tidyWords(words ?? '') });
  }
  const [first] = file.shots;
  return {
    width,
    height,
    durationMs,
    thumbnail: thumbnail === undefined ? null : await put(thumbnail),
    strip:
      strip === undefined
        ? null
        : { ...(await put(strip.bytes)), cellWidth: strip.cellWidth, cellHeight: strip.cellHeight },
    shots,
    likeness: first === undefined ? null : likenessOf(first.picture),
  };
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
