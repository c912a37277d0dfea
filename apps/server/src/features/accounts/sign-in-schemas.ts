import { z } from 'zod';
import { ageGroups, operatorRoles, roles } from '../../db/schema/index.ts';
import { needs } from '../../http/actor.ts';
import { named } from '../../http/document.ts';

/** What several routes of accounts take or answer. */
export const contact = z
  .string()
  .trim()
  .min(3)
  .max(254)
  .describe('An e-mail address, or a mobile number (Chinese, or +country…)');
export const code = z
  .string()
  .regex(/^\d{6}$/, 'must be the six digits that were sent')
  .describe('The six digits that were sent');
/** Long is what makes a password good: no rule of letters and signs (NIST SP 800-63B, OWASP ASVS 5 6.2). */
export const newPassword = z.string().min(8).max(128);

export const Accepted = named(
  'AcceptedTexts',
  z
    .strictObject({ agreement: z.string().max(20), privacy: z.string().max(20) })
    .describe('The versions that the person ticked, of `/api/v1/agreements`'),
);

const CaptchaAnswer = z
  .strictObject({ id: z.string().max(100), text: z.string().max(20) })
  .optional()
  .describe('Answer to a picture of `/api/v1/captchas`; needed unless `/api/v1/sign-in/ways` says otherwise');

export const NewCode = named('NewSignInCode', z.strictObject({ contact, captcha: CaptchaAnswer }));
export const SentCode = named('SentCode', z.strictObject({ goodForSeconds: z.int(), againAfterSeconds: z.int() }));
export const SignedIn = named(
  'SignedIn',
  z.strictObject({
    isNew: z.boolean().describe('Whether the account was just made'),
    needsFactor: z.boolean().describe('Whether a second factor comes first: `/api/v1/me/proof`'),
  }),
);

export const Me = named(
  'Me',
  z.strictObject({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    language: z.enum(['zh-CN', 'en']),
    ageGroup: z.enum(ageGroups).nullable(),
    isOperator: z.boolean(),
    operatorRoles: z.array(z.enum(operatorRoles)).describe('Of an operator: their duties'),
    operates: z.boolean().describe('An operator who has given a second factor in this session'),
    acting: z
      .strictObject({ id: z.string(), endsAt: z.iso.datetime() })
      .nullable()
      .describe('Where an operator acts on behalf of this person: until when'),
    needs: z
      .array(z.enum(needs))
      .describe('What the person has to do, in this order, before they can go on; `phone` stands before making alone'),
    team: z
      .strictObject({ id: z.string(), name: z.string(), role: z.enum(roles) })
      .nullable()
      .describe('For which the session acts'),
    teams: z.array(z.strictObject({ id: z.string(), name: z.string(), role: z.enum(roles) })),
    hasPassword: z.boolean(),
    remindEveryMinutes: z.int().describe('How often a minor is reminded of the time they spent'),
    minutesToday: z.int().nullable().describe('Of a minor: how long they were here today; of others null'),
  }),
);
