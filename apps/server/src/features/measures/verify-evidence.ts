import type { AskRows } from '../../db/read-long.ts';
import type { Deps } from '../../deps.ts';
import type { Secrets } from '../../guard/secrets.ts';
import { isTextOurs } from '../../guard/sign-text.ts';
import { faultOfCopy } from './evidence-store.ts';
import { type EvidenceRow, selectEvidence, selectUnsealed, unsealed } from './queries-evidence.ts';
import { hashOfRecord, hashOfSeal, sealPurpose } from './seal-evidence.ts';

/**
 * What is wrong with evidence under seal, and which. `changed`: the seal, or what it says of itself; `forged`: it is not the
 * service's; `unlinked`: some before it was taken out or put in; `removed`: the record of measures says that it was sealed,
 * and it is gone; `record` and `copy`: what is sealed is not what it was; `lost`: its copy is gone.
 */
export interface EvidenceFault {
  kind: 'changed' | 'forged' | 'unlinked' | 'removed' | 'record' | 'copy' | 'lost';
  evidence: string;
}

/** What a seal is told to be, and what is looked at beside it. */
export type SealedRow = Pick<
  EvidenceRow,
  | 'id'
  | 'measureId'
  | 'thingId'
  | 'sha256'
  | 'recordSha256'
  | 'record'
  | 'sealedAt'
  | 'sealedBy'
  | 'number'
  | 'previous'
  | 'hash'
  | 'signature'
  | 'copiedAt'
  | 'sweptAt'
>;

/** Reads all evidence under seal again, files whole, and tells what was changed, taken out or put in. */
export async function verifyEvidence({
  db,
  secrets,
  settings,
}: Pick<Deps, 'db' | 'secrets' | 'settings'>): Promise<{ many: number; faults: EvidenceFault[] }> {
  const [rows, gone] = await db.asSystem(async (tx) => [await selectEvidence(tx), await selectUnsealed(tx)] as const);
  return { many: rows.length, faults: await faultsOfEvidence(rows, gone, { secrets, home: settings.home }) };
}

/** The same from a connection of its own, for the command line. Of a store that is older there is none. */
export async function verifyEvidenceThere(
  ask: AskRows,
  { secrets, home }: { secrets: Secrets; home: string },
): Promise<{ many: number; faults: EvidenceFault[] }> {
  const [known] = await ask<{ is: boolean }>("select to_regclass('sealed_evidence') is not null as is");
  if (known?.is !== true) {
    return { many: 0, faults: [] };
  }
  const rows = await ask<SealedRow>(`select id, measure_id as "measureId", thing_id as "thingId", sha256,
    record_sha256 as "recordSha256", record, sealed_at as "sealedAt", sealed_by as "sealedBy", number, previous, hash,
    signature, copied_at as "copiedAt", to_jsonb(sealed_evidence)->>'swept_at' as "sweptAt" from sealed_evidence order by number`);
  const gone = await ask<{ id: string }>(unsealed);
  return {
    many: rows.length,
    faults: await faultsOfEvidence(
      rows,
      gone.map(({ id }) => id),
      { secrets, home },
    ),
  };
}

async function faultsOfEvidence(
  rows: readonly SealedRow[],
  gone: readonly string[],
  { secrets, home }: { secrets: Secrets; home: string },
): Promise<EvidenceFault[]> {
  const faults: EvidenceFault[] = gone.map((evidence) => ({ kind: 'removed', evidence }));
  let previous = '';
  let number = 0;
  for (const row of rows) {
    const add = (kind: EvidenceFault['kind']) => faults.push({ kind, evidence: row.id });
    if (hashOfSeal(row) !== row.hash) {
      add('changed');
    }
    if (!isTextOurs(secrets, sealPurpose, { text: row.hash, signature: row.signature })) {
      add('forged');
    }
    if (row.previous !== previous || row.number !== number + 1) {
      add('unlinked');
    }
    // What had its time is taken out of its seal: that it was stands in the record of measures.
    const isKept = row.sweptAt === null;
    if (isKept && hashOfRecord(row.record) !== row.recordSha256) {
      add('record');
    }
    const copy =
      isKept && row.sha256 !== null && row.copiedAt !== null ? await faultOfCopy(home, row.sha256) : undefined;
    if (copy !== undefined) {
      add(copy === 'lost' ? 'lost' : 'copy');
    }
    previous = row.hash;
    number = row.number;
  }
  return faults;
}
