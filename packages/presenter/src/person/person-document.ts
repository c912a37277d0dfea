import { z } from 'zod';

const file = z.string().trim().min(1).max(300);
const setting = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/)
  .describe('Environment variable that holds it: no key is written in a file');
const baseUrl = z.url().max(500);
const centsPerSecond = z.number().min(0).max(100_000).optional().describe('What a second of speech costs');

/** An outside engine that animates a person, and how it is reached. */
export const EngineChoice = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('clipo').describe("Clipo's own protocol: docs/presenters/wire-protocol.md"),
    baseUrl,
    keyFrom: setting.optional(),
    isAbroad: z.boolean().default(false).describe('A face that goes there leaves the country'),
    centsPerSecond,
  }),
  z.strictObject({
    kind: z.literal('heygen'),
    keyFrom: setting.default('HEYGEN_API_KEY'),
    baseUrl: baseUrl.optional(),
    centsPerSecond,
  }),
  z.strictObject({
    kind: z.literal('aliyun'),
    model: z.enum(['videoretalk', 'liveportrait']),
    keyFrom: setting.default('DASHSCOPE_API_KEY'),
    baseUrl: baseUrl.optional(),
    centsPerSecond,
  }),
  z.strictObject({
    kind: z.literal('tencent'),
    keyFrom: setting.default('TENCENT_IVH_APP_KEY'),
    tokenFrom: setting.default('TENCENT_IVH_ACCESS_TOKEN'),
    baseUrl: baseUrl.optional(),
    publicFolder: z
      .strictObject({ here: file, url: z.url({ protocol: /^https?$/ }).max(500) })
      .optional()
      .describe('A folder that a web server of yours shows, and its address: Tencent Cloud fetches the voice there'),
    centsPerSecond,
  }),
  z.strictObject({
    kind: z.literal('duix'),
    baseUrl,
    sharedFolder: z.strictObject({ here: file, there: file }).describe('The folder that both see'),
    centsPerSecond,
  }),
]);
export type EngineChoice = z.infer<typeof EngineChoice>;

/** `person.json`: a person by more than a picture or film alone. */
export const PersonDocument = z
  .strictObject({
    version: z.literal(1),
    file: file.optional().describe('The picture or film, beside this document'),
    motion: z.enum(['calm', 'normal', 'active']).default('normal').describe('How lively a picture is'),
    voice: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .describe('The voice of this person, where the brief names none'),
    engine: EngineChoice.optional().describe('Who animates it; left out, this machine does'),
    avatar: z.string().trim().min(1).max(200).optional().describe("One of the engine's own avatars, instead of a file"),
    mostCents: z.number().min(0).max(100_000_000).optional().describe('Most that one speech may cost'),
    deadlineSeconds: z.number().int().min(1).max(86_400).default(900).describe('How long an engine may take'),
    standIn: z.string().min(1).max(60).default('lin').describe('The drawn presenter who speaks where the engine fails'),
  })
  .superRefine(({ file: own, engine, avatar }, issues) => {
    if ((own === undefined) === (avatar === undefined)) {
      issues.addIssue({ code: 'custom', path: ['file'], message: 'names a picture or film, or else an avatar' });
    }
    if (avatar !== undefined && engine === undefined) {
      issues.addIssue({ code: 'custom', path: ['engine'], message: 'an avatar needs the engine that it belongs to' });
    }
  });
export type PersonDocument = z.infer<typeof PersonDocument>;
