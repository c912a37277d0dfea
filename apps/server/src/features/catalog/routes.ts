import { hooksFor, improveCopy, scoreCopy, shippedTemplate } from '@clipo/agent';
import {
  Brief,
  type DocumentName,
  documents,
  jsonSchemaOf,
  Language,
  musicCatalog,
  musicTracks,
  Product,
  platforms,
  Template,
  templateNames,
} from '@clipo/contract';
import { listCharacters } from '@clipo/presenter';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { sendFile } from '../media/send-file.ts';
import { offeredTemplates } from '../templates/offered.ts';

/** Long enough to hear what a piece is like. */
const heardSeconds = 20;

const bilingual = z.strictObject({ 'zh-CN': z.string(), en: z.string() });
const Voices = named(
  'Voices',
  z.strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        name: bilingual,
        languages: z.array(Language),
        engine: z.string(),
        licence: z.string(),
        quality: z.enum(['draft', 'standard', 'neural']),
        offline: z.boolean().describe('Whether the text stays on the service’s machine'),
        needs: z.string().optional().describe('What is missing before it can speak'),
      }),
    ),
  }),
);
const Presenters = named(
  'Presenters',
  z.strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        name: bilingual,
        description: bilingual,
        voice: z.enum(['female', 'male']).describe('Which of the built-in voices suits'),
      }),
    ),
  }),
);
const ShippedTemplates = named(
  'ShippedTemplates',
  z.strictObject({ items: z.array(z.strictObject({ name: z.enum(templateNames), data: Template })) }),
);
const Copy = named(
  'Copy',
  z.strictObject({
    text: z.string().trim().min(1).max(10_000),
    language: Language,
    platform: z.enum(platforms).optional(),
    durationSeconds: z.int().min(6).max(90).optional(),
    product: Product.optional(),
  }),
);
const Opinion = z.looseObject({ score: z.number() });
const CopyScore = named('CopyScore', Opinion.describe('0 … 100, its parts, reasons, and wordings that may not stand'));
const CopyBetter = named(
  'ImprovedCopy',
  z
    .looseObject({ text: z.string(), before: Opinion, after: Opinion })
    .describe('The text mended, and what was changed'),
);
const MusicList = named(
  'MusicList',
  z.strictObject({ items: z.array(z.looseObject({ name: z.enum(musicTracks), mood: z.string(), bpm: z.number() })) }),
);
const JsonSchema = named('JsonSchema', z.record(z.string(), z.unknown()).describe('JSON Schema, draft 2020-12'));
const TemplateToCheck = named('TemplateToCheck', z.strictObject({ data: Template }));
const TemplateFacts = named(
  'TemplateFacts',
  z.strictObject({ name: z.string(), arrangements: z.int(), slots: z.array(z.string()), palettes: z.int() }),
);
const HookWish = named(
  'HookWish',
  z.strictObject({
    product: Product,
    language: Language,
    count: z.int().min(1).max(50).default(10),
    brand: Brief.shape.brand,
    mustSay: Brief.shape.mustSay,
    mustNotSay: Brief.shape.mustNotSay,
    seed: Brief.shape.seed,
  }),
);
const Hooks = named(
  'Hooks',
  z.strictObject({ items: z.array(z.looseObject({ text: z.string(), angle: z.string(), score: z.number() })) }),
);

/** Adds what ships with Clipo (voices, presenters, templates) and help with words. */
export function addCatalogRoutes(app: Api, { db, speech, previews }: Pick<Deps, 'db' | 'speech' | 'previews'>): void {
  const get = { method: 'get', scope: 'read' } as const;
  addRoute(
    app,
    {
      ...get,
      id: 'listVoices',
      path: '/api/v1/voices',
      tag: 'Voices',
      summary: 'Voices that can speak',
      answer: Voices,
    },
    async () => ({
      items: (await speech.voices()).map((voice) => ({ ...voice, languages: [...voice.languages] })),
    }),
  );
  addRoute(
    app,
    {
      ...get,
      id: 'listPresenters',
      path: '/api/v1/presenters',
      tag: 'Presenters',
      summary: 'Presenters that come with Clipo',
      answer: Presenters,
    },
    async () => ({
      items: listCharacters().map(({ id, name, description, voice }) => ({ id, name, description, voice })),
    }),
  );
  addRoute(
    app,
    {
      ...get,
      id: 'listShippedTemplates',
      path: '/api/v1/shipped-templates',
      tag: 'Templates',
      summary: 'Templates that come with Clipo and may be chosen, the default first',
      answer: ShippedTemplates,
    },
    async () => ({ items: (await offeredTemplates({ db })).map((name) => ({ name, data: shippedTemplate(name) })) }),
  );
  addRoute(
    app,
    {
      ...get,
      id: 'listMusic',
      path: '/api/v1/music',
      tag: 'Music',
      summary: 'Built-in pieces that a brief may name',
      answer: MusicList,
    },
    async () => ({ items: musicTracks.map((name) => ({ name, ...musicCatalog[name] })) }),
  );
  addRoute(
    app,
    {
      ...get,
      id: 'hearMusic',
      path: '/api/v1/music/{name}/sound',
      tag: 'Music',
      summary: 'How a built-in piece sounds: its first 20 seconds',
      params: z.strictObject({ name: z.enum(musicTracks) }),
      rawAnswer: { types: ['audio/aac'], description: 'The piece as a video would play it' },
    },
    async ({ params: { name: track }, c }) => {
      const music = { track, seed: 0, gainDb: -8 };
      const request = { voice: [], music, totalFrames: heardSeconds * 30, fps: 30 };
      return sendFile(await previews.sound(request, c.req.raw.signal), 'audio/aac');
    },
  );
  addRoute(
    app,
    {
      ...get,
      id: 'getSchema',
      path: '/api/v1/schemas/{name}',
      tag: 'Documents',
      summary: 'JSON Schema of a document as users write it',
      params: z.strictObject({ name: z.string().max(40).describe(Object.keys(documents).join(', ')) }),
      answer: JsonSchema,
    },
    async ({ params: { name } }) => {
      const known = (Object.keys(documents) as DocumentName[]).find((each) => each === name);
      return jsonSchemaOf(foundOr(known, 'schema', name));
    },
  );
  const post = { method: 'post', scope: 'read', tag: 'Scripts' } as const;
  addRoute(
    app,
    {
      ...post,
      id: 'checkTemplate',
      path: '/api/v1/templates/check',
      tag: 'Templates',
      summary: 'Check a template without keeping it; every fault is told with its path',
      body: TemplateToCheck,
      answer: TemplateFacts,
    },
    async ({ body: { data } }) => ({
      name: data.name,
      arrangements: Object.keys(data.arrangements).length,
      slots: Object.keys(data.slots.properties),
      palettes: data.palettes.length,
    }),
  );
  addRoute(
    app,
    {
      ...post,
      id: 'scoreCopy',
      path: '/api/v1/scripts/score',
      summary: 'Judge a text and say why',
      body: Copy,
      answer: CopyScore,
    },
    async ({ body: { text, ...options } }) => ({ ...scoreCopy(text, options) }),
  );
  addRoute(
    app,
    {
      ...post,
      id: 'improveCopy',
      path: '/api/v1/scripts/improve',
      summary: 'Mend a text and say what was changed',
      body: Copy,
      answer: CopyBetter,
    },
    async ({ body: { text, ...options } }) => {
      const { before, after, ...better } = improveCopy(text, options);
      return { ...better, before: { ...before }, after: { ...after } };
    },
  );
  addRoute(
    app,
    {
      ...post,
      id: 'suggestHooks',
      path: '/api/v1/scripts/hooks',
      summary: 'Openings for a product',
      body: HookWish,
      answer: Hooks,
    },
    async ({ body: { product, language, count, ...brief } }) => ({
      items: hooksFor(brief, product, { language, count }).map((idea) => ({
        ...idea,
      })),
    }),
  );
}
