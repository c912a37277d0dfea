import { createHash } from 'node:crypto';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { signText } from '../../guard/sign-text.ts';
import { copyEvidence } from './evidence-store.ts';
import { type EvidenceRow, insertEvidence, lockLastSeal, markCopied, selectUncopied } from './queries-evidence.ts';
import type { Thing } from './queries-thing.ts';
import { recordAct } from './record-act.ts';

/** What signs the chain of sealed evidence. */
export const sealPurpose = 'evidence seal';
/** Kept so long at least; a legal hold keeps it longer. */
const keptMonths = 36;

/** What is sealed: a thing, for a measure. */
export interface ToSeal {
  measureId: string;
  userId: string;
  /** Its kind, or the table that it stood in. */
  what: string;
  thingId: string;
  thing: Pick<Thing, 'name' | 'record' | 'file'>;
  by: string;
  ground: string;
}

/**
 * Seals a thing as it is now, in the transaction of the measure: its record by hash and time, its file by hash. The copy of
 * the file is made afterwards (`copySealed`), and until then the file stays where it is. It is kept until `retainUntil`, and
 * longer under a legal hold. @returns the row
 */
export async function sealEvidence(
  tx: Transaction,
  { secrets }: Pick<Deps, 'secrets'>,
  { measureId, userId, what, thingId, thing, by, ground }: ToSeal,
  now: Date,
  retainUntil = monthsAfter(now),
): Promise<EvidenceRow> {
  const last = await lockLastSeal(tx);
  const record = JSON.parse(JSON.stringify(thing.record)) as Record<string, unknown>;
  const said = {
    id: newId('sev', now.getTime()),
    measureId,
    thingId,
    sha256: thing.file?.sha256 ?? null,
    recordSha256: hashOfRecord(record),
    sealedAt: now.toISOString(),
    sealedBy: by,
    number: (last?.number ?? 0) + 1,
    previous: last?.hash ?? '',
  };
  const hash = hashOfSeal(said);
  const row = await insertEvidence(tx, {
    ...said,
    userId,
    what,
    name: thing.name,
    sizeBytes: thing.file?.bytes ?? 0,
    record,
    retainUntil,
    copiedAt: thing.file === null ? now : null,
    hash,
    signature: signText({ keyFor: secrets.keyFor }, sealPurpose, hash),
  });
  const after = { sha256: said.sha256, recordSha256: said.recordSha256, number: said.number };
  await recordAct(tx, { aboutId: said.id, userId, act: 'evidence sealed', by, ground, after }, now);
  return row;
}

function monthsAfter(now: Date): Date {
  const until = new Date(now);
  until.setUTCMonth(until.getUTCMonth() + keptMonths);
  return until;
}

/** What stands in a seal, in this order. */
export function hashOfSeal({
  id,
  measureId,
  thingId,
  sha256,
  recordSha256,
  sealedAt,
  sealedBy,
  number,
  previous,
}: Pick<
  EvidenceRow,
  'id' | 'measureId' | 'thingId' | 'sha256' | 'recordSha256' | 'sealedAt' | 'sealedBy' | 'number' | 'previous'
>): string {
  const said = [id, measureId, thingId, sha256, recordSha256, sealedAt, sealedBy, number, previous];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/** Of a record, whatever order the store gives its keys back in. */
export function hashOfRecord(record: Record<string, unknown>): string {
  return createHash('sha256').update(canonical(record)).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${parts.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** Copies what was sealed and is not in the restricted store yet. What can't be copied now is tried again. @returns how many */
export async function copySealed(
  deps: Pick<Deps, 'db' | 'media' | 'settings' | 'log'>,
  now = new Date(),
): Promise<number> {
  const waiting = await deps.db.asSystem(selectUncopied);
  let copied = 0;
  for (const { id, sha256 } of waiting) {
    try {
      await copyEvidence(deps, sha256 ?? '');
      await deps.db.asSystem((tx) => markCopied(tx, id, now));
      copied += 1;
    } catch (cause) {
      deps.log.warn({ cause, evidence: id }, 'evidence could not be copied');
    }
  }
  return copied;
}
