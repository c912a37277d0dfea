import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { clientOf } from '../../http/client-of.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { personOf } from '../accounts/me-routes.ts';
import { Accepted } from '../accounts/sign-in-schemas.ts';
import { recordTicks, textsTicked } from './accept-texts.ts';
import { dayInBeijing, readTexts, textKinds, versionInForce } from './read-texts.ts';

const Text = named(
  'LegalText',
  z.strictObject({
    kind: z.enum(textKinds),
    version: z.string().describe('The day from which it is in force'),
    state: z.enum(['in-force', 'announced']),
    language: z.enum(['zh-CN', 'en']),
    text: z.string().describe('Markdown'),
    sha256: z.string(),
    changes: z.string().describe('What is new in it'),
  }),
);
const Texts = named(
  'LegalTexts',
  z.strictObject({
    items: z.array(Text),
    company: z.string().describe('Who runs the service'),
    contact: z.string(),
    certificates: z.array(z.string()).describe('Filings and licences that they state'),
  }),
);

const tag = 'Agreements';

/** Adds the routes of the texts that everybody must agree to. */
export function addAgreementRoutes(app: Api, deps: Pick<Deps, 'db' | 'settings'>): void {
  addRoute(
    app,
    {
      id: 'listAgreements',
      method: 'get',
      path: '/api/v1/agreements',
      tag,
      summary: 'The agreement and the privacy policy in force, and those announced, in both languages',
      answer: Texts,
    },
    async () => {
      const now = new Date();
      const texts = readTexts(deps.settings);
      const items = texts.flatMap((text) => {
        const isAnnounced = text.version > dayInBeijing(now);
        return isAnnounced || text.version === versionInForce(texts, text.kind, now)
          ? [{ ...text, state: isAnnounced ? ('announced' as const) : ('in-force' as const) }]
          : [];
      });
      const { CLIPO_COMPANY: company, CLIPO_CONTACT: contact, CLIPO_CERTIFICATES } = deps.settings;
      const certificates = CLIPO_CERTIFICATES.split(/[;；]/).map((each) => each.trim());
      return { items, company, contact, certificates: certificates.filter((each) => each !== '') };
    },
  );
  addRoute(
    app,
    {
      id: 'acceptAgreements',
      method: 'post',
      path: '/api/v1/me/agreements',
      tag,
      summary: 'Agree to the versions in force',
      person: true,
      despite: ['agreements', 'age', 'guardian', 'phone'],
      body: Accepted,
      status: 204,
    },
    async ({ actor, body, c }) => {
      const client = clientOf(c, deps.settings);
      const texts = textsTicked(deps.settings, body, client.language, new Date());
      await deps.db.asSystem((tx) => recordTicks(tx, personOf(actor).userId, texts, client));
      return undefined;
    },
  );
}
