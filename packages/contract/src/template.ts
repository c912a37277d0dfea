import { z } from 'zod';
import { Animation } from './layer-base.ts';
import { CaptionLook, StickerLayer } from './layers.ts';
import { MusicTrack } from './music.ts';
import { nearestOf } from './nearest.ts';

/** Templates that ship, by name: what a brief's `template` may say. The first is the default. */
export const templateNames = [
  'clear',
  'bold-promo',
  'calm-premium',
  'unboxing',
  'comparison',
  'list-of-three',
  'testimonial',
  'question-answer',
  'festival',
  'news-flash',
  'how-to',
] as const;
export type TemplateName = (typeof templateNames)[number];

const templateChoice = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .meta({ examples: [...templateNames] })
  .describe("The look: a template's name (./clipo templates lists them), or a template file in the brief's folder");

/** The looks of a brief: one template, or several that take turns as an axis of the batch. */
export const TemplateChoices = z
  .union([templateChoice, z.array(templateChoice).min(1).max(8)])
  .describe('A template, or several as an axis of the batch');
export type TemplateChoices = z.infer<typeof TemplateChoices>;

/** The choices of the template axis, at least one. */
export function templatesOf({ template }: { template: TemplateChoices }): string[] {
  return Array.isArray(template) ? template : [template];
}

/** A template's file as a brief names it: a path in the brief's folder. Anything else is a name. */
export function isTemplateFile(value: string): boolean {
  return /\.(json|ya?ml)$/i.test(value);
}

/** Frame shapes that a template arranges things for: 9:16, then 1:1, 4:5 and 3:4 alike, then 16:9. */
export const templateShapes = ['tall', 'compact', 'wide'] as const;
export type TemplateShape = (typeof templateShapes)[number];

/** What a line plays on: a template may ask for openings of some kinds first. */
export const templateAngles = [
  'pain',
  'contrast',
  'number',
  'scene',
  'offer',
  'proof',
  'question',
  'story',
  'myth',
  'list',
  'detail',
  'curiosity',
  'direct',
] as const;

/** The sections of a script that a template arranges. */
export const templateSections = ['hook', 'pain', 'reveal', 'sell', 'demo', 'trust', 'price', 'cta'] as const;

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be a name such as "bold-promo"');
const text = z.string().trim().min(1).max(200);
const Both = z.strictObject({ 'zh-CN': text, en: text });

const reach = z.number().min(-1).max(2);
const length = z.number().positive().max(3);
const Rect = z.tuple([reach, reach, length, length]);
/** Left, top, width and height in fractions of the frame, for each shape; a shape that is left out has none of it. */
const Places = z
  .strictObject({ tall: Rect.optional(), compact: Rect.optional(), wide: Rect.optional() })
  .refine((value) => Object.values(value).some((rect) => rect !== undefined), { message: 'names no shape of frame' });
export type TemplatePlaces = z.infer<typeof Places>;

const hex = '#[0-9a-fA-F]{6}';
/** How a colour comes from the brand: as it is, or deep, dark or pale; or a colour that stays. */
const ColorRule = z
  .string()
  .regex(
    new RegExp(`^((main|accent)(-deep|-dark|-pale)?|${hex})$`),
    'must be main, accent, one of these with -deep, -dark or -pale, or a colour such as "#1F6F78"',
  );
export type TemplateColorRule = z.infer<typeof ColorRule>;

const inks = 'panel|on-panel|accent|on-accent|second|on-second|mark|price|tint|white|black';
/** A colour of the palette in use, or one that stays; both with an alpha if wanted: `panel/C0`. */
const Ink = z
  .string()
  .regex(
    new RegExp(`^(${inks}|${hex})(/[0-9a-fA-F]{2})?$`),
    `must be one of ${inks.replaceAll('|', ', ')} or a colour such as "#1F6F78", with an alpha if wanted: "panel/C0"`,
  );
export type TemplateInk = z.infer<typeof Ink>;

/** Steps of a scale of type, from small print to what fills the frame. */
export const typeSteps = ['xs', 's', 'm', 'l', 'xl', 'xxl'] as const;
/** A size of type: a step of the template's scale, a fraction of the short side, or one for each shape. */
const OneSize = z.union([z.enum(typeSteps), z.number().min(0.015).max(0.45)]);
const TypeSize = z.union([OneSize, z.strictObject({ tall: OneSize, compact: OneSize, wide: OneSize })]);
export type TemplateTypeSize = z.infer<typeof TypeSize>;

/** How something comes in. `every` scene, or only with the first of a line, where it then stays. */
const Enter = z.strictObject({
  kind: Animation.shape.kind,
  ms: z.number().int().min(33).max(4000),
  delayMs: z.number().int().min(0).max(4000).default(0),
  every: z.enum(['line', 'scene']).default('line'),
});
export type TemplateEnter = z.infer<typeof Enter>;

/** When something is there: all that is named must hold. */
const When = z.strictObject({
  picture: z.boolean().optional(),
  second: z.boolean().optional().describe('Whether there is a second picture'),
  source: z.boolean().optional().describe('Whether the line states a fact with its source'),
  price: z.boolean().optional(),
  ordinal: z.boolean().optional().describe('Whether the line is a numbered one: those of the body are'),
  sections: z.array(z.enum(templateSections)).min(1).optional(),
});
export type TemplateWhen = z.infer<typeof When>;

const base = { at: Places, when: When.optional(), enter: Enter.optional() };
const slot = z.string().min(1).max(40);

/** What a scene is drawn from, first at the back. */
export const TemplateElement = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base,
    kind: z.literal('picture'),
    of: z.enum(['first', 'second']).default('first'),
    radius: z.number().min(0).max(0.5).default(0),
    border: z.strictObject({ color: Ink, width: z.number().min(0.002).max(0.05) }).optional(),
  }),
  z.strictObject({ ...base, kind: z.literal('backdrop'), dim: z.number().min(0).max(1).default(0.45) }),
  z.strictObject({
    ...base,
    kind: z.literal('shape'),
    shape: z.enum(['rectangle', 'ellipse', 'gradient-down', 'gradient-up']),
    color: Ink,
    radius: z.number().min(0).max(0.5).default(0),
    ratio: z.number().positive().max(20).optional().describe('Width over height in pixels: replaces the height'),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('text'),
    slot,
    size: TypeSize,
    color: Ink,
    on: Ink.optional().describe('What it stands on: the colour gives way where it would not read there'),
    weight: z.enum(['regular', 'medium', 'bold', 'black']).default('bold'),
    align: z.enum(['left', 'center', 'right']).default('left'),
    valign: z.enum(['top', 'middle', 'bottom']).default('middle'),
    lineHeight: z.number().min(0.9).max(2).default(1.2),
    lines: z.number().int().min(1).max(6).default(2),
    plate: z
      .strictObject({
        color: Ink,
        radius: z.number().min(0).max(0.5),
        padX: z.number().min(0).max(0.2),
        padY: z.number().min(0).max(0.2),
      })
      .optional(),
  }),
  z.strictObject({ ...base, kind: z.literal('brand'), color: Ink }),
  z.strictObject({
    ...base,
    kind: z.literal('price'),
    background: Ink.default('white'),
    foreground: Ink.default('#16191C'),
    accent: Ink.default('price'),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('sticker'),
    shape: StickerLayer.shape.shape,
    slot: slot.optional(),
    color: Ink,
    foreground: Ink,
    rotation: z.number().min(-45).max(45).default(0),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('caption'),
    size: TypeSize,
    on: Ink.optional().describe('The plain colour behind; left out, words carry an outline'),
    highlight: Ink.default('accent'),
    align: z.enum(['left', 'center', 'right']).default('center'),
    weight: z.enum(['medium', 'bold', 'black']).default('bold'),
    look: CaptionLook.optional(),
    edge: z
      .enum(['auto', 'none'])
      .default('auto')
      .describe('auto: an outline where the highlight would not read on the ground; none: such a highlight is moved'),
  }),
]);
export type TemplateElement = z.infer<typeof TemplateElement>;

/** One arrangement of a scene. Every one shows captions; most show a picture. */
const Arrangement = z.strictObject({
  background: Ink.default('panel'),
  elements: z.array(TemplateElement).min(1).max(80),
  withoutPicture: name.optional().describe('Arrangement that stands in where there is no picture'),
  whenSmall: name.optional().describe('Arrangement that stands in where the picture would be blown up too much'),
  whenFitting: name.optional().describe('Arrangement that stands in where the picture has the shape of the frame'),
});
export type TemplateArrangement = z.infer<typeof Arrangement>;

/** Which arrangements a section takes, choice by choice; `byShot` goes on with every shot of a line. */
const SectionRule = z.strictObject({
  turn: z.array(name).min(1).max(8),
  byShot: z.boolean().default(false),
  sourced: name.optional().describe('For the first shot of a line that states a fact'),
});
export type TemplateSectionRule = z.infer<typeof SectionRule>;

const Change = z.strictObject({
  kind: z.enum(['cut', 'fade', 'push', 'zoom', 'wipe']),
  ms: z.number().int().min(0).max(1000),
  direction: z.enum(['left', 'right', 'up', 'down']).default('left'),
});
export type TemplateChange = z.infer<typeof Change>;

/** What may fill a slot; the first that has a text does. */
export const slotFills = [
  'product.name',
  'brand.name',
  'line.figure',
  'line.source',
  'line.attribution',
  'line.ordinal',
  'price.now',
  'price.was',
  'point.1',
  'point.2',
  'point.3',
] as const;
export type SlotFill = (typeof slotFills)[number];

/** A slot as JSON Schema; `x-fill` and `x-default` say where its text comes from when the brief gives none. */
const Slot = z
  .strictObject({
    type: z.literal('string'),
    title: text.optional(),
    description: text.optional(),
    minLength: z.number().int().min(1).max(200).optional(),
    maxLength: z.number().int().min(1).max(200).default(60),
    'x-fill': z.array(z.enum(slotFills)).min(1).optional(),
    'x-default': Both.optional(),
  })
  .refine((value) => value['x-fill'] !== undefined || value['x-default'] !== undefined, {
    message: 'needs x-fill or x-default: where its text comes from',
  });
export type TemplateSlot = z.infer<typeof Slot>;

const Slots = z.strictObject({
  type: z.literal('object'),
  additionalProperties: z.literal(false).default(false),
  properties: z.record(name, Slot),
});

const Palette = z.strictObject({
  panel: ColorRule,
  accent: ColorRule.default('accent'),
  second: ColorRule.default('main'),
  captions: z
    .strictObject({ told: CaptionLook, short: CaptionLook })
    .describe('How spoken words are shown: in a line that is told, and in a short one that must be seen'),
});
export type TemplatePalette = z.infer<typeof Palette>;

/**
 * How videos look: arrangements of elements for every section and shape of frame, a scale of type, palettes made from
 * the brand's colours, motion, rhythm and transitions. Pure data; `slots` is a JSON Schema of the texts it asks for.
 */
export const Template = z
  .strictObject({
    version: z.literal(1),
    name,
    title: Both,
    purpose: Both.describe('What it is for, in a sentence'),
    slots: Slots,
    type: z
      .strictObject({ base: z.number().min(0.02).max(0.06), ratio: z.number().min(1.1).max(2) })
      .describe('Scale of type: step n of xs, s, m, l, xl, xxl is base × ratio^n of the short side'),
    palettes: z.array(Palette).min(1).max(6).describe('The choices of the style axis'),
    rhythm: z
      .strictObject({ shotMs: z.number().int().min(1200).max(3600) })
      .describe('A line is cut into shots of about this length'),
    transitions: z.strictObject({
      shot: Change,
      lines: z.array(Change).min(1).max(6).describe('Between lines of one part, by turns'),
      part: Change,
      cta: Change,
    }),
    music: z.array(MusicTrack).max(6).default([]).describe('Pieces that fit, where the brief leaves the choice'),
    angles: z.array(z.enum(templateAngles)).max(6).default([]).describe('Openings of these kinds come first'),
    arrangements: z.record(name, Arrangement),
    sections: z.strictObject({
      hook: SectionRule,
      pain: SectionRule.optional(),
      reveal: SectionRule.optional(),
      sell: SectionRule.optional(),
      demo: SectionRule.optional(),
      trust: SectionRule.optional(),
      price: SectionRule.optional(),
      cta: SectionRule,
      other: SectionRule.describe('For every section that is not named'),
    }),
  })
  .superRefine(checkReferences);
export type Template = z.infer<typeof Template>;
/** A template as it is written, before defaults. */
export type TemplateInput = z.input<typeof Template>;

/** Every arrangement and slot that is named must be there, every arrangement must show captions in every shape, all words in the frame. */
function checkReferences(template: TemplateShapeOnly, context: z.RefinementCtx): void {
  const fault = (path: PropertyKey[], word: string, what: string, known: readonly string[]) => {
    const nearest = nearestOf(word, known);
    const hint = nearest === undefined ? `there are ${known.join(', ')}` : `did you mean "${nearest}"?`;
    context.addIssue({ code: 'custom', path, message: `no ${what} is called "${word}"; ${hint}` });
  };
  const arrangements = Object.keys(template.arrangements);
  const slots = Object.keys(template.slots.properties);
  const wantArrangement = (path: PropertyKey[], word: string | undefined) => {
    if (word !== undefined && !arrangements.includes(word)) {
      fault(path, word, 'arrangement', arrangements);
    }
  };
  for (const [section, rule] of Object.entries(template.sections)) {
    rule?.turn.forEach((word, index) => {
      wantArrangement(['sections', section, 'turn', index], word);
    });
    wantArrangement(['sections', section, 'sourced'], rule?.sourced);
  }
  for (const [key, arrangement] of Object.entries(template.arrangements)) {
    const path = ['arrangements', key];
    wantArrangement([...path, 'withoutPicture'], arrangement.withoutPicture);
    wantArrangement([...path, 'whenSmall'], arrangement.whenSmall);
    wantArrangement([...path, 'whenFitting'], arrangement.whenFitting);
    arrangement.elements.forEach((element, index) => {
      if (element.slot !== undefined && !slots.includes(element.slot)) {
        fault([...path, 'elements', index, 'slot'], element.slot, 'slot', slots);
      }
      for (const shape of templateShapes.filter((each) => isCut(element, each))) {
        const message = `reaches out of ${shape} frames: what is read stays within 0 and 1`;
        context.addIssue({ code: 'custom', path: [...path, 'elements', index, 'at', shape], message });
      }
    });
    for (const shape of templateShapes) {
      const captions = arrangement.elements.filter((each) => each.kind === 'caption' && each.at[shape] !== undefined);
      if (captions.length !== 1) {
        context.addIssue({
          code: 'custom',
          path: [...path, 'elements'],
          message: `needs one caption for ${shape} frames, has ${captions.length}`,
        });
      }
    }
  }
}

/** What is read, and nobody can read off the frame; pictures and shapes may reach out of it. */
const readKinds: ReadonlySet<string> = new Set(['text', 'caption', 'price', 'sticker', 'brand']);

function isCut({ kind, at }: { kind: string; at: TemplatePlaces }, shape: TemplateShape): boolean {
  const [x, y, w, h] = at[shape] ?? [0, 0, 1, 1];
  return readKinds.has(kind) && (Math.min(x, y) < 0 || Math.max(x + w, y + h) > 1 + 1e-6);
}

/** What of a template checkReferences reads. */
interface TemplateShapeOnly {
  slots: { properties: Record<string, unknown> };
  arrangements: Record<
    string,
    {
      withoutPicture?: string | undefined;
      whenSmall?: string | undefined;
      whenFitting?: string | undefined;
      elements: { kind: string; slot?: string | undefined; at: TemplatePlaces }[];
    }
  >;
  sections: Partial<Record<string, { turn: string[]; sourced?: string | undefined } | undefined>>;
}
