import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { ClipoError, type ConsentRecord, ConsentTerms, parseInput } from '@clipo/contract';
import { signValue } from './consent-key.ts';
import { consentFileOf, hashFile, readConsent, writeWhole } from './consent-store.ts';
import { consentText } from './consent-text.ts';

/** What whoever gives a consent fills in. */
export type ConsentForm = Pick<
  ConsentTerms,
  'kind' | 'person' | 'guardian' | 'purposes' | 'places' | 'until' | 'signedBy' | 'challenge'
> & {
  /** The version of the text that was read and agreed to. */
  agreedTo: string;
  language: ConsentTerms['text']['language'];
};

/**
 * The terms of a consent to one file, from what was filled in. Nothing is signed or written.
 * @throws InputProblems where the form is not filled in right; ClipoError `invalid_input` for an older text
 */
export function consentTerms(
  { agreedTo, language, ...form }: ConsentForm,
  file: ConsentTerms['files'][number],
  now: Date,
): ConsentTerms {
  const text = consentText(language);
  if (agreedTo !== text.version) {
    const problem = `is not the present text's version: read it and write ${text.version}`;
    throw new ClipoError('invalid_input', `agree: ${problem}`, { details: { field: 'agree', problem } });
  }
  return parseInput(ConsentTerms, {
    version: 1,
    id: `c_${randomBytes(12).toString('hex')}`,
    ...form,
    from: now.toISOString(),
    text: { version: text.version, language, sha256: text.sha256 },
    files: [file],
    signedAt: now.toISOString(),
  });
}

/**
 * Writes and signs a consent beside a material. A withdrawn one is not replaced in silence: it stays as `….withdrawn-N.json`.
 * @throws InputProblems where the form is not filled in right, ClipoError `not_found`, `output_unwritable`
 */
export async function makeConsent(
  material: string,
  form: ConsentForm,
  { home, now }: { home: string; now: Date },
): Promise<{ file: string; record: ConsentRecord }> {
  const file = { name: path.basename(material), sha256: await hashFile(material) };
  const terms = consentTerms(form, file, now);
  const consent = consentFileOf(material);
  const old = await readConsent(consent);
  if (old !== undefined && 'terms' in old && old.withdrawal !== undefined) {
    await writeWhole(consent.replace(/\.json$/, `.withdrawn-${old.terms.id}.json`), old);
  }
  const record: ConsentRecord = { terms, signature: await signValue(home, terms) };
  await writeWhole(consent, record);
  return { file: consent, record };
}

/**
 * Lays a consent that is kept elsewhere beside a copy of its material, signed by this installation, unless it lies there
 * already. Whoever keeps it answers for it: it is asked there whether it still holds.
 * @throws ClipoError `output_unwritable`, `disk_full`
 */
export async function layConsent(material: string, terms: ConsentTerms, { home }: { home: string }): Promise<void> {
  const file = consentFileOf(material);
  const old = await readConsent(file);
  if (old !== undefined && 'terms' in old && old.terms.id === terms.id) {
    return;
  }
  await writeWhole(file, { terms, signature: await signValue(home, terms) } satisfies ConsentRecord);
}
