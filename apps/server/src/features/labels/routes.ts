import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { providerOf } from '@clipo/batch';
import { ClipoError, ImplicitLabel } from '@clipo/contract';
import { checkFile, labelFile, makeImplicitLabel } from '@clipo/label';
import { z } from 'zod';
import { check } from '../../check/check.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { measuredStream } from '../../media/media-hash.ts';

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
    })
    .describe('Which rules of GB 45438-2025 a file keeps and breaks'),
);

/** Adds what looks after AI labels of any file. Nothing of what is sent is kept. */
export function addLabelRoutes(app: Api, { settings }: Pick<Deps, 'settings'>): void {
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
    async ({ c }) =>
      withFile(c.req.raw, async ({ path }) => ({
        ...(await checkFile(path, { provider: providerOf(settings.CLIPO_PROVIDER_CODE).code })),
      })),
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
      errors: ['unreadable_material', 'content_rejected', 'too_large', 'disk_full'],
    },
    async ({ query, c }) => {
      const signal = c.req.raw.signal;
      return withFile(c.req.raw, async ({ path, sha256 }, keep) => {
        const content = { kind: 'file', sha256, texts: { name: query.name } } as const;
        assertAllowed(content, check(content));
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

/** Takes a body in as a file of its own and removes it when it is no longer needed: at once, or with a stream of it. */
async function withFile<T>(
  request: Request,
  use: (file: { path: string; sha256: string }, keep: (stream: Readable) => void) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'clipo-label-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'file');
  let isKept = false;
  try {
    const source = measuredStream(request.body ?? new Blob([]).stream(), { mostBytes, signal: request.signal });
    await pipeline(Readable.from(source.bytes), createWriteStream(path));
    const { sizeBytes, hash } = source.measured();
    if (sizeBytes === 0) {
      throw new ClipoError('malformed_request', 'the body is empty', { details: { problem: 'the body is empty' } });
    }
    return await use({ path, sha256: hash }, (stream) => {
      isKept = true;
      stream.once('close', () => void remove());
    });
  } finally {
    if (!isKept) {
      await remove();
    }
  }
}
