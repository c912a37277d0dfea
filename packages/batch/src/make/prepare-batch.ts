import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  angleOfLine,
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
  type AxisName,
  type BatchPlan,
  type Cell,
  creativeCode,
  type Format,
  frameSize,
  type Language,
  type ManifestVideo,
  musicFilesOf,
  musicsOf,
  namedPresenters,
  type PreparedFont,
  type PreparedMaterial,
  type Storyboard,
  type Template,
  textIn,
} from '@clipo/contract';
import { pickEncoder, planVideo, prepareMaterials, type RenderSettings, type VideoPlan } from '@clipo/engine';
import { explicitLabel, watermarkKeyId } from '@clipo/label';
import { inputFault } from '@clipo/messages';
import { loadTemplates } from '../brief/load-template.ts';
import { type OpenedPerson, openPeople } from '../people/open-people.ts';
import { anglesOf, axesOf, capacityFor, listedOf } from './axes-of.ts';
import { type Casting, castingsOf, checkCasting, presenterOf } from './casting.ts';
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
  /** For tables of campaigns; left out by earlier versions of the service. */
  code?: string | undefined;
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
  const templates = await loadTemplates(brief, input.folder);
  const styles = Math.min(...templates.map(({ palettes }) => palettes.length));
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
  for (const { field, file } of musicFilesOf(brief)) {
    checkSound(field, { file }, byFile);
  }
  checkSound('voice.file', ownVoiceOf(brief), byFile);
  const marking = markingOf(deps.env.watermarkKey);
  const encoder = await pickEncoder(brief.codec, deps.env.encoder, deps.signal);
  const parts = openParts(input, { ...deps, byFile, castings, angles: anglesOf(templates) });
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
      uses: brief.uses,
      seed: brief.seed,
      capacity: capacityFor(input, styles),
    },
    {
      least: brief.minDifference,
      looks: { shots: mostAlternatives, style: styles },
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
        templates,
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

/** Every video of a plan: each creative for each product, in each language and format. */
async function composeBatch(
  input: MakeInput,
  {
    parts: partsOf,
    plan,
    ...shared
  }: Pick<Rendition, 'plan' | 'byFile' | 'fonts' | 'encoder' | 'mark' | 'templates' | 'castings'> & {
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
  field: string,
  wanted: { file: string } | undefined,
  byFile: ReadonlyMap<string, PreparedMaterial>,
): void {
  const material = wanted === undefined ? undefined : byFile.get(wanted.file);
  if (material !== undefined && material.kind !== 'audio' && !(material.kind === 'video' && material.hasAudio)) {
    throw inputFault(field, 'rule.no_sound');
  }
  if (field !== 'voice.file' && material?.kind === 'audio' && material.durationMs < leastMusicMs) {
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
  const voice = ownVoiceOf(brief);
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
    ...musicFilesOf(brief).map(({ file, rights, field }) => ({ file, rights, field })),
    ...(voice === undefined ? [] : [{ file: voice.file, rights: voice.rights, field: 'voice.file' }]),
  ];
  const named = new Map<string, NamedFile>();
  for (const file of all) {
    // The first that names a file tells its rights and field.
    named.set(file.file, named.get(file.file) ?? file);
  }
  return [...named.values()];
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
  templates: readonly Template[];
}

function composeVideos(input: MakeInput, entry: MakeProduct, rendition: Rendition): ComposedVideo[] {
  const { brief } = input;
  const { language, format, plan } = rendition;
  const settings = settingsFor(input, rendition);
  const pictures = entry.materials.flatMap((material) => rendition.byFile.get(material.file) ?? []);
  const composeWith = (rounds: number, { template: look, music: choice }: Pick<Cell, 'template' | 'music'>) => {
    const music = musicsOf(brief)[choice - 1] ?? true;
    const [own] = musicFilesOf({ music });
    const rhythm = {
      brief: { ...brief, music },
      product: entry.product,
      ownMusic: own === undefined ? undefined : rendition.byFile.get(own.file),
      fps: brief.fps,
      template: rendition.templates[look - 1] ?? (rendition.templates[0] as Template),
    };
    return storyboardsOf({
      ...rhythm,
      language,
      format,
      shots: dealBatch(rendition.parts, format, pictures, rounds, rhythm),
      pair: pairOf(pictures),
      cutOut: productCutOut(pictures),
      photo: productPhoto(pictures),
      logo: brief.brand?.logo === undefined ? undefined : rendition.byFile.get(brief.brand.logo)?.id,
    });
  };
  // Shots are dealt once for each look and piece of music: videos that share both share their scenes.
  const known = new Map<string, ReturnType<typeof composeWith>>();
  const composeBy = (rounds: number, cell: Cell) => {
    const key = `${rounds} ${cell.template} ${cell.music}`;
    const composer = known.get(key) ?? composeWith(rounds, cell);
    known.set(key, composer);
    return composer;
  };
  const angleOf = angleOfLine({ brief, product: entry.product, language, axis: 'hook' });
  const brand = brief.brand === undefined ? undefined : textIn(brief.brand.name, language).text;
  return plan.cells.map((cell, index) => {
    const parts = rendition.partsOfCell(cell);
    const casting = rendition.castings[cell.presenter - 1];
    const listed = listedOf(brief);
    const several = (axis: keyof typeof listed) => listed[axis] > 1;
    const creative = index + 1;
    const name = [
      entry.product.id,
      String(creative).padStart(3, '0'),
      ...parts.map((part) => part.id),
      ...(several('presenter') ? [`P${pad(cell.presenter)}`] : []),
      ...(several('voice') ? [`V${pad(cell.voice)}`] : []),
      ...(several('template') ? [`L${pad(cell.template)}`] : []),
      ...(several('music') ? [`M${pad(cell.music)}`] : []),
      `${brief.durationSeconds}s`,
      format,
      language,
    ].join('_');
    const video = { name, parts, cast: casting?.cast };
    const { storyboard, lines } = composeBy(plan.axes.shots, cell)({ ...video, cell });
    return {
      name,
      code: creativeCode({
        brand,
        sku: entry.product.id,
        angle: angleOf(parts[0].lines[0]?.text ?? ''),
        parts: [parts[0].id, parts[1].id, parts[2].id],
        durationSeconds: brief.durationSeconds,
        format,
        language,
        version: 1,
      }),
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
        ...(several('voice') ? { voice: `V${pad(cell.voice)}` } : {}),
        ...(several('template') ? { template: `L${pad(cell.template)}` } : {}),
        ...(several('music') ? { music: `M${pad(cell.music)}` } : {}),
      },
      presenter: presenterOf(brief, casting, cell, language),
      storyboard,
      lines,
      settings,
      products: productsOf(pictures),
      others: (change) =>
        otherCells(cell, change, (rendition.templates[cell.template - 1]?.palettes ?? []).length).map(
          (other) => composeBy(mostAlternatives, other)({ ...video, cell: other }).storyboard,
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
