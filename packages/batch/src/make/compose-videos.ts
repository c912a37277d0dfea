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
  type PreparedFont,
  type PreparedMaterial,
  type Storyboard,
  type Template,
  textIn,
} from '@clipo/contract';
import type { RenderSettings } from '@clipo/engine';
import { explicitLabel } from '@clipo/label';
import { listedOf } from './axes-of.ts';
import { type Casting, presenterOf } from './casting.ts';
import { withPlate } from './label-plate.ts';
import { otherCells, productsOf, type SceneChange } from './other-choices.ts';
import type { MakeInput, MakeProduct, PlannedVideo } from './types.ts';

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
  /** The same video as another creative of its batch, from 1: by its name only. */
  numbered(creative: number): ComposedVideo;
}

/** Short side of a draft, as a share of the whole video's. */
const draftScale = 0.5;

/** What the videos of one product, language and format share. */
export interface Rendition {
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

/** The video of a plan's cell by its place, composed when it is asked for. */
export type VideoSeries = (place: number) => ComposedVideo;

/** The videos of a product in one language and format: one for each cell of the plan, in its order. */
export function composeVideos(input: MakeInput, entry: MakeProduct, rendition: Rendition): VideoSeries {
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
  const made: ComposedVideo[] = [];
  const videoOf = (cell: Cell, index: number): ComposedVideo => {
    const parts = rendition.partsOfCell(cell);
    const casting = rendition.castings[cell.presenter - 1];
    const listed = listedOf(brief);
    const several = (axis: keyof typeof listed) => listed[axis] > 1;
    const nameOf = (creative: number) =>
      [
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
    const video = { parts, cast: casting?.cast };
    const { storyboard, lines } = composeBy(plan.axes.shots, cell)({ ...video, name: nameOf(index + 1), cell });
    const shared = {
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
      lines,
      settings,
      products: productsOf(pictures),
    };
    const numbered = (creative: number): ComposedVideo => {
      const name = nameOf(creative);
      return {
        name,
        creative,
        ...shared,
        storyboard: { ...storyboard, name },
        others: (change) =>
          otherCells(cell, change, (rendition.templates[cell.template - 1]?.palettes ?? []).length).map(
            (other) => composeBy(mostAlternatives, other)({ ...video, name, cell: other }).storyboard,
          ),
        numbered,
      };
    };
    return numbered(index + 1);
  };
  return (place) => {
    made[place] ??= videoOf(plan.cells[place] as Cell, place);
    return made[place];
  };
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
    label: withPlate(explicitLabel({ language: rendition.language, ...size }), brief.brand),
    mark: rendition.mark,
    ...(rendition.fonts.length > 0 && { fonts: rendition.fonts.map(({ id }) => id) }),
    // One creative: its files differ in format or language, and no two show the same picture.
    ...(brief.count === 1 && { isAlone: true }),
  };
}
