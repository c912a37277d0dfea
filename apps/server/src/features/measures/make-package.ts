import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { signText } from '../../guard/sign-text.ts';
import { hashOfFile } from '../../media/media-hash.ts';
import { evidenceFolder, evidencePath } from './evidence-store.ts';
import { type EvidenceRow, insertPackage, type PackageRow, selectEvidence, selectRecords } from './queries-evidence.ts';
import { recordAct } from './record-act.ts';

/** What signs the manifest of a package. */
export const packagePurpose = 'authority package';

/** What an authority asks for, of whom, and by what right. */
export interface PackageWish {
  userId: string;
  authority: string;
  requestNumber: string;
  ground: string;
  since: Date;
  until: Date;
  by: string;
}

interface Entry {
  path: string;
  sha256: string;
  sizeBytes: number;
}

/** Where the file of a package lies: in the restricted store. */
export function packagePath(home: string, id: string): string {
  return join(evidenceFolder(home), `${id}.zip`);
}

/**
 * Packs what there is about an account for an authority: records, logs of the time asked for, records of labels, sealed
 * evidence; with a manifest that names each entry by its hash and is signed, and the chain of custody. The package stays in
 * the restricted store and is named by its hash.
 */
export async function makePackage(
  { db, secrets, settings }: Pick<Deps, 'db' | 'secrets' | 'settings'>,
  wish: PackageWish,
  now = new Date(),
): Promise<PackageRow> {
  const id = newId('aup', now.getTime());
  const { records, evidence } = await db.asSystem(async (tx) => ({
    records: await selectRecords(tx, wish),
    evidence: await selectEvidence(tx, { userId: wish.userId }),
  }));
  const zip = new yazl.ZipFile();
  const entries: Entry[] = [];
  const addText = (path: string, text: string) => {
    const bytes = Buffer.from(text);
    zip.addBuffer(bytes, path, { mtime: now });
    entries.push({ path, sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.byteLength });
  };
  for (const [name, rows] of Object.entries(records)) {
    addText(`${name}.json`, JSON.stringify(rows, null, 2));
  }
  for (const row of evidence) {
    addText(`evidence/${row.id}.json`, JSON.stringify(sealOf(row), null, 2));
    if (row.sha256 !== null && row.copiedAt !== null) {
      const source = evidencePath(settings.home, row.sha256);
      const { hash, sizeBytes } = await hashOfFile(source);
      const path = `evidence/${row.id}-${plain(row.name)}`;
      // As it is now: where it differs from its seal, whoever reads the manifest sees it.
      zip.addReadStreamLazy(path, { compress: false, size: sizeBytes, mtime: now }, (give) =>
        give(null, createReadStream(source)),
      );
      entries.push({ path, sha256: hash, sizeBytes });
    }
  }
  addText('chain-of-custody.json', JSON.stringify(custodyOf(evidence, wish, now), null, 2));
  const { since, until, by: madeBy, ...asked } = wish;
  const manifest = JSON.stringify({ number: id, ...asked, since, until, madeBy, madeAt: now, entries }, null, 2);
  zip.addBuffer(Buffer.from(manifest), 'manifest.json', { mtime: now });
  zip.addBuffer(Buffer.from(signText(secrets, packagePurpose, manifest)), 'manifest.json.ed25519', { mtime: now });
  zip.end();
  const path = packagePath(settings.home, id);
  const part = `${path}.part`;
  await mkdir(evidenceFolder(settings.home), { recursive: true, mode: 0o700 });
  try {
    await pipeline(zip.outputStream as Readable, createWriteStream(part, { mode: 0o600 }));
    await chmod(part, 0o400);
    const { hash: sha256, sizeBytes } = await hashOfFile(part);
    await rename(part, path);
    return await db.asSystem(async (tx) => {
      const row = await insertPackage(tx, {
        id,
        createdAt: now,
        ...asked,
        since,
        until,
        madeBy,
        sha256,
        sizeBytes,
        entries,
      });
      const { userId, ground, authority, requestNumber } = wish;
      const after = { authority, requestNumber, sha256, entries: entries.length };
      await recordAct(tx, { aboutId: id, userId, act: 'package made', by: madeBy, ground, after }, now);
      for (const { id: aboutId } of evidence) {
        await recordAct(
          tx,
          { aboutId, userId, act: 'evidence packaged', by: madeBy, ground, after: { package: id } },
          now,
        );
      }
      return row;
    });
  } finally {
    await rm(part, { force: true });
  }
}

function sealOf({ copiedAt: _copied, ...row }: EvidenceRow): object {
  return row;
}

/** Who had each piece of evidence, from its sealing to this package. */
function custodyOf(evidence: readonly EvidenceRow[], { by, authority, requestNumber }: PackageWish, now: Date): object {
  return evidence.map((row) => ({
    evidence: row.id,
    steps: [
      { at: row.sealedAt, by: row.sealedBy, what: 'sealed', sha256: row.sha256, recordSha256: row.recordSha256 },
      ...(row.copiedAt !== null && row.sha256 !== null
        ? [{ at: row.copiedAt, by: 'service', what: 'copied into the restricted store', sha256: row.sha256 }]
        : []),
      { at: now, by, what: `packed for ${authority}, request ${requestNumber}` },
    ],
  }));
}

/** A name that is one path segment everywhere. */
function plain(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').slice(0, 80);
}
