import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { readSmsTemplates } from './aliyun-sms.ts';
import { type NoticeWay, noticeWays } from './notice-ways.ts';
import { hasProvider } from './providers.ts';
import { type TemplateName, wordingOf } from './templates.ts';

const channels = ['inbox', 'email', 'sms'] as const;
const ways = ['urgent', 'may-wait', 'address', 'urgent-or-address'] as const satisfies readonly NoticeWay[];
const wording = z.strictObject({ subject: z.string(), text: z.string() });
const Wordings = named(
  'NoticeWordings',
  z.strictObject({
    providers: z
      .strictObject({ email: z.boolean(), sms: z.boolean() })
      .describe('Whether the settings name one; without, messages are kept in the outbox'),
    items: z.array(
      z.strictObject({
        name: z.string(),
        way: z
          .enum(ways)
          .describe(
            '`urgent`: every channel at once; `may-wait`: as the person prefers, not in their quiet hours; `address`: straight to an address, without an account',
          ),
        channels: z.array(z.enum(channels)),
        smsTemplate: z.string().nullable().describe('The template that the SMS provider approved for it'),
        'zh-CN': wording,
        en: wording,
      }),
    ),
  }),
);

/** Adds the route by which operators read what every notice says in both languages, and how it goes out. */
export function addWordingRoutes(app: Api, { settings }: Pick<Deps, 'settings'>): void {
  addRoute(
    app,
    {
      id: 'listNoticeWordings',
      method: 'get',
      path: '/api/v1/operate/notice-wordings',
      tag: 'Notices',
      summary: 'What every notice says in both languages, and by which channels it goes (operators)',
      scope: 'admin',
      answer: Wordings,
    },
    async ({ actor }) => {
      mustOperate(actor);
      const approved = readSmsTemplates(settings.CLIPO_ALIYUN_SMS_TEMPLATES ?? '{}');
      return {
        providers: { email: hasProvider(settings, 'email'), sms: hasProvider(settings, 'sms') },
        items: (Object.keys(noticeWays) as TemplateName[]).map((name) => ({
          name,
          way: noticeWays[name],
          channels: channelsOf(noticeWays[name]),
          smsTemplate: approved[name] ?? null,
          'zh-CN': wordingOf(name, 'zh-CN'),
          en: wordingOf(name, 'en'),
        })),
      };
    },
  );
}

function channelsOf(way: NoticeWay): (typeof channels)[number][] {
  switch (way) {
    case 'address':
      return ['email', 'sms'];
    case 'urgent':
    case 'may-wait':
    case 'urgent-or-address':
      return ['inbox', 'email', 'sms'];
  }
}
