import { z } from 'zod';
import { Language } from './language.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal');
const instant = z.iso.datetime();
const name = z.string().trim().min(1).max(100);

/** What a person lets be done with their face. Each is asked for by itself; nobody needs to grant more than the first. */
export const ConsentPurpose = z.enum([
  /** Videos are rendered with it, on this installation. */
  'render',
  /** Those videos are published as advertising. */
  'advertise',
  /** The picture or footage is handed to an outside engine. */
  'outside_engine',
  /** It leaves the country to do so. */
  'cross_border',
]);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;

/** A task set while the person is filmed in the browser, so that footage of somebody else will not do. */
export const ConsentChallenge = z.strictObject({
  kind: z.enum(['spoken', 'gesture']),
  task: z.string().trim().min(1).max(300).describe('What the person was asked to say or do, drawn by lot'),
  answeredAt: instant,
  answerSha256: sha256.describe('Hash of the recording of the answer'),
});
export type ConsentChallenge = z.infer<typeof ConsentChallenge>;

/** What is agreed: everything that the signature covers. */
export const ConsentTerms = z
  .strictObject({
    version: z.literal(1),
    id: z.string().regex(/^c_[0-9a-f]{24}$/),
    kind: z.enum(['portrait', 'footage']),
    person: z.strictObject({
      name,
      isAdult: z.boolean().describe('As declared: an age cannot be read from a picture with certainty'),
    }),
    guardian: z
      .strictObject({ name, relation: name })
      .optional()
      .describe('Who consents for a person under 18; required then'),
    purposes: z.array(ConsentPurpose).min(1).describe('What is granted'),
    places: z.string().trim().min(1).max(300).describe('Where the videos may be shown'),
    from: instant,
    until: instant.describe('When it ends by itself'),
    text: z.strictObject({
      version: z.string().min(1).max(20),
      language: Language,
      sha256: sha256.describe('Hash of the exact text that was agreed to'),
    }),
    files: z
      .array(z.strictObject({ name: z.string().min(1).max(255), sha256 }))
      .min(1)
      .max(20),
    challenge: ConsentChallenge.optional().describe('Only where the footage was filmed in the browser'),
    signedBy: name.describe('Who gave it: the person, or their guardian'),
    signedAt: instant,
  })
  .superRefine((terms, issues) => {
    if (!terms.person.isAdult && terms.guardian === undefined) {
      issues.addIssue({
        code: 'custom',
        path: ['guardian'],
        message: 'a person under 18 needs the consent of a guardian',
      });
    }
    if (Date.parse(terms.until) <= Date.parse(terms.from)) {
      issues.addIssue({ code: 'custom', path: ['until'], message: 'must lie after from' });
    }
  });
export type ConsentTerms = z.infer<typeof ConsentTerms>;

const Signature = z.strictObject({
  algorithm: z.literal('ed25519'),
  publicKey: z.string().min(1).max(200).describe('SPKI, base64'),
  value: z.string().min(1).max(200).describe('Base64, over the terms as canonical JSON'),
});

/** A consent as it lies beside the material: `NAME.consent.json`. A withdrawal is added and signed, never undone. */
export const ConsentRecord = z.strictObject({
  terms: ConsentTerms,
  signature: Signature,
  withdrawal: z
    .strictObject({ at: instant, by: name, reason: z.string().trim().max(500).optional(), signature: Signature })
    .optional(),
});
export type ConsentRecord = z.infer<typeof ConsentRecord>;

/** Why a face may not be used: `details.rule` of `consent_needed`. */
export const consentRules = [
  'consent_missing',
  'consent_unrecorded',
  'consent_broken',
  'consent_forged',
  'consent_unknown_key',
  'consent_other_file',
  'consent_not_yet',
  'consent_expired',
  'consent_withdrawn',
  'consent_old_text',
  'consent_purpose',
  'consent_kind',
  'rights_people',
  'rights_guardian',
] as const;
export type ConsentRule = (typeof consentRules)[number];

/**
 * A consent that was checked for one file and for the purposes at hand. What draws a person's face asks for one and
 * calls `recheck` before it starts a new video, so that a withdrawal takes hold at once.
 */
export interface ConsentGrant {
  readonly id: string;
  /** Hash of the material that it was checked for. */
  readonly fileSha256: string;
  readonly purposes: readonly ConsentPurpose[];
  /** @throws ClipoError `consent_needed` where it has ended or was withdrawn since. */
  recheck(): Promise<void>;
}
