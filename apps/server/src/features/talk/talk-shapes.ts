import { Language, TalkBrief, TalkPiece } from '@clipo/contract';
import { z } from 'zod';
import { answerStatuses, reportReasons } from '../../db/schema/index.ts';
import { named } from '../../http/document.ts';
import { pageOf } from '../../http/page.ts';
import { briefOfMessages } from './brief-of-messages.ts';
import type { ConversationRow, MessageRow, ReportRow } from './queries.ts';

/** An answer whose process has gone is not waited for any longer than this. */
export const answerMs = 10 * 60_000;

named('TalkBrief', TalkBrief);
named('TalkPiece', TalkPiece);

export const Conversation = named(
  'Conversation',
  z.strictObject({
    id: z.string(),
    title: z.string(),
    language: Language,
    isPinned: z.boolean(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  }),
);
const TalkMessage = named(
  'TalkMessage',
  z.strictObject({
    id: z.string(),
    role: z.enum(['person', 'agent']),
    writer: z.string().describe('Who wrote an answer: `planner`, the built-in one, or the name of the model'),
    status: z.enum(answerStatuses),
    pieces: z.array(TalkPiece).describe('What it consists of, in order'),
    tokens: z.strictObject({ in: z.int(), out: z.int() }),
    createdAt: z.iso.datetime(),
  }),
);
export const WholeConversation = named(
  'WholeConversation',
  z.strictObject({
    ...Conversation.shape,
    brief: TalkBrief.describe('What has been agreed on: the sum of the changes that stand'),
    messages: z.array(TalkMessage),
  }),
);
export const ConversationPage = named('ConversationPage', pageOf(Conversation));
export const OutputReport = named(
  'OutputReport',
  z.strictObject({
    id: z.string(),
    teamId: z.string(),
    reporterId: z.string(),
    conversationId: z.string(),
    messageId: z.string(),
    reason: z.enum(reportReasons),
    note: z.string(),
    writer: z.string(),
    pieces: z.array(TalkPiece).describe('A copy of what was reported'),
    createdAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
  }),
);

export function viewConversation(row: ConversationRow): z.input<typeof Conversation> {
  return {
    id: row.id,
    title: row.title,
    language: row.language,
    isPinned: row.pinnedAt !== null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function viewMessage(row: MessageRow, now = new Date()): z.input<typeof TalkMessage> {
  const isLost = row.status === 'writing' && now.getTime() - row.createdAt.getTime() > answerMs;
  return {
    id: row.id,
    role: row.role,
    writer: row.writer,
    status: isLost ? 'stopped' : row.status,
    pieces: row.pieces,
    tokens: { in: row.tokensIn, out: row.tokensOut },
    createdAt: row.createdAt.toISOString(),
  };
}

export function viewWhole(row: ConversationRow, messages: readonly MessageRow[]): z.input<typeof WholeConversation> {
  return {
    ...viewConversation(row),
    brief: briefOfMessages(messages),
    messages: messages.map((message) => viewMessage(message)),
  };
}

export function viewReport(row: ReportRow): z.input<typeof OutputReport> {
  const { createdAt, closedAt, ...rest } = row;
  return { ...rest, createdAt: createdAt.toISOString(), closedAt: closedAt?.toISOString() ?? null };
}
