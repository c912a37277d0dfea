import {
  ClipoError,
  type ConsentPurpose,
  type ConsentRule,
  type ConsentTerms,
  type ErrorDetails,
} from '@clipo/contract';
import { consentText } from '@clipo/presenter/consent';
import type { Transaction } from '../../db/database.ts';
import { selectMaterialHashes } from '../batches/queries.ts';
import { type PersonConsentRow, selectPersonConsents } from './queries.ts';

/** A material in which a person is seen, as a brief or an order names it. */
export interface PersonNamed {
  /** The name that the brief gives the file. */
  file: string;
  materialId: string;
  /** What the consent must cover where that is more than what the work needs: an engine elsewhere. */
  purposes?: readonly ConsentPurpose[] | undefined;
}

/** A person whose consent holds now. */
export interface PersonAdmitted extends PersonNamed {
  sha256: string;
  terms: ConsentTerms;
}

/** What videos of batches need: they are advertising. */
export const batchPurposes: readonly ConsentPurpose[] = ['render', 'advertise'];
/** What a single file needs. */
export const presentPurposes: readonly ConsentPurpose[] = ['render'];

/**
 * Asks the rows whether everybody named has consented, to this very file, for these purposes, and has not withdrawn. The
 * rows are read anew each time: a withdrawal holds from the next question on.
 * @throws ClipoError `consent_needed` with one of `consentRules`, `no_such_thing` for a material that is gone
 */
export async function askConsentRows(
  tx: Transaction,
  teamId: string,
  people: readonly PersonNamed[],
  { purposes, now = new Date() }: { purposes: readonly ConsentPurpose[]; now?: Date },
): Promise<PersonAdmitted[]> {
  if (people.length === 0) {
    return [];
  }
  const materialIds = people.map(({ materialId }) => materialId);
  const hashes = await selectMaterialHashes(tx, teamId, materialIds);
  const rows = await selectPersonConsents(tx, teamId, { materialIds });
  return people.map(({ file, materialId, purposes: own }) => {
    const sha256 = hashes.get(materialId);
    if (sha256 === undefined) {
      throw new ClipoError('no_such_thing', `${file}: no material ${materialId}`, {
        details: { kind: 'material', id: materialId },
      });
    }
    const recorded = rows.filter((row) => row.materialId === materialId);
    // Of several only one is not withdrawn.
    const row = recorded.find(({ withdrawnAt }) => withdrawnAt === null) ?? recorded[0];
    return { file, materialId, sha256, terms: termsThatHold({ file, materialId, sha256 }, row, own ?? purposes, now) };
  });
}

/**
 * Why a consent holds no longer, withdrawn or expired; undefined while it does. Nothing is made with it from then on, and what
 * was made with it is given to nobody else.
 */
export function endOfConsent(
  about: Pick<PersonNamed, 'file' | 'materialId'>,
  { id, terms, withdrawnAt }: Pick<PersonConsentRow, 'id' | 'terms' | 'withdrawnAt'>,
  now = new Date(),
): ClipoError | undefined {
  if (withdrawnAt !== null) {
    const date = withdrawnAt.toISOString().slice(0, 10);
    const problem = `its consent was withdrawn on ${date}; it may not be used any more`;
    return refusal(about, id, { rule: 'consent_withdrawn', problem, details: { date } });
  }
  if (now.getTime() >= Date.parse(terms.until)) {
    const date = terms.until.slice(0, 10);
    const problem = `its consent ended on ${date}; ask the person again and ${recordAt(about.materialId)}`;
    return refusal(about, id, { rule: 'consent_expired', problem, details: { date } });
  }
  return undefined;
}

function recordAt(materialId: string): string {
  return `record it: POST /api/v1/materials/${materialId}/consents`;
}

function refusal(
  { file, materialId }: Pick<PersonNamed, 'file' | 'materialId'>,
  consent: string,
  { rule, problem, details }: { rule: ConsentRule; problem: string; details: ErrorDetails },
): ClipoError {
  return new ClipoError('consent_needed', `${file} shows a person: ${problem}`, {
    details: { ...details, file, material: materialId, consent, rule, problem },
  });
}

function termsThatHold(
  { file, materialId, sha256 }: Omit<PersonAdmitted, 'terms'>,
  row: PersonConsentRow | undefined,
  purposes: readonly ConsentPurpose[],
  now: Date,
): ConsentTerms {
  const record = recordAt(materialId);
  const refuse = (rule: ConsentRule, problem: string, details: ErrorDetails = {}) =>
    refusal({ file, materialId }, row?.id ?? '', { rule, problem, details });
  if (row === undefined) {
    throw refuse('consent_unrecorded', `no consent to it is recorded; ${record}`);
  }
  const { terms } = row;
  const ended = endOfConsent({ file, materialId }, row, now);
  if (ended !== undefined) {
    throw ended;
  }
  if (!terms.files.some((each) => each.sha256 === sha256)) {
    throw refuse('consent_other_file', `its consent was given for another file; ${record}`);
  }
  const { version, language } = terms.text;
  if (consentText(language).sha256 !== terms.text.sha256) {
    throw refuse('consent_old_text', `its consent is to an older text (${version}); ask again and ${record}`, {
      version,
    });
  }
  const lacking = purposes.filter((purpose) => !terms.purposes.includes(purpose)).join(', ');
  if (lacking !== '') {
    throw refuse('consent_purpose', `its consent does not cover ${lacking}; ask the person for it`, {
      purposes: lacking,
    });
  }
  return terms;
}
