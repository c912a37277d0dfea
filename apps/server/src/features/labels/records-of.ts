import type { MarkRecord } from '@clipo/batch';
import { planVideo, type RenderSettings } from '@clipo/engine';
import { pieceIdOf } from '@clipo/label';
import type { MadeVideoRow } from './queries.ts';

/** Videos of the service as the records that a check asks for: one a batch and key. */
export function recordsOf(rows: readonly MadeVideoRow[]): MarkRecord[] {
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
