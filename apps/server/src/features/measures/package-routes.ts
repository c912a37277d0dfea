import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { makePackage, packagePath } from './make-package.ts';
import { operatorIdOf } from './operator-id.ts';
import { type PackageRow, selectPackage, selectPackages } from './queries-evidence.ts';
import { recordAct } from './record-act.ts';
import { verifyEvidence } from './verify-evidence.ts';

const time = z.iso.datetime();
const Package = named(
  'AuthorityPackage',
  z.strictObject({
    id: z.string(),
    createdAt: time,
    userId: z.string(),
    authority: z.string(),
    requestNumber: z.string(),
    ground: z.string(),
    since: time,
    until: time,
    madeBy: z.string(),
    sha256: z.string(),
    sizeBytes: z.int(),
    entries: z.array(z.strictObject({ path: z.string(), sha256: z.string(), sizeBytes: z.int() })),
  }),
);
const Packages = named('AuthorityPackages', z.strictObject({ items: z.array(Package) }));
const NewPackage = named(
  'NewAuthorityPackage',
  z.strictObject({
    userId: z.string().min(1).max(60),
    authority: z.string().trim().min(2).max(200),
    requestNumber: z.string().trim().min(2).max(100).describe('Number of the authority’s request'),
    ground: z.string().trim().min(2).max(300).describe('The law that it rests on'),
    since: time.optional().describe('Logs from then on; left out, six months back'),
    until: time.optional(),
  }),
);
const Verified = named(
  'VerifiedEvidence',
  z.strictObject({
    many: z.int(),
    faults: z.array(
      z.strictObject({
        kind: z.enum(['changed', 'forged', 'unlinked', 'removed', 'record', 'copy', 'lost']),
        evidence: z.string(),
      }),
    ),
  }),
);
const tag = 'Measures';
const path = '/api/v1/authority-packages';
const halfYearMs = 184 * 86_400_000;

/** Adds the routes by which operators hand an account's records to an authority, and have sealed evidence read again. */
export function addPackageRoutes(app: Api, deps: Pick<Deps, 'db' | 'secrets' | 'settings'>): void {
  const { db, settings } = deps;
  addRoute(
    app,
    {
      id: 'makeAuthorityPackage',
      method: 'post',
      path,
      tag,
      summary: 'Pack an account’s records, logs and sealed evidence for an authority (operators, freshly proven)',
      scope: 'admin',
      fresh: true,
      body: NewPackage,
      status: 201,
      answer: Package,
      errors: ['disk_full'],
    },
    async ({ actor, body: { since, until, ...asked } }) => {
      const now = new Date();
      const wish = {
        ...asked,
        by: operatorIdOf(actor),
        since: since === undefined ? new Date(now.getTime() - halfYearMs) : new Date(since),
        until: until === undefined ? now : new Date(until),
      };
      return view(await makePackage(deps, wish, now));
    },
  );
  addRoute(
    app,
    {
      id: 'listAuthorityPackages',
      method: 'get',
      path,
      tag,
      summary: 'What was packed for authorities, newest first (operators)',
      scope: 'admin',
      answer: Packages,
    },
    async ({ actor }) => {
      operatorIdOf(actor);
      const rows = await db.asSystem(selectPackages);
      return { items: rows.map(view) };
    },
  );
  addRoute(
    app,
    {
      id: 'getAuthorityPackage',
      method: 'get',
      path: `${path}/{id}/file`,
      tag,
      summary: 'The file of a package; who takes it is written into its chain of custody (operators, freshly proven)',
      scope: 'admin',
      fresh: true,
      params: idParams('aup'),
      rawAnswer: { types: ['application/zip'], description: 'The zip' },
    },
    async ({ actor, params: { id } }) => {
      const by = operatorIdOf(actor);
      const row = await db.asSystem(async (tx) => {
        const kept = foundOr(await selectPackage(tx, id), 'package', id);
        const { userId, ground, sha256 } = kept;
        await recordAct(tx, { aboutId: id, userId, act: 'package taken', by, ground, after: { sha256 } }, new Date());
        return kept;
      });
      const body = Readable.toWeb(createReadStream(packagePath(settings.home, id))) as ReadableStream;
      const headers = {
        'content-type': 'application/zip',
        'content-length': String(row.sizeBytes),
        'content-disposition': `attachment; filename="${id}.zip"`,
        'cache-control': 'no-store',
      };
      return new Response(body, { headers });
    },
  );
  addRoute(
    app,
    {
      id: 'verifyEvidence',
      method: 'get',
      path: '/api/v1/evidence/verification',
      tag,
      summary: 'Read all sealed evidence again, and tell what is not as it was sealed (operators)',
      scope: 'admin',
      answer: Verified,
    },
    async ({ actor }) => {
      operatorIdOf(actor);
      return verifyEvidence(deps);
    },
  );
}

function view(row: PackageRow): z.input<typeof Package> {
  const { createdAt, since, until, ...said } = row;
  return {
    ...said,
    createdAt: createdAt.toISOString(),
    since: since.toISOString(),
    until: until.toISOString(),
  };
}
