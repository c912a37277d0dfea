import { z } from 'zod';
import { engineKinds, motions } from '../../db/schema/index.ts';
import { named } from '../../http/document.ts';

const baseUrl = z.url({ protocol: /^https?$/ }).max(500);
const otherUrl = baseUrl.optional().describe('Left out, the provider’s own address');
const centsPerSecond = z
  .number()
  .min(0)
  .max(100_000)
  .optional()
  .describe('What a second of speech costs you, in hundredths of its currency: costs are told by it beforehand');

/** What of an engine is no secret. */
const EngineSettingsShape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('clipo').describe('Clipo’s own protocol: docs/presenters/wire-protocol.md'),
    baseUrl,
    isAbroad: z.boolean().default(false).describe('A face that goes there leaves the country'),
    centsPerSecond,
  }),
  z.strictObject({ kind: z.literal('heygen'), baseUrl: otherUrl, centsPerSecond }),
  z.strictObject({
    kind: z.literal('aliyun'),
    model: z.enum(['videoretalk', 'liveportrait']),
    baseUrl: otherUrl,
    centsPerSecond,
  }),
  z.strictObject({ kind: z.literal('tencent'), baseUrl: otherUrl, centsPerSecond }),
  z.strictObject({ kind: z.literal('duix').describe('The one of whoever runs the service'), centsPerSecond }),
]);

const name = z.string().trim().min(1).max(100);
const secret = z.string().trim().min(1).max(2000).nullable().optional();

export const NewEngine = named(
  'NewPresenterEngine',
  z.strictObject({
    name,
    engine: EngineSettingsShape,
    key: secret.describe('API key, or app key of `tencent`. Left out, what is kept stays; null takes it away'),
    token: secret.describe('Access token of `tencent`'),
  }),
);
export const Engine = named(
  'PresenterEngine',
  z.strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum(engineKinds),
    engine: z.looseObject({ kind: z.enum(engineKinds) }),
    hasKey: z.boolean(),
    hasToken: z.boolean(),
    recipient: z.string().describe('The host that gets voices, and faces where there are any'),
    animates: z.array(z.enum(['avatar', 'portrait', 'footage'])),
    isAbroad: z.boolean(),
    currency: z.string(),
    licence: z.string(),
    lacks: z.string().nullable().describe('What the operator has to set before it works here; null where it does'),
    createdAt: z.iso.datetime(),
  }),
);
export const EngineTrial = named(
  'PresenterEngineTrial',
  z.strictObject({ isReached: z.boolean(), ms: z.int(), problem: z.string().nullable() }),
);

const cents = z.int().min(0).max(100_000_000).nullable().default(null);

export const NewOutsidePresenter = named(
  'NewOutsidePresenter',
  z
    .strictObject({
      name,
      engineId: z.string().min(1).max(100),
      avatar: z.string().trim().min(1).max(200).optional().describe('One of the engine’s own avatars'),
      materialId: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .describe('Or a picture or film of a person, whose consent must cover `outside_engine`'),
      motion: z.enum(motions).default('normal').describe('How lively a picture is'),
      voice: z.string().trim().min(1).max(100).optional().describe('Their voice where a brief names none'),
      mostCents: cents.describe('Most that one speech may cost, in hundredths of the engine’s currency'),
      mostBatchCents: cents.describe('Most that all of a batch may cost: more is refused before it starts'),
      deadlineSeconds: z
        .int()
        .min(1)
        .max(3000)
        .default(900)
        .describe('How long the engine may take for all of a speech'),
      standIn: z.string().min(1).max(60).default('lin').describe('The drawn presenter who speaks where it fails'),
    })
    .superRefine(({ avatar, materialId }, issues) => {
      if ((avatar === undefined) === (materialId === undefined)) {
        issues.addIssue({ code: 'custom', path: ['avatar'], message: 'name an avatar, or else a material' });
      }
    }),
);
export const OutsidePresenter = named(
  'OutsidePresenter',
  z.strictObject({
    id: z.string().describe('A brief, or an order, names the presenter by it'),
    name: z.string(),
    engineId: z.string(),
    avatar: z.string().nullable(),
    materialId: z.string().nullable(),
    motion: z.enum(motions),
    voice: z.string().nullable(),
    mostCents: z.int().nullable(),
    mostBatchCents: z.int().nullable(),
    deadlineSeconds: z.int(),
    standIn: z.string(),
    createdAt: z.iso.datetime(),
  }),
);
export const PresenterOrder = named(
  'PresenterOrder',
  z.strictObject({
    id: z.string(),
    orderedFor: z.string().describe('The batch, or the single file, that it was first ordered for'),
    engine: z.string(),
    phase: z.enum(['queued', 'detecting', 'running', 'done', 'failed', 'cancelled']),
    seconds: z.number().describe('Of speech'),
    costCents: z.int().nullable().describe('What the engine says that it cost; null where it says nothing'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  }),
);
