import { Readable } from 'node:stream';
import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { newId } from '../../db/new-id.ts';
import { consentKinds } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { clientOf } from '../../http/client-of.ts';
import { named } from '../../http/document.ts';
import { OperatorReason } from '../../http/reason.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { tellStop } from '../../work/queries.ts';
import { personOf } from '../accounts/me-routes.ts';
import { insertConsents, selectLatestConsents } from '../agreements/queries.ts';
import { exportData } from './export-data.ts';
import { fileInventory, tableInventory } from './inventory.ts';
import { inChinese } from './inventory-chinese.ts';
import { purposes, purposeText, purposeVersion } from './purposes.ts';
import { selectConsentHistory, selectDisclosures } from './queries.ts';
import { rotateKeys } from './rotate-keys.ts';

const time = z.iso.datetime();
const Purpose = z.strictObject({
  purpose: z.enum(purposes),
  isGiven: z.boolean(),
  text: z.string(),
  sha256: z.string(),
  version: z.string(),
});
const Act = z.strictObject({
  kind: z.enum(consentKinds),
  act: z.enum(['give', 'decline', 'withdraw']),
  version: z.string(),
  sha256: z.string(),
  at: time,
});
const Consents = named('Consents', z.strictObject({ purposes: z.array(Purpose), history: z.array(Act) }));
const Choice = named(
  'ConsentChoice',
  z.strictObject({ isGiven: z.boolean(), sha256: z.string().describe('Of the text that was shown') }),
);
const Disclosures = named(
  'Disclosures',
  z.strictObject({
    items: z.array(
      z.strictObject({ at: time, recipient: z.string(), purpose: z.string(), kinds: z.array(z.string()) }),
    ),
  }),
);
const KeptThing = z.strictObject({
  where: z.string(),
  holds: z.string(),
  ground: z.enum(['law', 'contract', 'consent', 'safety', 'none']),
  term: z.string(),
});
const Inventory = named('PrivacyInventory', z.strictObject({ items: z.array(KeptThing) }));
const Rotated = named('RotatedKeys', z.strictObject({ sealedAnew: z.int() }));
const purposeParams = z.object({ purpose: z.enum(purposes) });

const tag = 'Privacy';
/** Who declines the agreements, or lacks a guardian, still sees, exports and deletes. */
const rights = ['agreements', 'age', 'guardian', 'phone'] as const;

/** Adds the routes by which people exercise their rights to their data. */
export function addPrivacyRoutes(
  app: Api,
  deps: Pick<Deps, 'db' | 'envelope' | 'media' | 'log' | 'secrets' | 'settings'>,
): void {
  addRoute(
    app,
    {
      id: 'getPrivacyInventory',
      method: 'get',
      path: '/api/v1/privacy/inventory',
      tag,
      summary: 'What is kept about people, why and how long, in the language of `Accept-Language`',
      answer: Inventory,
    },
    async ({ c }) => ({
      items: Object.entries({ ...tableInventory, ...fileInventory }).flatMap(([where, kept]) => {
        const { holds, ground, term } = kept;
        const said = c.get('language') === 'zh-CN' ? inChinese(where, kept) : undefined;
        return kept.isPersonal ? [{ where, holds, ground, term, ...said }] : [];
      }),
    }),
  );
  addRoute(
    app,
    {
      id: 'listConsents',
      method: 'get',
      path: '/api/v1/me/consents',
      tag,
      summary: 'What the person consented to, and every act',
      person: true,
      despite: rights,
      answer: Consents,
    },
    async ({ actor, c }) => {
      const { userId } = personOf(actor);
      const { latest, history } = await deps.db.asSystem(async (tx) => ({
        latest: await selectLatestConsents(tx, userId, purposes),
        history: await selectConsentHistory(tx, userId),
      }));
      return {
        purposes: purposes.map((purpose) => ({
          purpose,
          isGiven: latest.some(
            ({ kind, act, version }) => kind === purpose && act === 'give' && version === purposeVersion,
          ),
          version: purposeVersion,
          ...purposeText(purpose, c.get('language')),
        })),
        history: history.map(({ kind, act, version, sha256, at }) => ({
          kind,
          act,
          version,
          sha256,
          at: at.toISOString(),
        })),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'chooseConsent',
      method: 'put',
      path: '/api/v1/me/consents/{purpose}',
      tag,
      summary: 'Consent to a purpose, or withdraw; one is as easy as the other',
      person: true,
      despite: rights,
      params: purposeParams,
      body: Choice,
      status: 204,
    },
    async ({ actor, params: { purpose }, body, c }) => {
      const client = clientOf(c, deps.settings);
      const { sha256 } = purposeText(purpose, client.language);
      if (body.isGiven && body.sha256 !== sha256) {
        const problem = 'is not of the text in force: show it again';
        throw new ClipoError('invalid_input', `sha256: ${problem}`, { details: { field: 'sha256', problem } });
      }
      const { address, userAgent, language } = client;
      const act = body.isGiven ? ('give' as const) : ('withdraw' as const);
      await deps.db.asSystem(async (tx) => {
        await insertConsents(tx, [
          {
            id: newId('con'),
            userId: personOf(actor).userId,
            kind: purpose,
            act,
            version: purposeVersion,
            language,
            sha256,
            address,
            userAgent,
          },
        ]);
        if (act === 'withdraw') {
          // What runs is asked whether it may go on.
          await tellStop(tx);
        }
      });
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'listDisclosures',
      method: 'get',
      path: '/api/v1/me/disclosures',
      tag,
      summary: 'To whom the person’s data was given',
      person: true,
      despite: rights,
      answer: Disclosures,
    },
    async ({ actor }) => {
      const rows = await deps.db.asSystem((tx) => selectDisclosures(tx, personOf(actor).userId));
      return {
        items: rows.map(({ createdAt, recipient, purpose, kinds }) => ({
          at: createdAt.toISOString(),
          recipient,
          purpose,
          kinds,
        })),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'exportMyData',
      method: 'post',
      path: '/api/v1/me/export',
      tag,
      summary: 'Everything that the person gave or made, as a zip with a manifest',
      person: true,
      fresh: true,
      despite: rights,
      rawAnswer: { types: ['application/zip'], description: 'The zip' },
    },
    async ({ actor }) => {
      const zip = await exportData(deps, personOf(actor), actor.teamId);
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
      id: 'rotateKeys',
      method: 'post',
      path: '/api/v1/privacy/keys',
      tag,
      summary: 'Seal all personal data with a new key (operators)',
      scope: 'admin',
      body: OperatorReason,
      answer: Rotated,
    },
    async ({ actor }) => {
      mustOperate(actor);
      return { sealedAnew: await rotateKeys(deps) };
    },
  );
}
