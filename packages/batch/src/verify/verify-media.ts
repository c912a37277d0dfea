import { ClipoError } from '@clipo/contract';
import { hashFile, lookAtPicture, readLumaFrames } from '@clipo/engine';
import {
  type CredentialReport,
  checkFile,
  type LabelReport,
  openWatermarkKey,
  openWatermarkReader,
  type ReadPiece,
  readCredentials,
  watermarkKeyId,
} from '@clipo/label';
import { type Candidate, candidatesOf, type MarkRecord } from './mark-record.ts';
import { type SeenLabel, seeLabel } from './ocr/see-label.ts';

/** What was found of a watermark. */
export interface WatermarkReport {
  found: boolean;
  /** Whose key it was found by: the one that is set here, or the open one that everybody knows. */
  key: 'own' | 'open' | null;
  /** How far it stands out from noise, in standard deviations. */
  score: number;
  /** The pieces that were read, in their order. */
  pieces: ReadPiece[];
  /** The batch that the pieces lead to, and the videos that it may be; null where no record knows them. */
  record: { batch: string; videos: Candidate[] } | null;
}

/** All that can be found out about a file. */
export interface MediaReport extends LabelReport {
  /** Whether the explicit label is seen on its picture; null where there is none. */
  seen: SeenLabel | null;
  /** Null where the file carries none. */
  credentials: CredentialReport | null;
  /** Null where it was not looked for: no picture, too small, or not to be decoded. */
  watermark: WatermarkReport | null;
  /** Whether the file is another than the one that was made; null where no record tells. */
  altered: boolean | null;
}

/** What a check may know besides the file. */
export interface VerifyOptions {
  /** Code of the provider whose files count as ours. */
  provider: string | undefined;
  /** The secret key of watermarks, where one is set. */
  watermarkKey: string | undefined;
  /** Looks for records of batches that may have made it, by the pieces that were read and by the number in its label. */
  findRecords(asked: { pieces: readonly string[]; produceId: string | undefined }): Promise<readonly MarkRecord[]>;
  /** PEM certificates of those whose content credentials are trusted. */
  anchors?: string | undefined;
  signal?: AbortSignal;
}

/** So much of a film is looked at: what is longer is known by then. */
const mostSeconds = 120;
/** The mark of a smaller frame is finer than its pixels. */
const leastShortSide = 200;

/**
 * Checks a file of anybody's: its label by every rule, its watermark, and by the records of batches what it is and whether
 * it was altered.
 * @throws ClipoError `not_found`, `unreadable_material` where the path can't be opened, `cancelled`
 */
export async function verifyMedia(path: string, options: VerifyOptions): Promise<MediaReport> {
  const label = await checkFile(path, { provider: options.provider });
  const isPicture = [...films, ...stills].includes(label.kind);
  const seen = isPicture ? await seeLabel(path, stills.includes(label.kind), options.signal) : null;
  const credentials = await readCredentials(path, { anchors: options.anchors });
  const read = isPicture ? await findWatermark(path, label.kind, options) : null;
  const pieces = read?.pieces.map(({ id }) => id) ?? [];
  const records = await options.findRecords({ pieces, produceId: label.implicit?.ProduceID });
  const record = read === null ? null : resolve(records, keyIdOf(read.key, options), pieces);
  const watermark = read === null ? null : { ...read, record };
  return { ...label, seen, credentials, watermark, altered: await isAltered(path, label, watermark, records) };
}

const films: readonly LabelReport['kind'][] = ['mp4', 'matroska', 'flv'];
const stills: readonly LabelReport['kind'][] = ['png', 'jpeg', 'webp', 'gif'];

async function findWatermark(
  path: string,
  kind: LabelReport['kind'],
  options: VerifyOptions,
): Promise<Omit<WatermarkReport, 'record'> | null> {
  const { watermarkKey, signal } = options;
  const reader = await readFrames(path, stills.includes(kind), signal);
  if (reader === null) {
    return null;
  }
  const keys = [...new Set([...(watermarkKey === undefined ? [] : [watermarkKey]), openWatermarkKey])];
  let best = 0;
  for (const key of keys) {
    const { isFound, score, pieces } = reader.find(key);
    best = Math.max(best, score);
    if (isFound) {
      return {
        found: true,
        key: key === openWatermarkKey ? 'open' : 'own',
        score: rounded(score),
        pieces,
      };
    }
  }
  return { found: false, key: null, score: rounded(best), pieces: [] };
}

function rounded(score: number): number {
  return Math.round(score * 10) / 10;
}

/** Null where there is no picture, or one that can't be read: what is wrong with the file, the label's rules tell. */
async function readFrames(path: string, isStill: boolean, signal: AbortSignal | undefined) {
  try {
    const size = await lookAtPicture(path, isStill, signal);
    const { width, height } = size;
    if (Math.min(width, height) < leastShortSide || Math.max(width, height) > Math.min(width, height) * 8) {
      return null;
    }
    const reader = openWatermarkReader(size);
    await readLumaFrames(path, reader, (luma) => reader.add(luma), {
      isStill,
      mostSeconds,
      ...(signal && { signal }),
    });
    return reader;
  } catch (cause) {
    if (cause instanceof ClipoError && (cause.code === 'unreadable_material' || cause.code === 'program_failed')) {
      return null;
    }
    throw cause;
  }
}

function keyIdOf(key: WatermarkReport['key'], { watermarkKey }: VerifyOptions): string {
  return watermarkKeyId(key === 'own' && watermarkKey !== undefined ? watermarkKey : openWatermarkKey);
}

function resolve(records: readonly MarkRecord[], keyId: string, ids: readonly string[]): WatermarkReport['record'] {
  const known = records
    .filter((record) => record.keyId === keyId)
    .map((record) => ({ batch: record.batch, videos: candidatesOf(record, ids) }))
    .filter(({ videos }) => videos.length > 0);
  return known.sort((a, b) => (b.videos[0]?.matched ?? 0) - (a.videos[0]?.matched ?? 0))[0] ?? null;
}

/** By the label's number where it is known, else by what the watermark leads to. */
async function isAltered(
  path: string,
  { implicit }: LabelReport,
  watermark: WatermarkReport | null,
  records: readonly MarkRecord[],
): Promise<boolean | null> {
  const videos = records.flatMap((record) => record.videos);
  const names = new Set(watermark?.record?.videos.map(({ name }) => name));
  const numbered = videos.filter(({ produceId }) => produceId === implicit?.ProduceID);
  const meant = numbered.length > 0 ? numbered : videos.filter(({ name }) => names.has(name));
  if (meant.length === 0) {
    return null;
  }
  const sha256 = await hashFile(path);
  return meant.every((video) => video.sha256 !== sha256);
}
