import { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import {
  caseEventKinds,
  caseKinds,
  caseOutcomes,
  caseParties,
  caseSources,
  caseStates,
  guardianWishes,
  rightKinds,
} from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { masked } from '../accounts/change-contact.ts';
import {
  type CaseEventRow,
  countElsewhere,
  countStrikes,
  type FiledCase,
  selectCaseEvents,
  selectCaseFiles,
  selectSubject,
  selectTakedowns,
} from './queries.ts';

const time = z.iso.datetime();
const words = (most: number) => z.string().trim().min(1).max(most);

const Entry = z.strictObject({
  at: time,
  kind: z.enum(caseEventKinds),
  party: z.enum(caseParties).describe('Who did it; who that is by name is never told to the other party'),
  text: z.string().nullable(),
});
const File = z.strictObject({ id: z.string(), name: z.string(), bytes: z.int(), party: z.enum(caseParties) });

const Shared = {
  id: z.string(),
  number: z.string(),
  createdAt: time,
  kind: z.enum(caseKinds),
  state: z
    .enum(caseStates)
    .describe('`open` the service’s turn, `asked` and `countered` the sender’s, `noticed` the owner’s'),
  dueAt: time.nullable().describe('When the turn ends; null where no time runs'),
  outcome: z.enum(caseOutcomes).nullable(),
  closedAt: time.nullable(),
  right: z.enum(rightKinds).nullable(),
  wish: z.enum(guardianWishes).nullable(),
  entries: z.array(Entry).describe('What happened, in its order'),
  files: z.array(File),
};

export const SentCase = named(
  'SentCase',
  z.strictObject({ ...Shared, place: z.string(), isConfirmed: z.boolean(), needsCode: z.boolean() }),
);
export const CaseAbout = named(
  'CaseAbout',
  z.strictObject({
    ...Shared,
    subject: z.enum(['material', 'video']).nullable(),
    subjectId: z.string().nullable(),
    name: z.string(),
    down: z.int().describe('How many materials and videos are down for it'),
  }),
);
export const CasesAbout = named('CasesAbout', z.strictObject({ items: z.array(CaseAbout) }));
const Line = {
  id: z.string(),
  number: z.string(),
  createdAt: time,
  kind: z.enum(caseKinds),
  state: z.enum(caseStates),
  source: z.enum(caseSources),
  dueAt: time.nullable(),
  outcome: z.enum(caseOutcomes).nullable(),
  teamId: z.string().nullable(),
};
export const CaseLine = named('CaseLine', z.strictObject(Line));
export const WholeCase = named(
  'WholeCase',
  z.strictObject({
    ...Shared,
    source: z.enum(caseSources),
    contact: z.string().describe('Masked: the whole is opened by a recorded legal ground alone'),
    place: z.string(),
    isSworn: z.boolean(),
    isConfirmed: z.boolean(),
    userId: z.string().nullable().describe('The account whose verified contact it is; of a guardian’s, the minor’s'),
    teamId: z.string().nullable(),
    subject: z.enum(['material', 'video']).nullable(),
    subjectId: z.string().nullable(),
    subjectName: z.string().nullable(),
    down: z.array(
      z.strictObject({ subject: z.enum(['material', 'video']), id: z.string(), at: time, endedAt: time.nullable() }),
    ),
    elsewhere: z.int().describe('Other teams with the same content'),
    strikes: z.int().describe('Cases in the last twelve months that count against the team as infringements'),
    isStrike: z.boolean(),
  }),
);
export const FileCase = named(
  'FileCase',
  z.strictObject({
    kind: z.enum(caseKinds),
    name: words(100).describe('Of who sends it; the other party is not told'),
    contact: words(254).describe('E-mail address or mobile number, where the answer goes'),
    text: words(5000),
    place: z.string().trim().max(500).default('').describe('Where it is seen'),
    about: z.string().trim().max(200).default('').describe('Number in the label (`ProduceID`), or id of a video'),
    right: z.enum(rightKinds).optional(),
    wish: z.enum(guardianWishes).optional(),
    minor: words(254).optional().describe('Of a guardian: the contact of the minor’s account'),
    isSworn: z
      .boolean()
      .default(false)
      .describe('That it is true, and that the sender may speak for whose right it is: a notice needs it'),
    captcha: z.strictObject({ id: z.string().max(100), text: z.string().max(20) }).optional(),
  }),
);
export const FiledCaseAnswer = named(
  'FiledCase',
  z.strictObject({
    number: z.string(),
    secret: z.string().describe('Opens the case (header `x-clipo-case`): it is told this once'),
    dueAt: time.describe('By when it is answered'),
    needsCode: z.boolean().describe('The contact must be confirmed with a code first'),
  }),
);
export const SayInCase = named(
  'SayInCase',
  z.strictObject({
    text: words(5000),
    isSuit: z.boolean().default(false).describe('It shows that a court or an authority has the matter'),
  }),
);
export const ConfirmCase = named('ConfirmCase', z.strictObject({ code: z.string().regex(/^\d{6}$/) }));
export const AnswerCase = named(
  'AnswerCase',
  z.strictObject({
    text: words(5000),
    isCounter: z.boolean().default(false).describe('A counter-notice, with what shows that nobody’s right is hurt'),
    isSworn: z.boolean().default(false).describe('That it is true: a counter-notice needs it'),
  }),
);
export const KeptCaseFile = named('KeptCaseFile', z.strictObject({ id: z.string() }));

/** What stands in every view of a case, as a party may read it. */
async function sharedView(
  tx: Transaction,
  { envelope }: Pick<Deps, 'envelope'>,
  row: FiledCase,
  reader: 'sender' | 'owner' | 'operator',
) {
  const events = (await selectCaseEvents(tx, row.id)).filter((event) => mayRead(event, reader));
  const files = (await selectCaseFiles(tx, row.id)).filter(({ party }) => reader === 'operator' || party === reader);
  return {
    id: row.id,
    number: row.number,
    createdAt: row.createdAt.toISOString(),
    kind: row.kind,
    state: row.state,
    dueAt: row.dueAt?.toISOString() ?? null,
    outcome: row.outcome,
    closedAt: row.closedAt?.toISOString() ?? null,
    right: row.right,
    wish: row.wish,
    entries: await Promise.all(
      events.map(async ({ createdAt, kind, party, textSealed }) => ({
        at: createdAt.toISOString(),
        kind,
        party,
        text: textSealed === null ? null : await envelope.unseal(textSealed, 'case_events.text'),
      })),
    ),
    files: files.map(({ id, name, bytes, party }) => ({ id, name, bytes, party })),
  };
}

function mayRead({ readers }: CaseEventRow, reader: 'sender' | 'owner' | 'operator'): boolean {
  return reader === 'operator' || readers === 'both' || readers === reader;
}

export async function sentView(
  tx: Transaction,
  deps: Pick<Deps, 'envelope'>,
  row: FiledCase,
): Promise<z.input<typeof SentCase>> {
  return {
    ...(await sharedView(tx, deps, row, 'sender')),
    place: row.place,
    isConfirmed: row.confirmedAt !== null,
    needsCode: row.state === 'unconfirmed',
  };
}

export async function aboutView(
  tx: Transaction,
  deps: Pick<Deps, 'envelope'>,
  row: FiledCase,
): Promise<z.input<typeof CaseAbout>> {
  const down = (await selectTakedowns(tx, row.id)).filter(({ endedAt }) => endedAt === null).length;
  const about = row.subjectId === null ? undefined : await selectSubject(tx, row.subjectId);
  const { subject, subjectId } = row;
  return { ...(await sharedView(tx, deps, row, 'owner')), subject, subjectId, name: about?.name ?? '', down };
}

export function lineView(row: FiledCase): z.input<typeof CaseLine> {
  const { id, number, kind, state, source, outcome, teamId } = row;
  const createdAt = row.createdAt.toISOString();
  return { id, number, createdAt, kind, state, source, dueAt: row.dueAt?.toISOString() ?? null, outcome, teamId };
}

const yearMs = 365 * 86_400_000;

export async function wholeView(
  tx: Transaction,
  deps: Pick<Deps, 'envelope'>,
  row: FiledCase,
  now = new Date(),
): Promise<z.input<typeof WholeCase>> {
  const about = row.subjectId === null ? undefined : await selectSubject(tx, row.subjectId);
  const value = await deps.envelope.unseal(row.contactSealed, 'cases.contact');
  const { source, place, isSworn, isStrike, userId, teamId, subject, subjectId } = row;
  return {
    ...(await sharedView(tx, deps, row, 'operator')),
    source,
    contact: masked({ channel: row.channel, value }),
    place,
    isSworn,
    isStrike,
    isConfirmed: row.confirmedAt !== null,
    userId,
    teamId,
    subject,
    subjectId,
    subjectName: about?.name ?? null,
    down: (await selectTakedowns(tx, row.id)).map((one) => ({
      subject: one.subject,
      id: one.subjectId,
      at: one.createdAt.toISOString(),
      endedAt: one.endedAt?.toISOString() ?? null,
    })),
    elsewhere: about === undefined ? 0 : await countElsewhere(tx, about),
    strikes: teamId === null ? 0 : await countStrikes(tx, teamId, new Date(now.getTime() - yearMs)),
  };
}
