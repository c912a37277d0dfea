import { providerOf, verifyMedia } from '@clipo/batch';
import { ClipoError, ImplicitLabel } from '@clipo/contract';
import { sentenceOf } from '@clipo/label';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { anchorsOf } from './read-anchors.ts';
import { type FoundRecords, findRecords } from './records-of.ts';
import { withFile } from './take-file.ts';

/** What anybody may send. */
const mostBytes = 256 * 1024 ** 2;
/** Checks that run at once in a process: each decodes a film. */
const mostAtOnce = 2;
const waitSeconds = 10;

/** What anybody is told of content credentials. */
const Credentials = z.strictObject({
  state: z
    .enum(['trusted', 'untrusted', 'invalid', 'unread'])
    .describe('untrusted: whole, but nobody here knows who signed; invalid: changed after signing'),
  issuer: z.string().nullable(),
  signer: z.string().nullable(),
  signedAt: z.string().nullable(),
  generator: z.string().nullable().describe('The program that made it, by its own word'),
  title: z.string().nullable(),
  sourceType: z.string().nullable().describe('How much of it machines made, by its own word'),
  actions: z.array(z.string()),
  ingredients: z.array(
    z.strictObject({ title: z.string().nullable(), relation: z.string(), hasCredentials: z.boolean() }),
  ),
  problems: z.array(z.string()).describe('As C2PA names them'),
});

const VerifiedFile = named(
  'VerifiedFile',
  z
    .strictObject({
      verdict: z.enum(['valid', 'invalid', 'missing', 'unknown']),
      kind: z.string().describe('What the file is, by its content'),
      isOurs: z.boolean().describe("Whether this service's provider code is in its label"),
      madeAt: z.iso.datetime().nullable().describe('When this service made it, where it did'),
      undertakenAt: z.iso
        .datetime()
        .nullable()
        .describe('When somebody undertook to declare it themselves, where it was given without the explicit label'),
      explicit: z.string().nullable().describe('The label that is seen or read, as it was found'),
      seen: z
        .enum(['seen', 'unseen', 'unchecked'])
        .nullable()
        .describe('Whether the explicit label is seen on the picture from the start; null where there is no picture'),
      implicit: ImplicitLabel.nullable(),
      isSigned: z.boolean().describe('Whether a signature of the label is there and holds'),
      problems: z.array(
        z.strictObject({ rule: z.string(), severity: z.string(), clause: z.string(), message: z.string() }),
      ),
      watermark: z
        .enum(['own', 'open', 'none', 'unlooked'])
        .describe('Whose invisible mark it carries: of this service, under the open key that everybody knows, or none'),
      credentials: Credentials.nullable().describe('Content credentials (C2PA) that it carries'),
      altered: z
        .boolean()
        .nullable()
        .describe('Whether it is another file than the one that was made, where that is known'),
    })
    .describe('What can be told of a file to anybody'),
);

/** Adds the check of files for people without an account. Nothing of what is sent is kept. */
export function addPublicVerifyRoute(app: Api, { settings, db }: Pick<Deps, 'settings' | 'db'>): void {
  let running = 0;
  addRoute(
    app,
    {
      id: 'verifyFile',
      method: 'post',
      path: '/api/v1/verify',
      tag: 'Labels',
      summary: 'What a file is: its AI label, its watermark, whether this service made it. For anybody; up to 256 MiB',
      rawBody: { types: ['application/octet-stream'], description: 'The bytes of the file' },
      answer: VerifiedFile,
      errors: ['too_large', 'disk_full', 'rate_limited'],
    },
    async ({ c }) => {
      if (running >= mostAtOnce) {
        throw new ClipoError('rate_limited', `${running} checks are running`, {
          details: { seconds: waitSeconds },
          isRetryable: true,
        });
      }
      running += 1;
      try {
        return await withFile(c.req.raw, mostBytes, async ({ path }) => {
          let found: FoundRecords = { made: [], released: [], records: [] };
          const {
            verdict,
            kind,
            isOurs,
            explicit,
            seen,
            implicit,
            signature,
            problems,
            credentials,
            watermark,
            altered,
          } = await verifyMedia(path, {
            provider: providerOf(settings.CLIPO_PROVIDER_CODE).code,
            watermarkKey: settings.CLIPO_WATERMARK_KEY,
            anchors: await anchorsOf(settings),
            async findRecords(asked) {
              found = await db.asSystem((tx) => findRecords(tx, undefined, asked));
              return found.records;
            },
            signal: c.req.raw.signal,
          });
          // Whose it is, which batch and which video stays with its team.
          const meant = new Set(watermark?.record?.videos.map(({ name }) => name));
          const ours = found.made.find(
            ({ record }) =>
              record?.label?.implicit.ProduceID === implicit?.ProduceID || (record && meant.has(record.name)),
          );
          const released = found.released.find(
            ({ produceId, videoName }) => produceId === implicit?.ProduceID || (!ours && meant.has(videoName)),
          );
          return {
            verdict,
            kind,
            isOurs,
            madeAt: (ours?.endedAt ?? released?.madeAt)?.toISOString() ?? null,
            undertakenAt: released?.createdAt.toISOString() ?? null,
            explicit: explicit ?? seen?.text ?? null,
            seen: seen?.state ?? null,
            implicit,
            isSigned: signature?.isValid === true,
            problems: problems.map((problem) => ({ ...problem, message: sentenceOf(problem, c.get('language')) })),
            watermark: watermark === null ? ('unlooked' as const) : (watermark.key ?? ('none' as const)),
            credentials,
            altered,
          };
        });
      } finally {
        running -= 1;
      }
    },
  );
}
