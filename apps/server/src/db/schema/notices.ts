import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** By what a notice reached its reader. */
export const noticeChannels = ['inbox', 'popup', 'email', 'sms'] as const;
export type NoticeChannel = (typeof noticeChannels)[number];

/** What a person is told. Several channels carry it; it counts as delivered when the first of them does. */
export const notices = pgTable(
  'notices',
  {
    id: text('id').primaryKey(),
    ...made,
    userId: text('user_id').notNull(),
    template: text('template').notNull(),
    language: text('language', { enum: ['zh-CN', 'en'] }).notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    /** Shown over the page until it is closed. */
    isPopup: boolean('is_popup').notNull().default(false),
    readAt: at('read_at'),
    deliveredAt: at('delivered_at'),
    deliveredBy: text('delivered_by', { enum: noticeChannels }),
    /** What proves it: the provider's receipt, or the session that fetched it. */
    proof: text('proof'),
  },
  (table) => [index('notices_user').on(table.userId, table.id), ofTheService('notices')],
).enableRLS();

/** `maintenance` is a window: told before it begins and while it lasts, and what it closes is closed in it by itself. */
export const announcementKinds = ['news', 'maintenance'] as const;
export type AnnouncementKind = (typeof announcementKinds)[number];

/** What everybody is told on the page, between two moments. */
export const announcements = pgTable(
  'announcements',
  {
    id: text('id').primaryKey(),
    ...made,
    titleZh: text('title_zh').notNull(),
    bodyZh: text('body_zh').notNull(),
    titleEn: text('title_en').notNull(),
    bodyEn: text('body_en').notNull(),
    isPopup: boolean('is_popup').notNull().default(false),
    kind: text('kind', { enum: announcementKinds }).notNull().default('news'),
    /** Of a maintenance window: from when on people are told that it comes. */
    shownFrom: at('shown_from'),
    /** Of a maintenance window: which parts of the service it closes (features/parts). */
    parts: text('parts').array().notNull().default(sql`'{}'`),
    startsAt: at('starts_at').notNull(),
    endsAt: at('ends_at'),
  },
  (table) => [index('announcements_time').on(table.startsAt), ofTheService('announcements')],
).enableRLS();

/** New versions of the agreement and the privacy policy that people were told of beforehand. */
export const announcedTexts = pgTable(
  'announced_texts',
  {
    kind: text('kind').notNull(),
    version: text('version').notNull(),
    ...made,
    /** The last of the people who were told, by their ids: whoever came later is told next. */
    toldUpTo: text('told_up_to').notNull().default(''),
  },
  (table) => [primaryKey({ columns: [table.kind, table.version] }), ofTheService('announced_texts')],
).enableRLS();

/** What a person wants to be told how. Security and legal notices take every channel whatever stands here. */
export const noticePreferences = pgTable(
  'notice_preferences',
  {
    userId: text('user_id').primaryKey(),
    ...made,
    email: boolean('email').notNull().default(true),
    sms: boolean('sms').notNull().default(false),
    /** Minutes after midnight in Beijing between which what may wait waits; equal: never. */
    quietFrom: integer('quiet_from')
      .notNull()
      .default(22 * 60),
    quietTo: integer('quiet_to')
      .notNull()
      .default(8 * 60),
    mutedTemplates: text('muted_templates').array().notNull().default(sql`'{}'`),
  },
  () => [ofTheService('notice_preferences')],
).enableRLS();
