import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { evidenceFolder } from '../measures/evidence-store.ts';
import { recordAct, theService } from '../measures/record-act.ts';
import { tableInventory } from '../privacy/inventory.ts';
import {
  countEnded,
  countEndedEvidence,
  deleteCut,
  deleteEnded,
  type Ended,
  putCut,
  selectCuts,
  selectSealedNames,
  unsealEnded,
} from './queries.ts';
import { type Term, terms } from './queries-terms.ts';

type SweepDeps = Pick<Deps, 'db' | 'settings'>;

/** Deleted together: one transaction, one entry in the record. */
const atOnce = 5000;
/** A file in the restricted store that no row stands for may be on its way to its row. */
const graceMs = 3_600_000;

/** Tells what a sweep would take away at a moment, and what a legal hold keeps of it; takes nothing. */
export async function findEnded({ db, settings }: SweepDeps, now = new Date()): Promise<({ where: string } & Ended)[]> {
  const found: ({ where: string } & Ended)[] = [];
  for (const [where, term] of Object.entries(terms)) {
    const ended = await db.asSystem((tx) => endedOf(tx, { where, term, now, months: settings.CLIPO_AUDIT_MONTHS }));
    if (ended.rows + ended.held > 0) {
      found.push({ where, ...ended });
    }
  }
  return found;
}

async function endedOf(
  tx: Transaction,
  { where, term, now, months }: { where: string; term: Term; now: Date; months: number },
): Promise<Ended> {
  switch (term.go) {
    case 'deleted':
      return countEnded(tx, where, term, now);
    case 'unsealed':
      return countEndedEvidence(tx, now);
    case 'cut': {
      const cuts = await selectCuts(tx, monthsBefore(now, months));
      const sum = (isHeld: boolean) =>
        cuts.filter((cut) => cut.isHeld === isHeld).reduce((many, { rows }) => many + rows, 0);
      return { rows: sum(false), held: sum(true) };
    }
    case 'otherwise':
      return { rows: 0, held: 0 };
  }
}

/**
 * Takes away every row whose legal term has ended at a moment, and no other: each table by its rule, in steps that are each
 * written down with what they took. Holds are respected. A process that dies between two steps leaves nothing half done; the
 * next sweep goes on. @returns how many rows of which table went
 */
export async function sweepEnded(
  { db, settings }: SweepDeps,
  by = theService,
  now = new Date(),
): Promise<{ where: string; rows: number }[]> {
  const aboutId = newId('swp', now.getTime());
  const took = async (tx: Transaction, table: string, rows: number) => {
    const ground = tableInventory[table]?.term ?? '';
    await recordAct(tx, { aboutId, userId: '', act: 'retention swept', by, ground, after: { table, rows } }, now);
  };
  const swept: { where: string; rows: number }[] = [];
  for (const [where, term] of Object.entries(terms)) {
    let rows = 0;
    if (term.go === 'cut') {
      await cutChains(db, monthsBefore(now, settings.CLIPO_AUDIT_MONTHS));
    }
    for (let last = atOnce; last === atOnce; rows += last) {
      last = await db.asSystem(async (tx) => {
        const many = await sweepSome(tx, { where, term, now });
        if (many > 0) {
          await took(tx, where, many);
        }
        return many;
      });
    }
    if (rows > 0) {
      swept.push({ where, rows });
    }
  }
  await tidyEvidence({ db, settings }, now);
  return swept;
}

async function sweepSome(
  tx: Transaction,
  { where, term, now }: { where: string; term: Term; now: Date },
): Promise<number> {
  switch (term.go) {
    case 'deleted':
      return deleteEnded(tx, { table: where, term, now, most: atOnce });
    case 'cut':
      return deleteCut(tx, { now, most: atOnce });
    case 'unsealed': {
      const gone = await unsealEnded(tx, { now, most: atOnce });
      for (const { id, userId, sha256, number } of gone) {
        const said = { act: 'evidence swept', by: theService, ground: 'its term has ended', after: { sha256, number } };
        await recordAct(tx, { aboutId: id, userId, ...said }, now);
      }
      return gone.length;
    }
    case 'otherwise':
      return 0;
  }
}

async function cutChains(db: Deps['db'], before: Date): Promise<void> {
  await db.asSystem(async (tx) => {
    for (const { head, isHeld } of await selectCuts(tx, before)) {
      if (!isHeld) {
        await putCut(tx, head);
      }
    }
  });
}

/** Removes copies and packages that no row stands for any more. */
async function tidyEvidence({ db, settings }: SweepDeps, now: Date): Promise<void> {
  const folder = evidenceFolder(settings.home);
  const names = await readdir(folder).catch(() => []);
  const kept = await db.asSystem(selectSealedNames);
  for (const name of names.filter((each) => /^(?:[0-9a-f]{64}|aup_\w+\.zip)$/.test(each) && !kept.has(each))) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found !== undefined && found.mtimeMs < now.getTime() - graceMs) {
      await rm(join(folder, name), { force: true });
    }
  }
}

/** Calendar months before a moment. */
function monthsBefore(now: Date, months: number): Date {
  const before = new Date(now);
  before.setUTCMonth(before.getUTCMonth() - months);
  return before;
}
