import { ClipoError, Rights } from '@clipo/contract';
import { Verdict } from '../../check/verdict.ts';
import type { Transaction } from '../../db/database.ts';
import type { Settings } from '../../env.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import { selectMaterialsToUse } from '../batches/queries.ts';
import { peopleError } from './assert-people-consented.ts';
import { materialContent } from './check-material.ts';

/**
 * The materials that a batch names, each of which may be used: the gate let it pass, its rights have not ended, and people in
 * it consented.
 * @param files which material is behind each name
 * @returns id → SHA-256; those that are not there are left out
 * @throws ClipoError `content_rejected`, `content_held`, `consent_needed`, naming the file
 */
export async function usableMaterials(
  tx: Transaction,
  teamId: string,
  files: Readonly<Record<string, string>>,
  { CLIPO_RIGHTS }: Pick<Settings, 'CLIPO_RIGHTS'>,
  now = new Date(),
): Promise<Map<string, string>> {
  const rows = await selectMaterialsToUse(tx, teamId, Object.values(files));
  for (const row of rows) {
    assertAllowed(materialContent(row), row.verdict);
    const [file = row.name] = Object.entries(files).find(([, id]) => id === row.id) ?? [];
    const withdrawn = row.fromLibrary?.withdrawn;
    if (withdrawn != null) {
      throw withdrawnFrom(`files["${file}"]`, row.name, withdrawn.why);
    }
    const ofPeople = peopleError(file, row.id, row.rights);
    if (ofPeople !== undefined) {
      throw ofPeople;
    }
    if (CLIPO_RIGHTS === 'need' && row.rights === null) {
      const why = 'nothing is said of its rights: fill them in, or use another material';
      throw new ClipoError('content_rejected', `${file}: ${why}`, {
        details: { field: `files["${file}"]`, term: row.name, why },
      });
    }
    const term = Rights.safeParse(row.rights).data?.term;
    if (term !== undefined && hasEnded(term, now)) {
      const why = 'its rights ended: renew them and change its term, or use another material';
      throw new ClipoError('content_rejected', `${file}: ${why}`, {
        details: { field: `files["${file}"]`, term, why },
      });
    }
  }
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}

/**
 * Stands where a finished video is drawn anew: what shows a material that was withdrawn from the licensed library is not.
 * @param document what the video becomes; a material is in it under its content
 * @throws ClipoError `content_rejected` naming the material
 */
export async function assertNoneWithdrawn(
  tx: Transaction,
  teamId: string,
  files: Readonly<Record<string, string>>,
  document: unknown,
): Promise<void> {
  const rows = await selectMaterialsToUse(tx, teamId, Object.values(files));
  const withdrawn = rows.filter(({ fromLibrary }) => fromLibrary?.withdrawn != null);
  const shown = withdrawn.length === 0 ? '' : JSON.stringify(document);
  const found = withdrawn.find(({ sha256 }) => shown.includes(sha256));
  if (found !== undefined) {
    throw withdrawnFrom('storyboard', found.name, found.fromLibrary?.withdrawn?.why ?? '');
  }
}

function withdrawnFrom(field: string, name: string, reason: string): ClipoError {
  const why = `it was withdrawn from the licensed library (${reason}): use another material`;
  return new ClipoError('content_rejected', `${name}: ${why}`, { details: { field, term: name, why } });
}

/** Of a batch's materials the contents that a reviewer looked at and allowed. */
export async function selectAllowedContents(
  tx: Transaction,
  teamId: string,
  files: Readonly<Record<string, string>>,
): Promise<Set<string>> {
  const rows = await selectMaterialsToUse(tx, teamId, Object.values(files));
  const allowed = rows.filter(({ verdict }) => Verdict.safeParse(verdict).data?.ruling === 'allowed');
  return new Set(allowed.map(({ sha256 }) => sha256));
}

/** A term ends with the last day that it names, in Beijing; one that names none has no end that could be read. */
function hasEnded(term: string, now: Date): boolean {
  const days = [...term.matchAll(/(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/g)].map(([, year, month, day]) =>
    Date.parse(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}T24:00:00+08:00`),
  );
  return days.length > 0 && Math.max(...days) <= now.getTime();
}
