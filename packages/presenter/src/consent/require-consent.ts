import path from 'node:path';
import {
  ClipoError,
  type ConsentGrant,
  type ConsentPurpose,
  type ConsentRecord,
  type ConsentRule,
  type ErrorDetails,
} from '@clipo/contract';
import { checkSignature } from './consent-key.ts';
import { consentFileOf, hashFile, readConsent, withdrawnAt } from './consent-store.ts';
import { consentText } from './consent-text.ts';

/** What a consent is needed for. */
export interface ConsentNeed {
  kind: ConsentRecord['terms']['kind'];
  purposes: readonly ConsentPurpose[];
}

/**
 * The consent to a person's material, checked whole: it is there, signed on this installation or one it trusts, unchanged, for
 * this very file, this use and this day, to the present text, and not withdrawn. Without it nothing that draws the person
 * can be opened. What `recheck` reads is read anew each time, so a withdrawal holds from the next video on.
 * @throws ClipoError `consent_needed` with one of `consentRules`, `not_found`
 */
export async function requireConsent(
  material: string,
  need: ConsentNeed,
  { home, now = () => new Date() }: { home: string; now?: () => Date },
): Promise<ConsentGrant & { record: ConsentRecord }> {
  const check = () => checkConsent(material, need, home, now());
  const { record, fileSha256 } = await check();
  return {
    id: record.terms.id,
    fileSha256,
    purposes: record.terms.purposes,
    record,
    recheck: async () => {
      await check();
    },
  };
}

async function checkConsent(material: string, need: ConsentNeed, home: string, now: Date) {
  const consent = consentFileOf(material);
  const fileSha256 = await hashFile(material);
  const record = await readConsent(consent);
  const refuse = (rule: ConsentRule, problem: string, details: ErrorDetails = {}) =>
    new ClipoError('consent_needed', `${material}: ${problem}`, {
      details: { ...details, file: path.basename(material), consent: path.basename(consent), rule, problem },
    });
  if (record === undefined) {
    throw refuse('consent_missing', 'no consent lies beside it');
  }
  if ('broken' in record) {
    throw refuse('consent_broken', 'its consent cannot be read', { reason: record.broken });
  }
  const { terms, signature, withdrawal } = record;
  const withdrawn = (await withdrawnAt(home, terms.id)) ?? withdrawal?.at;
  if (withdrawn !== undefined) {
    // First of all, and also where the signature is not good: who withdraws need prove nothing.
    throw refuse('consent_withdrawn', 'its consent was withdrawn', { date: dayOf(withdrawn) });
  }
  const verdict = await checkSignature(home, terms, signature);
  if (verdict !== 'good') {
    const isForged = verdict === 'forged';
    throw isForged
      ? refuse('consent_forged', 'its consent was changed after it was signed')
      : refuse('consent_unknown_key', 'its consent was signed on another installation');
  }
  if (!terms.files.some(({ sha256 }) => sha256 === fileSha256)) {
    throw refuse('consent_other_file', 'its consent was given for another file');
  }
  if (terms.kind !== need.kind) {
    throw refuse('consent_kind', `its consent is for ${terms.kind}`, { kind: terms.kind });
  }
  if (now.getTime() < Date.parse(terms.from)) {
    throw refuse('consent_not_yet', 'its consent does not hold yet', { date: dayOf(terms.from) });
  }
  if (now.getTime() >= Date.parse(terms.until)) {
    throw refuse('consent_expired', 'its consent ended', { date: dayOf(terms.until) });
  }
  if (consentText(terms.text.language).sha256 !== terms.text.sha256) {
    throw refuse('consent_old_text', 'its consent is to an older text', { version: terms.text.version });
  }
  const lacking = need.purposes.filter((purpose) => !terms.purposes.includes(purpose));
  if (lacking.length > 0) {
    const purposes = lacking.join(', ');
    throw refuse('consent_purpose', `its consent does not cover ${purposes}`, { purposes });
  }
  return { record, fileSha256 };
}

function dayOf(instant: string): string {
  return instant.slice(0, 10);
}
