import { ClipoError, type ConsentTerms } from '@clipo/contract';
import { type ConsentForm, consentTerms } from '@clipo/presenter/consent';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { selectMaterial } from '../materials/queries.ts';
import { insertPersonConsent, type PersonConsentRow, selectPersonConsents, withdrawRow } from './queries.ts';

/** Who writes a consent down, and from where. */
export interface ConsentWriter {
  teamId: string;
  /** The person's id, or the key's. */
  by: string;
  address: string;
  userAgent: string;
}

/** What is filled in; whose file it is, of which kind, and who signs follows. */
export type RecordedForm = Omit<ConsentForm, 'kind' | 'signedBy'>;

/**
 * Records that a person who is seen in a material consents to be made into a presenter. One that has ended makes room.
 * @throws ClipoError `no_such_thing`, `conflict` while another holds, `invalid_input`; InputProblems
 */
export async function recordConsent(
  { db }: Pick<Deps, 'db'>,
  { teamId, by, address, userAgent }: ConsentWriter,
  materialId: string,
  form: RecordedForm,
  now = new Date(),
): Promise<PersonConsentRow> {
  return db.asTeam(teamId, async (tx) => {
    const material = foundOr(await selectMaterial(tx, materialId), 'material', materialId);
    const { name, sha256 } = material;
    const signedBy = form.guardian?.name ?? form.person.name;
    const whole = { ...form, kind: kindOf(material), signedBy };
    const terms = consentTerms(whole, { name, sha256 }, now);
    const own = await selectPersonConsents(tx, teamId, { materialIds: [materialId] });
    const open = own.find(({ withdrawnAt }) => withdrawnAt === null);
    if (open !== undefined) {
      if (now.getTime() < Date.parse(open.terms.until)) {
        throw new ClipoError('conflict', `consent ${open.id} to ${materialId} holds until ${open.terms.until}`, {
          details: { problem: `consent ${open.id} holds until ${open.terms.until}: withdraw it first` },
        });
      }
      await withdrawRow(tx, teamId, open.id, { at: now, by, reason: `ended on ${open.terms.until}; renewed` });
    }
    return insertPersonConsent(tx, { id: terms.id, teamId, createdBy: by, materialId, terms, address, userAgent });
  });
}

function kindOf({ id, mediaType }: { id: string; mediaType: string }): ConsentTerms['kind'] {
  const [kind] = mediaType.split('/');
  if (kind !== 'image' && kind !== 'video') {
    const problem = `${id} is neither a picture nor a film: nobody is seen in it`;
    throw new ClipoError('invalid_input', `material: ${problem}`, { details: { field: 'material', problem } });
  }
  return kind === 'image' ? 'portrait' : 'footage';
}
