import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  capacityOf,
  dealBatch,
  mostAlternatives,
  type PartChoice,
  pairOf,
  productCutOut,
  productPhoto,
  type SpokenPart,
  storyboardsOf,
  type TimedLine,
} from '@clipo/agent';
import type { SpeechEngine } from '@clipo/contract';
import {
  type Axes,
  type AxisName,
  type BatchPlan,
  type Cell,
  type Format,
  frameSize,
  type Language,
  type ManifestVideo,
  namedPresenters,
  type PreparedFont,
  type PreparedMaterial,
  type Storyboard,
  type Template,
} from '@clipo/contract';
import { pickEncoder, planVideo, prepareMaterials, type RenderSettings, type VideoPlan } from '@clipo/engine';
import { explicitLabel, watermarkKeyId } from '@clipo/label';
import { inputFault } from '@clipo/messages';
import { loadTemplate } from '../brief/load-template.ts';
import { type OpenedPerson, openPeople } from '../people/open-people.ts';
import { type Casting, castingsOf, checkCasting, presenterOf, voicesOf } from './casting.ts';
import { labelsClearOf } from './labels-clear-of.ts';
import { markingOf } from './marking.ts';
import { otherCells, productsOf, type SceneChange } from './other-choices.ts';
import { ownFontsOf } from './own-fonts.ts';
import { checkOwnVoice, ownVoiceOf } from './own-voice.ts';
import { planDifferent } from './plan-different.ts';
import { openParts, type PartsOf } from './spoken-parts.ts';
import { translateInput } from './translate-input.ts';
import type { MakeDeps, MakeInput, MakeProduct, PlannedVideo } from './types.ts';

/** A video with its storyboard, not yet cut into pieces. */
export interface ComposedVideo extends PlannedVideo {
  axes: Partial<Record<AxisName, string>>;
  /** Who speaks it, for the manifest; undefined where nobody is seen. */
  presenter: ManifestVideo['presenter'];
  storyboard: Storyboard;
  lines: TimedLine[];
  settings: RenderSettings;
  /** The product's materials, the one that surely shows it first. */
  products: readonly string[];
  /** The same video with other shots, or in other styles: composed only when asked for. */
  others(change: SceneChange): Storyboard[];
}

/** A video that is ready to be rendered. */
export interface PreparedVideo extends ComposedVideo {
  plan: VideoPlan;
}

/** A batch with nothing left to decide: all that follows is work. */
export interface PreparedBatch {
  plan: BatchPlan;
  videos: PreparedVideo[];
  /** The brief and its products with the words that the batch was made of: a model may have translated some. */
  words: Pick<MakeInput, 'brief' | 'products'>;
  materials: PreparedMaterial[];
  /** The brand's own. */
  fonts: PreparedFont[];
  /** Persons among the presenters. */
  people: OpenedPerson[];
  warnings: string[];
}

/** Short side of a draft, as a share of the whole video's. */
const draftScale = 0.5;

/**
 * Reads the materials, plans the matrix, writes and speaks the lines and composes every storyboard. Voices, mended
 * materials and what is found of persons go into `cacheDir`; nothing else is written. Persons are presenters only where
 * `hasPeople` says that consents are known on this machine; elsewhere their names are unknown ones.
 * @throws ClipoError of the input (materials, count beyond the axes …), of the voice, or `cancelled`
 */
export async function prepareBatch(
  given: MakeInput,
  deps: Pick<MakeDeps, 'signal' | 'env'> & { speech: SpeechEngine; cacheDir: string; hasPeople?: boolean },
): Promise<PreparedBatch> {
  const { input, warnings: translating } = await translateInput(given, deps);
  const { brief } = input;
  const template = await loadTemplate(brief, input.folder);
  checkOwnVoice(input);
  const people =
    deps.hasPeople === true
      ? await openPeople(namedPresenters(brief), { ...deps, folder: input.folder, purposes: ['render', 'advertise'] })
      : [];
  checkCasting(brief, { people });
  const castings = castingsOf(brief, people);
  const fonts = await ownFontsOf(input, deps);
  const files = distinctFiles(input);
  const materials = await prepareMaterials(files, {
    root: input.folder,
    cacheDir: join(deps.cacheDir, 'materials'),
    mostLongSide: longSideOf(input),
    signal: deps.signal,
  });
  const byFile = new Map(materials.map((material) => [material.file, material]));
  checkPictures(input, byFile);
  checkSound('music.file', ownMusicOf(brief), byFile);
  checkSound('voice.file', ownVoiceOf(brief), byFile);
  const marking = markingOf(deps.env.watermarkKey);
  const encoder = await pickEncoder(brief.codec, deps.env.encoder, deps.signal);
  const parts = openParts(input, { ...deps, byFile, castings, template });
  const {
    plan,
    videos: composed,
    warnings,
  } = await planDifferent(
    {
      kind: brief.plan,
      count: brief.count,
      axes: axesOf(brief),
      exclusions: brief.exclusions,
      seed: brief.seed,
      capacity: capacityFor(input, template.palettes.length),
    },
    {
      least: brief.minDifference,
      looks: { shots: mostAlternatives, style: template.palettes.length },
      // A model is asked once: more lines of it would cost again.
      canWriteMore: brief.model === undefined,
      signal: deps.signal,
    },
    (plan) =>
      composeBatch(input, {
        plan,
        byFile,
        fonts,
        castings,
        encoder: encoder.encoder,
        mark: watermarkKeyId(marking.key),
        parts,
        template,
      }),
  );
  // Cut into pieces only now: hashing them costs more than all else, and plans that were tried and left need none.
  // The label's place is part of every piece's hash: it is chosen before.
  const videos = labelsClearOf(composed, materials).map((video) => ({
    ...video,
    plan: planVideo(video.storyboard, video.settings),
  }));
  const notes = [...(encoder.warning === null ? [] : [encoder.warning]), ...translating, ...warnings];
  return {
    plan,
    videos,
    words: { brief, products: input.products },
    materials,
    fonts,
    people,
    warnings: [...new Set(notes)],
  };
}

/** Sizes of axes as asked: who is named by the brief is seen or heard. */
function axesOf(brief: MakeInput['brief']): Axes | undefined {
  const cast = { presenter: castingsOf(brief).length, voice: voicesOf(brief).length };
  return cast.presenter * cast.voice === 1 ? brief.axes : { ...cast, ...brief.axes };
}

/** Every video of a plan: each creative for each product, in each language and format. */
async function composeBatch(
  input: MakeInput,
  {
    parts: partsOf,
    plan,
    ...shared
  }: Pick<Rendition, 'plan' | 'byFile' | 'fonts' | 'encoder' | 'mark' | 'template' | 'castings'> & {
    parts: PartsOf;
  },
): Promise<{ videos: ComposedVideo[]; warnings: string[] }> {
  const { brief } = input;
  const warnings: string[] = [];
  const videos: ComposedVideo[] = [];
  for (const entry of input.products) {
    for (const language of brief.languages) {
      const spoken = await partsOf(entry, language, plan);
      warnings.push(...spoken.warnings);
      for (const format of brief.formats) {
        videos.push(...composeVideos(input, entry, { language, format, ...spoken, plan, ...shared }));
      }
    }
  }
  return { videos, warnings };
}

/** Sound alone would give videos of nothing but words. */
function checkPictures({ products }: MakeInput, byFile: ReadonlyMap<string, PreparedMaterial>): void {
  for (const { product, materials } of products) {
    if (materials.every(({ file }) => byFile.get(file)?.kind === 'audio')) {
      throw inputFault(products.length === 1 ? 'materials' : `materials (${product.id})`, 'rule.no_picture');
    }
  }
}

/** As the engine's: a shorter sound would stutter when it is looped. */
const leastMusicMs = 2000;

/** A picture or a mute clip in the place of music or voice is a slip that is told before any work. */
function checkSound(
  field: 'music.file' | 'voice.file',
  wanted: { file: string } | undefined,
  byFile: ReadonlyMap<string, PreparedMaterial>,
): void {
  const material = wanted === undefined ? undefined : byFile.get(wanted.file);
  if (material !== undefined && material.kind !== 'audio' && !(material.kind === 'video' && material.hasAudio)) {
    throw inputFault(field, 'rule.no_sound');
  }
  if (field === 'music.file' && material?.kind === 'audio' && material.durationMs < leastMusicMs) {
    throw inputFault(field, 'rule.short_music');
  }
}

/** No material is kept larger than the largest frame that will show it, nor smaller than Full HD. */
function longSideOf({ brief }: MakeInput): number {
  const sides = brief.formats.flatMap((format) => Object.values(frameSize(format, brief.resolution)));
  return Math.max(1920, ...sides);
}

/** How many workers draw and encode: as many as cores. */
export const workerCount = availableParallelism();

/** A file of the input with the field that names it, for messages. */
type NamedFile = Pick<PreparedMaterial, 'file' | 'rights' | 'role'> & { field: string };

function distinctFiles({ brief, products }: MakeInput): NamedFile[] {
  const logo = brief.brand?.logo;
  const [music, voice] = [ownMusicOf(brief), ownVoiceOf(brief)];
  const all: NamedFile[] = [
    ...brief.materials.map(({ file, rights, role }, index) => ({
      file,
      rights,
      role,
      field: `materials[${index}].file`,
    })),
    ...products.flatMap(({ product, materials }) =>
      materials.map(({ file, rights, role }) => ({ file, rights, role, field: `materials (${product.id})` })),
    ),
    ...(logo === undefined ? [] : [{ file: logo, rights: undefined, field: 'brand.logo' }]),
    ...(music === undefined ? [] : [{ file: music.file, rights: music.rights, field: 'music.file' }]),
    ...(voice === undefined ? [] : [{ file: voice.file, rights: voice.rights, field: 'voice.file' }]),
  ];
  const named = new Map<string, NamedFile>();
  for (const file of all) {
    // The first that names a file tells its rights and field.
    named.set(file.file, named.get(file.file) ?? file);
  }
  return [...named.values()];
}

/** The user's own music, where the brief names a file. */
function ownMusicOf({ music }: MakeInput['brief']): { file: string; rights: PreparedMaterial['rights'] } | undefined {
  return typeof music === 'object' && 'file' in music ? { file: music.file, rights: music.rights } : undefined;
}

/** What every product of the batch can give: the plan is one for all, so the poorest product decides. */
function capacityFor(input: MakeInput, styles: number): Cell {
  const words =
    ownVoiceOf(input.brief) === undefined
      ? input.products.map((entry) => capacityOf(input.brief, entry.product))
      : [{ hook: 1, body: 1, cta: 1 }];
  const least = (axis: 'hook' | 'body' | 'cta') => Math.min(...words.map((capacity) => capacity[axis]));
  // Pictures vary with the words already; their own axes are spent only where the brief asks for them.
  return {
    hook: least('hook'),
    body: least('body'),
    cta: least('cta'),
    shots: input.brief.axes?.shots === undefined ? 1 : mostAlternatives,
    style: input.brief.axes?.style === undefined ? 1 : styles,
    presenter: castingsOf(input.brief).length,
    voice: voicesOf(input.brief).length,
  };
}

interface Rendition {
  language: Language;
  format: Format;
  parts: readonly SpokenPart[];
  /** The parts of a cell, each in the voice of who speaks it. */
  partsOfCell(cell: Cell): PartChoice;
  plan: BatchPlan;
  castings: readonly Casting[];
  byFile: ReadonlyMap<string, PreparedMaterial>;
  fonts: readonly PreparedFont[];
  encoder: string;
  /** Names the key of the watermark. */
  mark: string;
  template: Template;
}

function composeVideos(input: MakeInput, entry: MakeProduct, rendition: Rendition): ComposedVideo[] {
  const { brief } = input;
  const { language, format, plan } = rendition;
  const settings = settingsFor(input, rendition);
  const pictures = entry.materials.flatMap((material) => rendition.byFile.get(material.file) ?? []);
  const own = ownMusicOf(brief);
  const ownMusic = own === undefined ? undefined : rendition.byFile.get(own.file);
  const rhythm = { brief, product: entry.product, ownMusic, fps: brief.fps, template: rendition.template };
  const composeWith = (rounds: number) =>
    storyboardsOf({
      ...rhythm,
      language,
      format,
      shots: dealBatch(rendition.parts, format, pictures, rounds, rhythm),
      pair: pairOf(pictures),
      cutOut: productCutOut(pictures),
      photo: productPhoto(pictures),
      logo: brief.brand?.logo === undefined ? undefined : rendition.byFile.get(brief.brand.logo)?.id,
    });
  const compose = composeWith(plan.axes.shots);
  let composeMore: typeof compose | undefined;
  const composeOther: typeof compose = (video) => {
    composeMore ??= composeWith(mostAlternatives);
    return composeMore(video);
  };
  return plan.cells.map((cell, index) => {
    const parts = rendition.partsOfCell(cell);
    const casting = rendition.castings[cell.presenter - 1];
    const several = { presenter: rendition.castings.length > 1, voice: voicesOf(brief).length > 1 };
    const creative = index + 1;
    const name = [
      entry.product.id,
      String(creative).padStart(3, '0'),
      ...parts.map((part) => part.id),
      ...(several.presenter ? [`P${pad(cell.presenter)}`] : []),
      ...(several.voice ? [`V${pad(cell.voice)}`] : []),
      `${brief.durationSeconds}s`,
      format,
      language,
    ].join('_');
    const video = { name, parts, cast: casting?.cast };
    const { storyboard, lines } = compose({ ...video, cell });
    return {
      name,
      product: entry.product.id,
      creative,
      language,
      format,
      axes: {
        hook: parts[0].id,
        body: parts[1].id,
        cta: parts[2].id,
        shots: `S${pad(cell.shots)}`,
        style: `T${pad(cell.style)}`,
        ...(brief.presenter === null ? {} : { presenter: `P${pad(cell.presenter)}` }),
        ...(several.voice ? { voice: `V${pad(cell.voice)}` } : {}),
      },
      presenter: presenterOf(brief, casting, cell, language),
      storyboard,
      lines,
      settings,
      products: productsOf(pictures),
      others: (change) =>
        otherCells(cell, change, rendition.template.palettes.length).map(
          (other) => composeOther({ ...video, cell: other }).storyboard,
        ),
    };
  });
}

function pad(choice: number): string {
  return String(choice).padStart(2, '0');
}

function settingsFor(input: MakeInput, rendition: Rendition): RenderSettings {
  const { brief } = input;
  const size = frameSize(rendition.format, input.isDraft ? brief.resolution * draftScale : brief.resolution);
  return {
    size,
    fps: brief.fps,
    codec: brief.codec,
    quality: input.isDraft ? 'draft' : 'final',
    encoder: rendition.encoder,
    label: explicitLabel({ language: rendition.language, ...size }),
    mark: rendition.mark,
    ...(rendition.fonts.length > 0 && { fonts: rendition.fonts.map(({ id }) => id) }),
    // One creative: its files differ in format or language, and no two show the same picture.
    ...(brief.count === 1 && { isAlone: true }),
  };
}
