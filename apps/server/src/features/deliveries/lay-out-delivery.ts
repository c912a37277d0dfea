import { withPosts } from '@clipo/batch';
import { type ChannelDelivery, checkDelivery, type DeliveredVideo, type DeliveryFinding } from '@clipo/batch/deliver';
import { type Channel, ClipoError, type ManifestVideo, musicCatalog } from '@clipo/contract';
import type { PublishingLabel } from '@clipo/contract/channels';
import type { Transaction } from '../../db/database.ts';
import type { DeliveryPosts } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import { briefHashOf } from '../batches/manifest-of.ts';
import { assertPeopleConsented } from '../materials/assert-people-consented.ts';
import { selectOutcomes } from '../reviews/queries.ts';
import { videoContent } from '../videos/check-video.ts';
import { type DeliverableRow, selectCovers, selectDeliverables, selectSources } from './queries.ts';

/** What is asked for: which videos go to which channels, with which labels; `posts` replace what would be written. */
export interface DeliveryWish {
  videoIds: readonly string[];
  channels: readonly Channel[];
  labels: readonly PublishingLabel[];
  posts: DeliveryPosts;
  /** What is scheduled must be after it. */
  now: Date;
  /** In the order of the channels: when its first video is posted, and how long after it each next one. */
  schedules?: readonly (DeliverySchedule | null)[];
}

/** When the videos of a channel are posted. */
export interface DeliverySchedule {
  startsAt: string;
  everyMinutes: number;
}

/** A delivery laid out: what goes where, and what stands in its way. */
export interface LaidOut {
  rows: DeliverableRow[];
  deliveries: ChannelDelivery[];
  findings: DeliveryFinding[];
  posts: DeliveryPosts;
}

type LayOutDeps = Pick<Deps, 'media'>;

/**
 * Lays a delivery out and checks it against its channels. Videos that the gate holds back are refused at once.
 * @throws ClipoError no_such_thing, content_rejected, consent_needed
 */
export async function layOutDelivery(
  tx: Transaction,
  deps: LayOutDeps,
  teamId: string,
  wish: DeliveryWish,
): Promise<LaidOut> {
  const ids = [...new Set(wish.videoIds)];
  const rows = await selectDeliverables(tx, teamId, ids);
  const missing = ids.find((id) => !rows.some((row) => row.id === id));
  if (missing !== undefined) {
    throw new ClipoError('no_such_thing', `no video ${missing}`, { details: { kind: 'video', id: missing } });
  }
  const ready = rows.filter(({ status, files }) => status === 'done' && files !== null);
  for (const row of ready) {
    assertAllowed(videoContent(row), row.verdict);
  }
  await assertPeopleConsented(tx, teamId, { ids: ready.map(({ id }) => id) });
  const batchIds = [...new Set(ready.map(({ batchId }) => batchId))];
  const sources = new Map((await selectSources(tx, teamId, batchIds)).map((source) => [source.id, source]));
  const covers = await selectCovers(tx, teamId, batchIds);
  const outcomes = await selectOutcomes(tx, teamId, ids);
  const posts = postsOf(ready, sources, wish);
  const videos = await Promise.all(
    ready.map(async (row) => {
      const source = sources.get(row.batchId);
      const siblings = covers.filter(
        (one) =>
          one.batchId === row.batchId &&
          one.creative === row.creative &&
          one.language === row.language &&
          one.format !== row.format,
      );
      return { row, video: await deliveredVideo(deps, row, source, siblings) };
    }),
  );
  const deliveries = wish.channels.map(
    (channel, index): ChannelDelivery => ({
      channel,
      labels: wish.labels,
      videos: videos.flatMap(({ row, video }) => {
        const post = posts[row.id]?.[index];
        return post === undefined ? [] : [{ video, post }];
      }),
    }),
  );
  const reviewed = wish.channels.flatMap((channel) =>
    rows.flatMap(({ id, name, status, deletedAt }): DeliveryFinding[] => {
      const about = { channel, video: name, field: 'video', values: {} };
      const outcome = outcomes.get(id)?.outcome;
      if (status !== 'done') {
        return [{ ...about, level: 'error', rule: 'rule.deliver_not_done' }];
      }
      if (deletedAt !== null) {
        return [{ ...about, level: 'error', rule: 'rule.deliver_deleted' }];
      }
      if (outcome === 'rejected') {
        return [{ ...about, level: 'error', rule: 'rule.deliver_rejected' }];
      }
      return outcome === 'approved' ? [] : [{ ...about, level: 'warning', rule: 'rule.deliver_not_approved' }];
    }),
  );
  return {
    rows,
    deliveries,
    posts,
    findings: [...reviewed, ...deliveries.flatMap((one) => checkDelivery(one, wish.now))],
  };
}

type Sources = Map<string, Awaited<ReturnType<typeof selectSources>>[number]>;

/** Texts for every video and channel: those that were given, else written as `make` writes them. */
function postsOf(
  rows: readonly DeliverableRow[],
  sources: Sources,
  { channels, posts, schedules }: DeliveryWish,
): DeliveryPosts {
  const written = [...sources.values()].flatMap(({ id, brief, products }) => {
    const own = rows.filter(({ batchId, record }) => batchId === id && record !== null);
    const made = withPosts(
      own.map(({ record }) => record as ManifestVideo),
      { brief: { ...brief, channels: [...channels] }, products },
    );
    return own.map((row, index) => [row.id, made[index]?.posts ?? []] as const);
  });
  return Object.fromEntries(
    written.map(([id, own], place) => [
      id,
      own.map((post, index) => {
        const given = posts[id]?.[index];
        const publishAt = timeOf(schedules?.[index], place) ?? given?.publishAt;
        // Where it is posted, and what it must declare there, is not for the texts to say.
        const { platform, handle, aiDeclaration } = post;
        return { ...(given ?? post), platform, handle, aiDeclaration, ...(publishAt !== undefined && { publishAt }) };
      }),
    ]),
  );
}

function timeOf(schedule: DeliverySchedule | null | undefined, place: number): string | undefined {
  return schedule == null
    ? undefined
    : new Date(new Date(schedule.startsAt).getTime() + place * schedule.everyMinutes * 60_000).toISOString();
}

async function deliveredVideo(
  { media }: LayOutDeps,
  row: DeliverableRow,
  source: Awaited<ReturnType<typeof selectSources>>[number] | undefined,
  siblings: Awaited<ReturnType<typeof selectCovers>>,
): Promise<DeliveredVideo> {
  const { record, files } = row;
  if (record === null || files === null) {
    throw new ClipoError('internal', `a finished video without files: ${row.id}`);
  }
  const fileOf = ({ sha256, bytes }: { sha256: string; bytes: number }) => ({
    sizeBytes: bytes,
    open: () => media.read(sha256),
  });
  return {
    record,
    files: { video: fileOf(files.video), cover: fileOf(files.cover), srt: fileOf(files.srt), vtt: fileOf(files.vtt) },
    otherCovers: [
      ...(files.cover3x4 === undefined ? [] : [{ format: '3x4', file: fileOf(files.cover3x4) }]),
      ...siblings.flatMap(({ format, files: other }) =>
        other === null || (format === '3x4' && files.cover3x4 !== undefined)
          ? []
          : [{ format, file: fileOf(other.cover) }],
      ),
    ],
    licences: licencesOf(row, source),
    provenance: {
      videoId: row.id,
      batchId: row.batchId,
      batchCreatedAt: source?.createdAt.toISOString(),
      madeAt: row.endedAt?.toISOString(),
      briefHash: source && (await briefHashOf(source)),
      writtenBy: source?.brief.model?.name ?? 'built-in planner',
      materials: row.materials,
    },
  };
}

function licencesOf(
  { materials, record, track }: DeliverableRow,
  source: Awaited<ReturnType<typeof selectSources>>[number] | undefined,
): DeliveredVideo['licences'] {
  const shown = (source?.prepared?.materials ?? []).filter(({ id }) => materials.includes(id));
  const piece = Object.entries(musicCatalog).find(([name]) => name === track)?.[1];
  return [
    ...shown.map(({ file, id, rights }) => ({
      what: file,
      holder: rights?.holder ?? '',
      licence: rights?.licence ?? '',
      scope: rights?.scope ?? '',
      sha256: id,
    })),
    ...(record?.voice === undefined
      ? []
      : [{ what: `voice: ${record.voice.engine}`, holder: '', licence: record.voice.licence, scope: '', sha256: '' }]),
    ...(piece === undefined || track === null
      ? []
      : [{ what: `music: ${track}`, holder: 'Clipo', licence: piece.licence, scope: '', sha256: '' }]),
  ];
}
