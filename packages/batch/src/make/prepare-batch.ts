import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { mostAlternatives } from '@clipo/agent';
import type { SpeechEngine } from '@clipo/contract';
import {
  type BatchPlan,
  ClipoError,
  type ConsentRule,
  frameSize,
  musicFilesOf,
  namedPresenters,
  type PreparedFont,
  type PreparedMaterial,
  peopleGap,
} from '@clipo/contract';
import { pickEncoder, planVideo, prepareMaterials, type VideoPlan } from '@clipo/engine';
import { watermarkKeyId } from '@clipo/label';
import { inputFault } from '@clipo/messages';
import { findFaceBoxes } from '@clipo/presenter/faces';
import { loadTemplates } from '../brief/load-template.ts';
import { type OpenedPerson, openPeople } from '../people/open-people.ts';
import { anglesOf, axesOf, capacityFor } from './axes-of.ts';
import { castingsOf, checkCasting } from './casting.ts';
import { type ComposedVideo, composeVideos, type Rendition, type VideoSeries } from './compose-videos.ts';
import { labelsClearOf } from './labels-clear-of.ts';
import { markingOf } from './marking.ts';
import { ownFontsOf } from './own-fonts.ts';
import { checkOwnVoice, ownVoiceOf } from './own-voice.ts';
import { planDifferent } from './plan-different.ts';
import { openParts, type PartsOf } from './spoken-parts.ts';
import { translateInput } from './translate-input.ts';
import type { MakeDeps, MakeInput } from './types.ts';

/** A video that is ready to be rendered. */
export interface PreparedVideo extends Omit<ComposedVideo, 'numbered'> {
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
    findFaces: findFaceBoxes,
    signal: deps.signal,
  });
  const byFile = new Map(materials.map((material) => [material.file, material]));
  checkPictures(input, byFile);
  checkParts(input, byFile);
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

/** The videos of a plan, a series for each product, language and format. */
async function composeBatch(
  input: MakeInput,
  {
    parts: partsOf,
    plan,
    ...shared
  }: Pick<Rendition, 'plan' | 'byFile' | 'fonts' | 'encoder' | 'mark' | 'templates' | 'castings'> & {
    parts: PartsOf;
  },
): Promise<{ series: VideoSeries[]; warnings: string[] }> {
  const { brief } = input;
  const warnings: string[] = [];
  const series: VideoSeries[] = [];
  for (const entry of input.products) {
    for (const language of brief.languages) {
      const spoken = await partsOf(entry, language, plan);
      warnings.push(...spoken.warnings);
      for (const format of brief.formats) {
        series.push(composeVideos(input, entry, { language, format, ...spoken, plan, ...shared }));
      }
    }
  }
  return { series, warnings };
}

/** Sound alone would give videos of nothing but words. */
function checkPictures({ products }: MakeInput, byFile: ReadonlyMap<string, PreparedMaterial>): void {
  for (const { product, materials } of products) {
    if (materials.every(({ file }) => byFile.get(file)?.kind === 'audio')) {
      throw inputFault(products.length === 1 ? 'materials' : `materials (${product.id})`, 'rule.no_picture');
    }
  }
}

/** In a clip things move: a point of it would tell where a part was once. */
function checkParts({ brief }: MakeInput, byFile: ReadonlyMap<string, PreparedMaterial>): void {
  for (const [index, { file, parts }] of brief.materials.entries()) {
    if (parts !== undefined && byFile.get(file)?.kind !== 'image') {
      throw inputFault(`materials[${index}].parts`, 'rule.parts_of_picture');
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
type NamedFile = Pick<PreparedMaterial, 'file' | 'rights' | 'role' | 'parts'> & { field: string };

function distinctFiles({ brief, products }: MakeInput): NamedFile[] {
  const logo = brief.brand?.logo;
  const voice = ownVoiceOf(brief);
  const all: NamedFile[] = [
    ...brief.materials.map(({ file, rights, role, parts }, index) => ({
      file,
      rights,
      role,
      parts,
      field: `materials[${index}].file`,
    })),
    ...products.flatMap(({ product, materials }) =>
      materials.map(({ file, rights, role, parts }) => ({
        file,
        rights,
        role,
        parts,
        field: `materials (${product.id})`,
      })),
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
  return [...named.values()].map(admitted);
}

/** A file whose people consented, as far as its rights tell. @throws ClipoError consent_needed naming the file */
function admitted(file: NamedFile): NamedFile {
  const gap = peopleGap(file.rights);
  if (gap !== null) {
    const rule: ConsentRule = gap === 'people' ? 'rights_people' : 'rights_guardian';
    throw new ClipoError('consent_needed', `${file.file}: ${rule}`, {
      details: { file: file.file, field: file.field, rule, problem: rule },
    });
  }
  return file;
}
