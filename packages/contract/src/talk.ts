import { z } from 'zod';
import { platforms } from './brief.ts';
import { Format } from './format.ts';
import { Language } from './language.ts';
import { OwnLine } from './own-line.ts';
import { webAddress } from './product.ts';

const short = z.string().trim().min(1).max(120);
const phrase = z.string().trim().min(1).max(300);
const amount = z.string().regex(/^\d{1,9}(\.\d{1,4})?$/, 'must be a sum such as "89.00"');

/** What a conversation has agreed on so far. A brief is made of it once nothing that is needed is missing. */
export const TalkBrief = z.strictObject({
  product: short.optional(),
  category: short.optional(),
  brand: short.optional(),
  points: z.array(phrase).max(50).optional(),
  price: z.strictObject({ amount, currency: z.string().regex(/^[A-Z]{3}$/) }).optional(),
  original: amount.optional().describe('The price before; it is only said where its proof is known'),
  originalProof: phrase.optional(),
  audience: phrase.optional(),
  tone: phrase.optional(),
  channels: z.array(z.enum(platforms)).max(20).optional(),
  count: z.number().int().min(1).max(1000).optional(),
  seconds: z.number().int().min(6).max(90).optional(),
  languages: z.array(Language).min(1).max(2).optional(),
  formats: z.array(Format).min(1).max(5).optional(),
  mustSay: z.array(phrase).max(20).optional(),
  mustNotSay: z.array(z.string().trim().min(1).max(100)).max(100).optional(),
  presenter: z.string().min(1).max(100).nullable().optional().describe('Id of a drawn presenter; null: nobody is seen'),
  music: z.boolean().optional(),
  template: z.string().min(1).max(100).optional(),
  link: webAddress.max(2000).optional(),
  isDraft: z.boolean().optional().describe('Half size and the fastest preset'),
  materialIds: z.array(z.string().min(1).max(100)).max(500).optional(),
  lines: z.array(OwnLine).max(200).optional(),
});
export type TalkBrief = z.infer<typeof TalkBrief>;
export type TalkField = keyof TalkBrief;

const fields = Object.keys(TalkBrief.shape) as [TalkField, ...TalkField[]];

/** One thing that a conversation changed about its brief. A brief is the sum of those that were not taken back. */
export const BriefChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('set'), values: TalkBrief }).describe('These hold from now on'),
  z.strictObject({ kind: z.literal('drop'), fields: z.array(z.enum(fields)).min(1) }).describe('These are open again'),
  z
    .strictObject({
      kind: z.literal('add'),
      points: z.array(phrase).max(50).optional(),
      materialIds: z.array(z.string().min(1).max(100)).max(500).optional(),
    })
    .describe('These come to what is there'),
  z
    .strictObject({
      kind: z.literal('take'),
      points: z.array(phrase).max(50).optional(),
      materialIds: z.array(z.string().min(1).max(100)).max(500).optional(),
    })
    .describe('These go'),
  z.strictObject({ kind: z.literal('say'), line: OwnLine }).describe('This line is said in place of the planned one'),
]);
export type BriefChange = z.infer<typeof BriefChange>;

const spokenPart = z.strictObject({
  id: z.string().describe('`H03`: the third hook; B bodies, C calls to action'),
  axis: z.enum(['hook', 'body', 'cta']),
  angle: z.string().describe('What it plays on'),
  language: Language,
  lines: z.array(
    z.strictObject({
      section: z.string(),
      text: z.string(),
      source: z.string().optional().describe('Where its claim comes from'),
      isOwn: z.boolean().describe('Whether it was changed in this conversation'),
    }),
  ),
});
export type TalkPart = z.infer<typeof spokenPart>;

/** A proposal: shown as a card, to be accepted or changed. */
export const TalkCard = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('angles'),
    items: z.array(
      z.strictObject({ part: z.string(), angle: z.string(), text: z.string(), score: z.int().min(0).max(100) }),
    ),
  }),
  z.strictObject({ kind: z.literal('scripts'), parts: z.array(spokenPart) }),
  z.strictObject({
    kind: z.literal('storyboard'),
    name: z.string(),
    seconds: z.number(),
    scenes: z.array(
      z.strictObject({
        role: z.string(),
        section: z.string(),
        text: z.string(),
        startMs: z.int(),
        ms: z.int(),
        materialId: z.string().optional().describe('The material that is seen'),
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal('matrix'),
    hooks: z.int(),
    bodies: z.int(),
    ctas: z.int(),
    creatives: z.int(),
    languages: z.array(Language),
    formats: z.array(Format),
    videos: z.int(),
    cells: z.array(z.strictObject({ hook: z.int(), body: z.int(), cta: z.int() })).max(60),
  }),
  z.strictObject({
    kind: z.literal('quote'),
    videos: z.int(),
    seconds: z.int(),
    each: z.int().describe('Credits'),
    total: z.int().describe('Credits'),
    isFree: z.boolean().describe('This service takes no credits'),
    balance: z.int().nullable(),
    isDraft: z.boolean(),
    brief: z.string().describe('Names what is quoted: a quote holds for this brief alone'),
    batchId: z.string().nullable().describe('The batch that was started of it'),
  }),
  z.strictObject({ kind: z.literal('batch'), batchId: z.string() }),
]);
export type TalkCard = z.infer<typeof TalkCard>;

/** A part of a message, in the order in which it came. */
export const TalkPiece = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z
    .strictObject({
      kind: z.literal('step'),
      id: z.string(),
      tool: z.string(),
      status: z.enum(['running', 'done', 'failed']),
      input: z.string().describe('What it was asked, as JSON'),
      result: z.string().describe('What came of it, in a sentence or as JSON'),
      ms: z.int(),
    })
    .describe('A tool that was used'),
  z.strictObject({
    kind: z.literal('change'),
    id: z.string(),
    change: BriefChange,
    isUndone: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('card'), id: z.string(), card: TalkCard }),
  z.strictObject({ kind: z.literal('file'), materialId: z.string(), name: z.string() }).describe('What a person sent'),
  z
    .strictObject({ kind: z.literal('problem'), code: z.string(), text: z.string() })
    .describe('Why the answer ended early'),
]);
export type TalkPiece = z.infer<typeof TalkPiece>;
