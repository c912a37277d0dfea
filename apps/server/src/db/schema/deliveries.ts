import type { Channel, Language, ManifestVideo } from '@clipo/contract';
import type { PublishingLabel } from '@clipo/contract/channels';
import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/** What stands beside a video on each channel of a delivery, in the order of its channels. */
export type DeliveryPosts = Record<string, NonNullable<ManifestVideo['posts']>>;

/** Packages of videos: for channels, with all that is posted, or of the bare files where no channel is named. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    /** The member who made it; null where a key did. */
    createdBy: text('created_by'),
    videoIds: jsonb('video_ids').$type<string[]>().notNull(),
    channels: jsonb('channels').$type<Channel[]>().notNull(),
    labels: jsonb('labels').$type<PublishingLabel[]>().notNull(),
    posts: jsonb('posts').$type<DeliveryPosts>().notNull(),
    /** Of what people read in it. */
    language: text('language').$type<Language>().notNull(),
    /** What the gate says of its texts. */
    verdict: jsonb('verdict').notNull(),
  },
  (table) => [index('deliveries_team').on(table.teamId, table.id), ofItsTeam('deliveries', table.teamId)],
).enableRLS();
