import { Readable } from 'node:stream';
import { ClipoError } from '@clipo/contract';
import type { Context } from 'hono';
import { z } from 'zod';
import { ageGroups } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import type { ApiEnv } from '../../http/api-env.ts';
import { clientOf } from '../../http/client-of.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { readContact } from '../accounts/contact.ts';
import { codeSeconds, resendSeconds, sendCode } from '../accounts/send-code.ts';
import { shownAs } from '../accounts/shown-as.ts';
import { code, contact, NewCode, SentCode } from '../accounts/sign-in-schemas.ts';
import { askDeletion } from '../deletion/ask-deletion.ts';
import { stopDeletion } from '../deletion/stop-deletion.ts';
import { exportData } from '../privacy/export-data.ts';
import { selectOpenDeletion } from '../privacy/queries.ts';
import { insertAudits, selectTeamsOf } from '../teams/queries.ts';
import { findWards, wardMinutes, wardOf } from './find-wards.ts';
import type { WardRow } from './queries.ts';
import { addGuardianRefundRoutes } from './refund-routes.ts';
import { withdrawGuardian } from './withdraw-guardian.ts';

const time = z.iso.datetime();
const Entry = named('GuardianEntry', z.strictObject({ contact, code }));
const Ward = z.strictObject({
  userId: z.string(),
  name: z.string(),
  contact: z.string().describe('Masked'),
  ageGroup: z.enum(ageGroups).nullable(),
  isGiven: z.boolean().describe('Whether the consent holds'),
  at: time.describe('Since when'),
});
const Wards = named(
  'Wards',
  z.strictObject({
    token: z.string().describe('Proves the guardian for a quarter of an hour'),
    goodForSeconds: z.int(),
    items: z.array(Ward),
  }),
);
const token = z.string().min(1).max(300);
const userId = z.string().min(1).max(60);
const ForWard = named('ForWard', z.strictObject({ token, userId }));
const DeleteWard = named('DeleteWard', ForWard.extend({ reason: z.string().trim().max(500).default('') }));
const Asked = named(
  'WardDeletion',
  z.strictObject({ erasesAt: time.nullable().describe('When it is carried out; null: that can’t be told yet') }),
);

const tag = 'Privacy';

/** Adds the routes by which guardians, who have no account, withdraw, see and delete: each proven by a code to their contact. */
export function addGuardianRoutes(app: Api, deps: Deps): void {
  /** What a guardian does is written down as what members do is, in the minor's own team. */
  const writeDown = async (c: Context<ApiEnv>, { user, act }: WardRow) => {
    const { address, userAgent } = clientOf(c, deps.settings);
    await deps.db.asSystem(async (tx) => {
      const own = (await selectTeamsOf(tx, user.id)).find(({ role }) => role === 'owner');
      await insertAudits(tx, [
        {
          teamId: own?.id ?? '',
          actorId: act.id,
          userId: null,
          action: `${c.req.method} ${c.get('route')}`,
          objectId: user.id,
          status: 200,
          address,
          userAgent,
          requestId: c.get('requestId'),
        },
      ]);
    });
  };
  addGuardianRefundRoutes(app, deps, writeDown);
  addRoute(
    app,
    {
      id: 'sendWardCode',
      method: 'post',
      path: '/api/v1/guardians/codes',
      tag,
      summary: 'Send a guardian a code by which they see for whom they consented; the answer is the same for everybody',
      body: NewCode,
      status: 202,
      answer: SentCode,
    },
    async ({ body, c }) => {
      const client = clientOf(c, deps.settings);
      const to = readContact(body.contact);
      await deps.captcha.check('ward', body.captcha, client.address);
      await sendCode(deps, { contact: to, purpose: 'ward', client });
      return { goodForSeconds: codeSeconds, againAfterSeconds: resendSeconds };
    },
  );
  addRoute(
    app,
    {
      id: 'findWards',
      method: 'post',
      path: '/api/v1/guardians/wards',
      tag,
      summary: 'For whom a guardian consented, proven by the code that was sent to them',
      body: Entry,
      answer: Wards,
      errors: ['sign_in_failed'],
    },
    async ({ body, c }) => {
      const given = { contact: readContact(body.contact), code: body.code, client: clientOf(c, deps.settings) };
      const found = await findWards(deps, given);
      c.header('cache-control', 'no-store');
      const items = found.wards.map(async ({ user, act }) => ({
        userId: user.id,
        ...(await shownAs(deps, user)),
        ageGroup: user.ageGroup,
        isGiven: act.act === 'give',
        at: act.at.toISOString(),
      }));
      return { token: found.token, goodForSeconds: wardMinutes * 60, items: await Promise.all(items) };
    },
  );
  addRoute(
    app,
    {
      id: 'withdrawGuardian',
      method: 'post',
      path: '/api/v1/guardians/withdrawals',
      tag,
      summary: 'Withdraw a guardian’s consent: the minor’s account does no more than show, export and delete',
      body: ForWard,
      status: 204,
      errors: ['link_expired', 'no_such_thing', 'conflict'],
    },
    async ({ body, c }) => {
      const ward = await wardOf(deps, body);
      await withdrawGuardian(deps, ward, clientOf(c, deps.settings));
      await writeDown(c, ward);
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'exportWard',
      method: 'post',
      path: '/api/v1/guardians/exports',
      tag,
      summary: 'Everything that the minor gave or made, as a zip with a manifest, for the guardian',
      body: ForWard,
      rawAnswer: { types: ['application/zip'], description: 'The zip' },
      errors: ['link_expired', 'no_such_thing'],
    },
    async ({ body, c }) => {
      const ward = await wardOf(deps, body);
      await writeDown(c, ward);
      const person = { userId: ward.user.id, needs: [], operates: false };
      const zip = await exportData(deps, person, '');
      const headers = {
        'content-type': 'application/zip',
        'content-disposition': 'attachment; filename="clipo-export.zip"',
        'cache-control': 'no-store',
      };
      return new Response(Readable.toWeb(zip) as ReadableStream, { headers });
    },
  );
  addRoute(
    app,
    {
      id: 'askWardDeletion',
      method: 'post',
      path: '/api/v1/guardians/deletions',
      tag,
      summary: 'Ask, as the guardian, for the minor’s account to be deleted: it is after a week',
      body: DeleteWard,
      status: 201,
      answer: Asked,
      errors: ['link_expired', 'no_such_thing', 'conflict'],
    },
    async ({ body, c }) => {
      const ward = await wardOf(deps, body);
      const { erasesAt } = await askDeletion(deps, {
        userId: ward.user.id,
        reason: body.reason,
        guardian: ward.act.id,
      });
      await writeDown(c, ward);
      return { erasesAt: erasesAt?.toISOString() ?? null };
    },
  );
  addRoute(
    app,
    {
      id: 'withdrawWardDeletion',
      method: 'post',
      path: '/api/v1/guardians/deletions/withdrawals',
      tag,
      summary: 'Take back, as the guardian, the deletion that they asked for',
      body: ForWard,
      status: 204,
      errors: ['link_expired', 'no_such_thing'],
    },
    async ({ body, c }) => {
      const ward = await wardOf(deps, body);
      const { id: userId } = ward.user;
      await deps.db.asSystem(async (tx) => {
        const open = await selectOpenDeletion(tx, userId);
        if (open === undefined || open.cause !== 'user' || open.orderedBy === null) {
          throw new ClipoError('no_such_thing', 'no deletion that a guardian asked for', {
            details: { kind: 'request for deletion', id: userId },
          });
        }
        const why = '监护人已撤回。 The guardian withdrew it.';
        await stopDeletion(tx, deps, { id: open.id, by: ward.act.id, why }, new Date());
      });
      await writeDown(c, ward);
      return undefined;
    },
  );
}
