import type { Deps } from '../../deps.ts';
import { isTextOurs } from '../../guard/sign-text.ts';
import { faultOfCopy } from './evidence-store.ts';
import { selectEvidence } from './queries-evidence.ts';
import { hashOfRecord, hashOfSeal, sealPurpose } from './seal-evidence.ts';

/**
 * What is wrong with evidence under seal, and which. `changed`: the seal, or what it says of itself; `forged`: it is not the
 * service's; `unlinked`: some before it was taken out or put in; `record` and `copy`: what is sealed is not what it was;
 * `lost`: its copy is gone.
 */
export interface EvidenceFault {
  kind: 'changed' | 'forged' | 'unlinked' | 'record' | 'copy' | 'lost';
  evidence: string;
}

/** Reads all evidence under seal again, files whole, and tells what was changed, taken out or put in. */
export async function verifyEvidence({
  db,
  secrets,
  settings,
}: Pick<Deps, 'db' | 'secrets' | 'settings'>): Promise<{ many: number; faults: EvidenceFault[] }> {
  const rows = await db.asSystem((tx) => selectEvidence(tx));
  const faults: EvidenceFault[] = [];
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
    if (hashOfRecord(row.record) !== row.recordSha256) {
      add('record');
    }
    const copy =
      row.sha256 === null || row.copiedAt === null ? undefined : await faultOfCopy(settings.home, row.sha256);
    if (copy !== undefined) {
      add(copy === 'lost' ? 'lost' : 'copy');
    }
    previous = row.hash;
    number = row.number;
  }
  return { many: rows.length, faults };
}
