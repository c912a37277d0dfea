import { Channel, Language, ManifestVideo } from '@clipo/contract';
import { ChannelLimits, channelLimits, PublishingLabel } from '@clipo/contract/channels';
import { sayErrorIn } from '@clipo/messages';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { FileLinks, fileLinksOf } from '../videos/file-links.ts';
import { createDelivery } from './create-delivery.ts';
import { layOutDelivery } from './lay-out-delivery.ts';
import { packageLinkFor, readPackageLink } from './package-link.ts';
import { type DeliveryRow, selectDeliverables, selectDeliveries, selectDelivery } from './queries.ts';
import { servePackage } from './serve-package.ts';

const tag = 'Deliveries';
const Post = ManifestVideo.shape.posts.unwrap().element;
const Posts = z
  .record(z.string().min(1).max(100), z.array(Post).max(20))
  .describe('By id of the video: what is posted with it on each channel, in the order of the channels');
const NewDelivery = named(
  'NewChannelDelivery',
  z.strictObject({
    videos: z.array(z.string().min(1).max(100)).min(1).max(1000).describe('Ids of finished videos'),
    channels: z.array(Channel).max(20).describe('None: the bare files'),
    labels: z
      .array(PublishingLabel)
      .max(6)
      .describe('The publishing labels that platforms in China ask for; `none` is refused for what AI made'),
    posts: Posts.default({}).describe('Texts of your own; left out, they are written from what each video says'),
    schedules: z
      .array(
        z
          .strictObject({
            startsAt: z.iso.datetime({ offset: true }),
            everyMinutes: z.int().min(0).max(43_200).describe('Between one video and the next'),
          })
          .nullable(),
      )
      .max(20)
      .default([])
      .describe('When the videos are posted, in the order of the channels; null where that is left open'),
    language: Language.default('zh-CN').describe('Of what people read in the package'),
  }),
);
const Finding = z.strictObject({
  level: z.enum(['error', 'warning']).describe('`error`: the package is not made'),
  channel: Channel,
  video: z.string().describe('Its name; empty where it is about all'),
  field: z.string(),
  rule: z.string(),
  message: z.string().describe('What it is and what to do, in the language of `Accept-Language`'),
});
const DeliveryCheck = named('ChannelDeliveryCheck', z.strictObject({ findings: z.array(Finding), posts: Posts }));
const Delivery = named(
  'ChannelDelivery',
  z.strictObject({
    id: z.string(),
    createdAt: z.iso.datetime(),
    channels: z.array(Channel.extend({ package: z.string().describe('Path of its zip, good for twelve hours') })),
    labels: z.array(PublishingLabel),
    package: z.string().describe('Path of a zip with all channels, good for twelve hours'),
    videoCount: z.int(),
  }),
);
const DeliveryWhole = named(
  'ChannelDeliveryWhole',
  Delivery.extend({
    videos: z.array(z.strictObject({ id: z.string(), name: z.string(), files: FileLinks, posts: z.array(Post) })),
  }),
);
const DeliveryPage = named('ChannelDeliveryPage', pageOf(Delivery));
const ChannelList = named('ChannelList', z.strictObject({ items: z.array(ChannelLimits) }));

type DeliveryDeps = Pick<Deps, 'db' | 'media' | 'secrets'>;

/** Adds the routes of deliveries: packages for channels, checked before they are made, packed while they are read. */
export function addDeliveryRoutes(app: Api, deps: DeliveryDeps): void {
  const path = '/api/v1/deliveries';
  addRoute(
    app,
    {
      id: 'listChannels',
      method: 'get',
      path: '/api/v1/channels',
      tag,
      summary: 'What each platform takes, and when that was checked',
      scope: 'read',
      answer: ChannelList,
    },
    async () => ({ items: Object.values(channelLimits) }),
  );
  addRoute(
    app,
    {
      id: 'checkDelivery',
      method: 'post',
      path: `${path}/check`,
      tag,
      summary: 'What stands in the way of a delivery, and the texts that it would have. Keeps nothing',
      scope: 'read',
      body: NewDelivery,
      answer: DeliveryCheck,
      errors: ['content_rejected', 'no_such_thing', 'consent_needed'],
    },
    async ({ actor: { teamId }, body, c }) => {
      const { findings, posts } = await deps.db.asTeam(teamId, (tx) =>
        layOutDelivery(tx, deps, teamId, { ...body, videoIds: body.videos, now: new Date() }),
      );
      const say = sayErrorIn(c.get('language'));
      return {
        posts,
        findings: findings.map(({ values, rule, ...rest }) => ({
          ...rest,
          rule: rule.replace('rule.', ''),
          message: say(rule, values),
        })),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'createDelivery',
      method: 'post',
      path,
      tag,
      summary: 'Make packages for channels. Refused, with every fault, where a channel would not take one',
      scope: 'make',
      body: NewDelivery,
      status: 201,
      answer: Delivery,
      errors: ['content_rejected', 'no_such_thing', 'conflict', 'consent_needed'],
    },
    async ({ actor, body }) =>
      viewOf(
        deps,
        await createDelivery(deps, actor, { ...body, videoIds: body.videos, now: new Date() }, body.language),
      ),
  );
  addRoute(
    app,
    {
      id: 'listChannelDeliveries',
      method: 'get',
      path,
      tag,
      summary: 'List deliveries to channels, newest first',
      scope: 'read',
      query: PageQuery,
      answer: DeliveryPage,
    },
    async ({ actor: { teamId }, query }) => {
      const page = { before: afterOf(query), limit: query.limit + 1 };
      const rows = await deps.db.asTeam(teamId, (tx) => selectDeliveries(tx, teamId, page));
      return cutPage(rows, query, (row) => viewOf(deps, row));
    },
  );
  addRoute(
    app,
    {
      id: 'getDelivery',
      method: 'get',
      path: `${path}/{id}`,
      tag,
      summary: 'A delivery with its videos, their files and texts: what a phone needs to post them',
      scope: 'read',
      params: idParams('pkg'),
      answer: DeliveryWhole,
    },
    async ({ actor: { teamId }, params: { id } }) => {
      const { row, videos } = await deps.db.asTeam(teamId, async (tx) => {
        const found = foundOr(await selectDelivery(tx, teamId, id), 'delivery', id);
        return { row: found, videos: await selectDeliverables(tx, teamId, found.videoIds) };
      });
      return {
        ...viewOf(deps, row),
        videos: videos.map((video) => ({
          id: video.id,
          name: video.name,
          files: fileLinksOf(deps, { ...video, teamId }),
          posts: row.posts[video.id] ?? [],
        })),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'downloadPackage',
      method: 'get',
      path: '/media/packages/{id}',
      tag,
      summary: 'The zip of a delivery behind a signed link, packed while it is read',
      params: idParams('pkg'),
      // What is signed is read with its signature: whatever else stands there, the link is no longer one of ours.
      query: z.looseObject({}),
      rawAnswer: { types: ['application/zip'], description: 'The package; its length is told ahead' },
      errors: ['link_expired', 'content_rejected'],
    },
    async ({ params: { id }, c }) =>
      servePackage(deps, readPackageLink(deps, id, new URL(c.req.url).searchParams), c.req.raw.signal),
  );
}

function viewOf(deps: DeliveryDeps, row: DeliveryRow): z.input<typeof Delivery> {
  const { id, teamId, createdAt, channels, labels, videoIds } = row;
  return {
    id,
    createdAt: createdAt.toISOString(),
    channels: channels.map((one, channel) => ({ ...one, package: packageLinkFor(deps, { teamId, id, channel }) })),
    labels,
    package: packageLinkFor(deps, { teamId, id }),
    videoCount: videoIds.length,
  };
}
