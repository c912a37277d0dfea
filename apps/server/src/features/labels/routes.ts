import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { providerOf, verifyMedia } from '@clipo/batch';
import { ImplicitLabel } from '@clipo/contract';
import { inspectMedia } from '@clipo/engine';
import { labelFile, makeImplicitLabel } from '@clipo/label';
import { z } from 'zod';
import { check } from '../../check/check.ts';
import { lookAtFile } from '../../check/look-at-file.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { anchorsOf } from './read-anchors.ts';
import { findRecords } from './records-of.ts';
import { withFile } from './take-file.ts';

const mostBytes = 2 * 1024 ** 3;
const tag = 'Labels';
const fileBody = { types: ['application/octet-stream'], description: 'The bytes of the file' };

const LabelReport = named(
  'LabelReport',
  z
    .looseObject({
      verdict: z.string().describe('`valid`, `suspected` …: as `clipo verify` tells it'),
      kind: z.string().describe('What the file is, by its content'),
      isOurs: z.boolean().describe("Whether this service's provider code is in it"),
      explicit: z.string().nullable().describe('The label that is read, in captions'),
      implicit: ImplicitLabel.nullable(),
      problems: z.array(
        z.strictObject({ rule: z.string(), severity: z.string(), clause: z.string(), message: z.string() }),
      ),
      watermark: z
        .looseObject({ found: z.boolean(), key: z.string().nullable(), score: z.number() })
        .nullable()
        .describe('The invisible mark, its pieces, and the videos of the team that they lead to'),
      credentials: z
        .looseObject({ state: z.string() })
        .nullable()
        .describe('Content credentials (C2PA) that it carries'),
      altered: z
        .boolean()
        .nullable()
        .describe('Whether it is another file than the one that was made, where that is known'),
    })
    .describe('Which rules of GB 45438-2025 a file keeps and breaks'),
);

/** Adds what looks after AI labels of any file. Nothing of what is sent is kept. */
export function addLabelRoutes(app: Api, { settings, db, looker }: Pick<Deps, 'settings' | 'db' | 'looker'>): void {
  addRoute(
    app,
    {
      id: 'verifyLabel',
      method: 'post',
      path: '/api/v1/labels/verify',
      tag,
      summary: 'Whether a file carries the AI label that the law asks for, whoever made it',
      scope: 'read',
      rawBody: fileBody,
      answer: LabelReport,
      errors: ['too_large', 'disk_full'],
    },
    async ({ c, actor: { teamId } }) =>
      withFile(c.req.raw, mostBytes, async ({ path }) => {
        const report = await verifyMedia(path, {
          provider: providerOf(settings.CLIPO_PROVIDER_CODE).code,
          watermarkKey: settings.CLIPO_WATERMARK_KEY,
          anchors: await anchorsOf(settings),
          findRecords: async (asked) => (await db.asTeam(teamId, (tx) => findRecords(tx, teamId, asked))).records,
          signal: c.req.raw.signal,
        });
        return {
          ...report,
          credentials: report.credentials && { ...report.credentials },
          watermark: report.watermark === null ? null : { ...report.watermark },
        };
      }),
  );
  addRoute(
    app,
    {
      id: 'labelFile',
      method: 'post',
      path: '/api/v1/labels',
      tag,
      summary: 'Write the implicit AI label into a file; the answer is the file',
      scope: 'make',
      query: z.strictObject({ name: z.string().trim().min(1).max(200).describe('What the file is called') }),
      rawBody: fileBody,
      rawAnswer: {
        types: ['application/octet-stream'],
        description: 'The labelled file; its label is in the header Clipo-Label too',
      },
      errors: ['unreadable_material', 'content_rejected', 'content_held', 'too_large', 'disk_full'],
    },
    async ({ query, c }) => {
      const signal = c.req.raw.signal;
      return withFile(c.req.raw, mostBytes, async ({ path, sha256 }, keep) => {
        const content = { kind: 'file', sha256, texts: { name: query.name } } as const;
        const { kind, mediaType } = await inspectMedia(path, query.name, signal);
        const looked = kind === 'audio' ? undefined : await lookAtFile({ db, looker }, { path, mediaType }, signal);
        assertAllowed(content, check(content, looked));
        const label = makeImplicitLabel({
          providerCode: providerOf(settings.CLIPO_PROVIDER_CODE).code,
          produceId: randomUUID(),
        });
        const out = `${path}.labelled`;
        await labelFile(path, out, label, { signal });
        const { size } = await stat(out);
        const stream = createReadStream(out);
        keep(stream);
        return new Response(Readable.toWeb(stream) as ReadableStream, {
          headers: {
            'content-type': 'application/octet-stream',
            'content-length': String(size),
            'clipo-label': JSON.stringify(label),
          },
        });
      });
    },
  );
}
