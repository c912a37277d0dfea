import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { newId } from '../../db/new-id.ts';
import { announcementKinds } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { OperatorReason } from '../../http/reason.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { serviceParts } from '../parts/service-parts.ts';
import {
  type AnnouncementRow,
  endAnnouncement,
  insertAnnouncement,
  selectAllAnnouncements,
  selectAnnouncements,
} from './queries.ts';

const time = z.iso.datetime();
const text = z.string().trim().min(1).max(2000);
const NewAnnouncement = named(
  'NewAnnouncement',
  z.strictObject({
    titleZh: text.max(100),
    bodyZh: text,
    titleEn: text.max(100),
    bodyEn: text,
    isPopup: z.boolean().default(false),
    kind: z
      .enum(announcementKinds)
      .default('news')
      .describe('`maintenance` is a window: told before it begins and while it lasts'),
    parts: z
      .array(z.enum(serviceParts))
      .max(serviceParts.length)
      .default([])
      .describe('Of maintenance: what is closed in it, by itself'),
    startsAt: time.optional(),
    endsAt: time.optional(),
    shownFrom: time.optional().describe('Of maintenance: from when on people are told; a day before, where left out'),
  }),
);
const Shown = {
  id: z.string(),
  kind: z.enum(announcementKinds),
  isPopup: z.boolean(),
  startsAt: time,
  endsAt: time.nullable(),
};
const Announcement = named(
  'Announcement',
  z.strictObject({
    ...Shown,
    title: z.string(),
    body: z.string(),
    isRunning: z.boolean().describe('It has begun; maintenance is told before'),
  }),
);
const Announcements = named('Announcements', z.strictObject({ items: z.array(Announcement) }));
const AllAnnouncements = named(
  'AllAnnouncements',
  z.strictObject({
    items: z.array(
      z.strictObject({
        ...Shown,
        titleZh: z.string(),
        titleEn: z.string(),
        bodyZh: z.string(),
        bodyEn: z.string(),
        parts: z.array(z.string()),
        shownFrom: time,
      }),
    ),
  }),
);
const Made = named('MadeAnnouncement', z.strictObject({ id: z.string() }));

const tag = 'Notices';
const dayMs = 86_400_000;
const shownToOperators = 100;

/** Adds the routes by which operators tell everybody something, also of maintenance to come. */
export function addAnnouncementRoutes(app: Api, deps: Pick<Deps, 'db'>): void {
  addRoute(
    app,
    {
      id: 'listAnnouncements',
      method: 'get',
      path: '/api/v1/announcements',
      tag,
      summary: 'What everybody is told now, in the language of `Accept-Language`',
      answer: Announcements,
    },
    async ({ c }) => {
      const isChinese = c.get('language') === 'zh-CN';
      const now = new Date();
      const rows = await deps.db.asSystem((tx) => selectAnnouncements(tx, now));
      return {
        items: rows.map((row) => ({
          ...shownView(row),
          title: isChinese ? row.titleZh : row.titleEn,
          body: isChinese ? row.bodyZh : row.bodyEn,
          isRunning: row.startsAt <= now,
        })),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'listAllAnnouncements',
      method: 'get',
      path: '/api/v1/operate/announcements',
      tag,
      summary: 'All announcements and maintenance windows, past and to come (operators)',
      scope: 'admin',
      answer: AllAnnouncements,
    },
    async ({ actor }) => {
      mustOperate(actor);
      const rows = await deps.db.asSystem((tx) => selectAllAnnouncements(tx, shownToOperators));
      return {
        items: rows.map((row) => ({
          ...shownView(row),
          titleZh: row.titleZh,
          titleEn: row.titleEn,
          bodyZh: row.bodyZh,
          bodyEn: row.bodyEn,
          parts: row.parts,
          shownFrom: (row.shownFrom ?? row.startsAt).toISOString(),
        })),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'announce',
      method: 'post',
      path: '/api/v1/announcements',
      tag,
      summary: 'Announce something to everybody, or a maintenance window (operators)',
      scope: 'admin',
      body: NewAnnouncement,
      status: 201,
      answer: Made,
    },
    async ({ actor, body }) => {
      mustOperate(actor);
      const id = newId('ann');
      const row = { id, ...timesOf(body) };
      await deps.db.asSystem((tx) => insertAnnouncement(tx, row));
      return { id };
    },
  );
  addRoute(
    app,
    {
      id: 'endAnnouncement',
      method: 'delete',
      path: '/api/v1/announcements/{id}',
      tag,
      summary: 'End an announcement; what maintenance closed opens (operators)',
      scope: 'admin',
      params: idParams('ann'),
      body: OperatorReason,
      status: 204,
    },
    async ({ actor, params }) => {
      mustOperate(actor);
      if (!(await deps.db.asSystem((tx) => endAnnouncement(tx, params.id, new Date())))) {
        throw new ClipoError('no_such_thing', 'no such announcement', {
          details: { kind: 'announcement', id: params.id },
        });
      }
      return undefined;
    },
  );
}

/** What is kept of what was given. @throws ClipoError invalid_input where a window has no end, or ends before it begins */
function timesOf({ startsAt, endsAt, shownFrom, ...said }: z.output<typeof NewAnnouncement>) {
  const begins = startsAt === undefined ? new Date() : new Date(startsAt);
  const ends = endsAt === undefined ? null : new Date(endsAt);
  if (said.kind === 'maintenance' && ends === null) {
    throw wrong('endsAt', 'is missing: say when the maintenance ends');
  }
  if (ends !== null && ends <= begins) {
    throw wrong('endsAt', 'must be after startsAt');
  }
  if (said.kind === 'news' && said.parts.length > 0) {
    throw wrong('parts', 'only maintenance closes parts');
  }
  const told = shownFrom === undefined ? new Date(begins.getTime() - dayMs) : new Date(shownFrom);
  return { ...said, startsAt: begins, endsAt: ends, shownFrom: said.kind === 'maintenance' ? told : null };
}

function wrong(field: string, problem: string): ClipoError {
  return new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
}

function shownView({ id, kind, isPopup, startsAt, endsAt }: AnnouncementRow) {
  return { id, kind, isPopup, startsAt: startsAt.toISOString(), endsAt: endsAt?.toISOString() ?? null };
}
