import type {
  Box,
  Format,
  Language,
  LocalizedText,
  Product,
  Scene,
  Size,
  Template,
  TemplateArrangement,
  TemplateShape,
  Transition,
} from '@clipo/contract';
import type { BeforeAndAfter } from './accents.ts';
import type { CardKind } from './cards/choose-cards.ts';
import { cardGround } from './cards/draw-card.ts';
import type { ProductCutOut, ProductPhoto } from './cards/product-cut-out.ts';
import type { SlotSources } from './fill-slots.ts';
import { arrangementOf, aspectOf, keepsShape, pictureBox, shapeOf, wantedArrangement } from './layouts.ts';
import { packShot } from './pack-shot.ts';
import { inkOf, type Palette } from './palette.ts';
import { enlargementIn, isSeenIn, isShapedAs, type Picture } from './picture-layers.ts';
import type { SceneActing } from './presenters/stage-scene.ts';
import { isCardAlone, layersWith } from './presenters/with-presenter.ts';
import type { Shot } from './shot-list.ts';
import type { TimedLine, TimedWord } from './timeline.ts';

/** Everything that one scene is drawn from. */
export interface SceneInput {
  id: string;
  template: Template;
  line: TimedLine;
  words: readonly TimedWord[];
  /** Which of the line's shots it is, from 0. */
  shotIndex: number;
  /** Number of a line of the body, from 1. */
  ordinal: number | undefined;
  startFrame: number;
  frames: number;
  fps: number;
  shot: Shot;
  /** For arrangements of two pictures. */
  second: Shot | undefined;
  /** What the scene is where it has no picture. */
  card: CardKind | undefined;
  /** The picture that surely shows the product, where it can be shown without its background. */
  cutOut: ProductCutOut | undefined;
  /** A photo of it, for cards where it cannot. */
  photo: ProductPhoto | undefined;
  /** Which choice of its axis the line belongs to, from 1. */
  choice: number;
  /** Turn of the Ken Burns move, so that neighbours move differently. */
  turn: number;
  transitionIn: Transition;
  format: Format;
  /** Nominal frame, for aspects only. */
  frame: Size;
  palette: Palette;
  product: Pick<Product, 'price' | 'sellingPoints'> & { name: string };
  brand: string | undefined;
  logo: string | undefined;
  /** Texts that the brief gives for slots of its template. */
  slots: Readonly<Record<string, LocalizedText>>;
  language: Language;
  /** Whether captions may show emoji. */
  emoji: boolean;
  /** Materials that show the thing before and after. */
  pair: BeforeAndAfter | undefined;
  /** Who speaks in it, where somebody is seen. */
  acting: SceneActing | undefined;
}

/** What the elements of a scene are drawn from, decided once. */
export interface SceneDrawing {
  input: SceneInput;
  template: Template;
  arrangement: TemplateArrangement;
  palette: Palette;
  shape: TemplateShape;
  picture: Picture | undefined;
  second: Picture | undefined;
  ordinal: number | undefined;
  isFirstShot: boolean;
  slots: SlotSources;
  /** What is left to the first picture where in its own place words would lie over what it shows. */
  room?: Box;
  /** The picture ends at its room: gone on about what it shows, words would stand in its middle. */
  isEnding?: boolean;
  /** A still stands in its room as the part of it that was dealt, in that part's shape: others would come near another view. */
  isAsDealt?: boolean;
}

/** A picture that would be blown up more than this is shown smaller, where the template has a way to. */
const mostEnlargement = 3.1;

/** Builds a scene: the template's arrangement for the line's section, its elements drawn from back to front. */
export function buildScene(input: SceneInput): Scene {
  const { template, palette } = input;
  const shape = shapeOf(input.format);
  const { name, picture } = arrangementFor(input, shape);
  const arrangement = arrangementOf(template, name);
  const drawing: SceneDrawing = {
    input,
    template,
    arrangement,
    palette,
    shape,
    picture,
    second: picture === undefined ? undefined : pictureOf(input.second),
    ordinal: input.ordinal,
    isFirstShot: input.shotIndex === 0,
    slots: {
      language: input.language,
      product: input.product,
      brand: input.brand,
      line: input.line,
      ordinal: input.ordinal,
      turn: input.choice - 1,
      given: input.slots,
    },
  };
  return {
    id: input.id,
    role: input.line.role,
    frames: input.frames,
    background: isCardAlone(drawing, input.acting) ? cardGround(drawing) : inkOf(palette, arrangement.background),
    layers: layersWith(arrangement.elements, drawing, input.acting),
    transitionIn: input.transitionIn,
  };
}

function pictureOf(shot: Shot | undefined): Picture | undefined {
  return shot === undefined || shot.kind === 'card' ? undefined : shot;
}

/** The wanted arrangement, or the one that stands in for it where the picture is missing or too small. */
function arrangementFor(input: SceneInput, shape: TemplateShape): { name: string; picture: Picture | undefined } {
  const { template, line, shotIndex, choice } = input;
  const wanted = wantedArrangement(template, {
    section: line.section,
    shotIndex,
    hasSource: line.source !== undefined,
    choice,
  });
  const { withoutPicture, whenSmall } = arrangementOf(template, wanted);
  const box = pictureBox(arrangementOf(template, wanted), shape);
  const picture = pictureOf((box && packShot(input, aspectOf(box, input.frame))) ?? input.shot);
  if (picture === undefined) {
    return { name: withoutPicture ?? wanted, picture };
  }
  const isSmall = box !== undefined && enlargementIn(picture, box, input.frame) > mostEnlargement;
  // A print or disc of another shape that would miss the subject is worse than a soft picture.
  const small = whenSmall === undefined ? undefined : arrangementOf(template, whenSmall);
  const smallBox = small && pictureBox(small, shape);
  const isLost =
    small !== undefined &&
    smallBox !== undefined &&
    keepsShape(small, shape, 'first') &&
    !isSeenIn(picture, smallBox, input.frame);
  const name = isSmall && whenSmall !== undefined && !isLost ? whenSmall : wanted;
  const { whenFitting } = arrangementOf(template, name);
  const whole = whenFitting === undefined ? undefined : pictureBox(arrangementOf(template, whenFitting), shape);
  const fits =
    whole !== undefined &&
    isShapedAs(picture, input.frame) &&
    enlargementIn(picture, whole, input.frame) <= mostEnlargement;
  return { name: fits && whenFitting !== undefined ? whenFitting : name, picture };
}
