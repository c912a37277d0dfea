import type { MarkRecord } from '@clipo/batch';
import { planVideo, type RenderSettings } from '@clipo/engine';
import { pieceIdOf } from '@clipo/label';
import type { Transaction } from '../../db/database.ts';
import { selectReleased, type UndertakingRow } from '../undertakings/queries.ts';
import { type MadeVideoRow, selectMadeOf } from './queries.ts';

/** What the service made that a file may come from: its videos, and what it released of them without the explicit label. */
export interface FoundRecords {
  made: readonly MadeVideoRow[];
  released: readonly UndertakingRow[];
  records: MarkRecord[];
}

/** Looks for what a check asks for; of one team, or of all where none is named. */
export async function findRecords(
  tx: Transaction,
  teamId: string | undefined,
  asked: { pieces: readonly string[]; produceId: string | undefined },
): Promise<FoundRecords> {
  const made = await selectMadeOf(tx, teamId, asked);
  const released = await selectReleased(tx, teamId, asked);
  return { made, released, records: [...recordsOf(made), ...released.flatMap(recordOfRelease)] };
}

/** A film that was released, as a record of its own: its pieces are no other video's. */
function recordOfRelease({ batchId, markKeyId, videoName, files, produceId, pieces }: UndertakingRow): MarkRecord[] {
  if (files === null || produceId === null) {
    return [];
  }
  const film = { name: videoName, file: `${videoName}.mp4`, sha256: files.film.sha256, produceId };
  return [{ version: 1, batch: batchId, keyId: markKeyId ?? '', videos: [{ ...film, pieces: pieces ?? [] }] }];
}

/** Videos of the service as the records that a check asks for: one a batch and key. */
function recordsOf(rows: readonly MadeVideoRow[]): MarkRecord[] {
  const records = new Map<string, MarkRecord>();
  for (const { batchId, document, record } of rows) {
    const settings = document.settings as RenderSettings;
    const keyId = settings.mark ?? '';
    const known = records.get(`${batchId} ${keyId}`) ?? { version: 1, batch: batchId, keyId, videos: [] };
    records.set(`${batchId} ${keyId}`, known);
    if (record?.label && record.file !== null && record.sha256 !== null) {
      known.videos.push({
        name: record.name,
        file: record.file,
        sha256: record.sha256,
        produceId: record.label.implicit.ProduceID,
        // The order is in the plan, which is a pure function of what is kept.
        pieces: planVideo(document.storyboard, settings).pieces.map(({ hash }) => pieceIdOf(hash)),
      });
    }
  }
  return [...records.values()];
}
