import { z } from 'zod';
import { AxisName, BatchPlan } from './batch-plan.ts';
import { Channel } from './brief.ts';
import { Format } from './format.ts';
import { AiOrigin, ImplicitLabel } from './label.ts';
import { Language } from './language.ts';
import { Rights } from './material.ts';
import { PresenterLayout } from './presenter-choice.ts';
import { VideoQuality } from './quality.ts';
import { Role } from './script.ts';

const count = z.number().int().min(0);

const share = z.number().min(0).max(1);

/** The least different video of the same language and format. */
export const NearestVideo = z.strictObject({
  name: z.string(),
  score: share.describe('0 the same … 1 nothing in common: the weighted mean of the parts'),
  parts: z.strictObject({
    picture: share.nullable().describe('Shots and their order'),
    sound: share.nullable().describe('Spoken lines as sound, and music'),
    words: share.nullable().describe('What is said'),
    structure: share.nullable().describe('Roles, layouts, transitions, lengths and choices'),
  }),
});
export type NearestVideo = z.infer<typeof NearestVideo>;

/** Texts of a post, within the platform's limits. Hashtags are without their sign. */
const PostText = z.strictObject({
  title: z.string().describe('Empty where the platform has none'),
  description: z.string().describe('With its hashtags where the platform takes them in the text'),
  hashtags: z.array(z.string()),
  coverText: z.string(),
  aiDeclaration: z
    .string()
    .describe("What to choose in the platform's declaration of AI content; empty where it has none"),
});

export const ManifestVideo = z.strictObject({
  name: z.string(),
  product: z.string(),
  creative: z
    .number()
    .int()
    .min(1)
    .describe('Number of the creative; renditions in other languages and formats share it'),
  code: z
    .string()
    .optional()
    .describe(
      'For tables of campaigns: BRAND_SKU_ANGLE_HOOK03_BODY01_CTA02_15s_9x16_zh_V1; left out by earlier versions',
    ),
  status: z.enum(['done', 'failed']),
  error: z.strictObject({ code: z.string(), message: z.string() }).optional(),
  file: z.string().nullable().describe('Relative to the output folder; null where it failed'),
  sha256: z.string().nullable(),
  width: count,
  height: count,
  fps: count,
  frames: count,
  durationMs: count,
  language: Language,
  format: Format,
  axes: z
    .partialRecord(AxisName, z.string())
    .describe('The choice on each axis, such as hook: H03; presenter and voice where the brief gives a choice of them'),
  lines: z.array(
    z.strictObject({ role: Role, text: z.string(), source: z.string().optional(), startFrame: count, endFrame: count }),
  ),
  scenes: z.array(z.strictObject({ hash: z.string(), cached: z.boolean() })),
  captions: z.strictObject({ srt: z.string(), vtt: z.string(), ass: z.string() }).nullable(),
  cover: z.string().nullable(),
  otherCovers: z
    .array(z.strictObject({ format: Format, file: z.string() }))
    .optional()
    .describe(
      "Covers of its own in shapes that the brief's channels show, where they would cut the label off the cover",
    ),
  label: z
    .strictObject({
      explicit: z.strictObject({ text: z.string(), heightPx: count }),
      implicit: ImplicitLabel,
    })
    .nullable(),
  posts: z
    .array(
      Channel.extend({
        ...PostText.shape,
        publishAt: z.iso.datetime({ offset: true }).optional().describe('When it is to be posted'),
      }),
    )
    .optional()
    .describe("What stands beside it where it is posted, for each of the brief's channels"),
  voice: z
    .strictObject({
      engine: z.string().describe('What spoke; recording-1 where the brief brings a recording'),
      licence: z.string(),
      wordTimes: z
        .enum(['engine', 'aligned', 'estimated'])
        .describe(
          'Where the times of words in captions come from; estimated: from pauses and lengths, to a syllable or two',
        ),
    })
    .optional()
    .describe('Left out where the video failed'),
  presenter: z
    .strictObject({
      character: z.string(),
      with: z.string().optional().describe('Who asks, in a dialogue'),
      layout: PresenterLayout,
      voice: z.string().describe('Id of the voice that was asked for'),
      standIns: z
        .array(
          z.strictObject({
            for: z.string().describe('Who should have been seen'),
            character: z.string().describe('The drawn presenter who is seen instead'),
            reason: z.string(),
          }),
        )
        .min(1)
        .optional()
        .describe('Where an outside engine failed'),
    })
    .optional()
    .describe('Who speaks it; left out where nobody is seen'),
  cpuSeconds: z.number().min(0),
  quality: VideoQuality.optional().describe('What the quality gate says; left out where the video failed'),
  nearest: NearestVideo.optional().describe('Left out where no other video has this language and format'),
});
export type ManifestVideo = z.infer<typeof ManifestVideo>;

/** For what videos may be used, where the service that made them says so: commercial use is by grant. */
export const PermittedUse = z.strictObject({
  isCommercial: z.boolean().describe('Whether a grant holds; without one, videos are for review alone'),
  says: z.record(Language, z.string()).describe('The same as a sentence'),
  grants: z.array(
    z.strictObject({
      purpose: z.string(),
      document: z.string().describe('By which document it was granted'),
      startsAt: z.iso.datetime(),
      endsAt: z.iso.datetime().nullable().describe('null: no end is set'),
    }),
  ),
});
export type PermittedUse = z.infer<typeof PermittedUse>;

/** What a batch made: `manifest.json`. Paths are relative to its folder. */
export const Manifest = z.strictObject({
  version: z.literal(1),
  briefHash: z.string(),
  seed: z.number().int(),
  plan: BatchPlan,
  provider: z.strictObject({
    code: z.string(),
    isDevelopment: z.boolean().describe('The code is the development one and must not be published'),
  }),
  totals: z.strictObject({
    videos: count,
    done: count,
    failed: count,
    scenesRendered: count,
    scenesCached: count,
    wallSeconds: z.number().min(0),
    cpuSeconds: z.number().min(0),
  }),
  warnings: z.array(z.string()),
  materials: z.array(
    z.strictObject({
      file: z.string(),
      sha256: z.string(),
      rights: Rights.optional(),
      aiOrigin: AiOrigin.optional().describe(
        'Where the file says that AI made it: passed on to who publishes the videos',
      ),
    }),
  ),
  use: PermittedUse.optional().describe('Left out where nobody grants anything: on your own machine'),
  videos: z.array(ManifestVideo),
});
export type Manifest = z.infer<typeof Manifest>;
