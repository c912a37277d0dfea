import type {
  Box,
  Layer,
  PresenterCue,
  PresenterLayer,
  PresenterTrack,
  TemplateElement,
  TemplateShape,
} from '@clipo/contract';
import { drawnClear } from '../clear-of-caption.ts';
import { drawElement } from '../draw-element.ts';
import type { SceneDrawing } from '../scenes.ts';
import type { Cast, CastMember } from './cast.ts';
import { stagePalette } from './stage-ground.ts';
import { figureIn, placedBox, type Stage, type StagedLayout, stages } from './stages.ts';
import { leastShared, subjectOnScreen } from './subject-on-screen.ts';

/** Somebody in a scene: what they act on, and the track's frame at the scene's first. */
export interface Acting {
  fps: number;
  member: CastMember;
  track: PresenterTrack;
  startFrame: number;
}

/** Who is in a scene: the one who speaks the video, and the one who asks in a dialogue. */
export interface SceneActing {
  cast: Cast;
  speaker: Acting;
  other?: Acting | undefined;
}

/** Elements that say something beside the spoken words: a stage has one place for them. */
const wordKinds = ['text', 'price', 'brand', 'sticker'] as const;

/**
 * The layers of a scene in which the presenter has a stage: the template's words, colours and captions in the stage's
 * places, its decoration left out. The product is never behind the presenter, nor a face behind words.
 */
export function stagedLayers(
  elements: readonly TemplateElement[],
  given: SceneDrawing,
  acting: SceneActing,
  layout: StagedLayout,
): Layer[] {
  const { shape } = given;
  const { cast } = acting;
  const stage = stages[layout][shape];
  const members = [cast.speaker, ...(layout === 'dialogue' && cast.other !== undefined ? [cast.other] : [])];
  const drawing = { ...given, palette: stagePalette(given.palette, members) };
  const box = (of: Parameters<typeof placedBox>[0]) => placedBox(of, cast.side, 'clear', shape);
  const { main, source } = wordsFor(
    elements,
    drawing,
    stage,
    stage.words === null ? null : box(stage.words),
    box(stage.source),
  );
  const people = peopleOf(stage, layout, acting, shape);
  const caption = captionOf(elements, stage, shape, cast.side);
  const picture = pictureFor(stage, main.length > 0, people, drawing, { side: cast.side, caption });
  return [
    ...groundFor(stage, drawing),
    ...picture,
    ...people,
    ...main,
    ...source,
    ...(caption === undefined ? [] : drawElement(caption, drawing)),
  ];
}

/** Whether the picture itself is what everybody stands in. */
function isOpenAir({ picture }: Stage): boolean {
  return picture.alone[2] === 1 && picture.alone[3] === 1;
}

/** What stands behind: the picture, blurred, of one that everybody stands in; else the ground's colour, a little deeper below. */
function groundFor(stage: Stage, drawing: SceneDrawing): Layer[] {
  const at = { [drawing.shape]: [0, 0, 1, 1] } as const satisfies TemplateElement['at'];
  if (isOpenAir(stage) && drawing.picture !== undefined) {
    // Nothing lies on it as a card: no shadow is cast.
    return drawElement({ kind: 'backdrop', at, dim: 0.3 }, drawing).map((layer) =>
      layer.kind === 'blur-fill' ? { ...layer, lifted: undefined } : layer,
    );
  }
  return [
    { kind: 'shape', shape: 'rectangle', at, color: 'panel', radius: 0 } as const,
    { kind: 'shape', shape: 'gradient-up', at, color: 'second/30', radius: 0 } as const,
  ].flatMap((element) => drawElement(element, drawing));
}

/**
 * The picture in its place, off the caption and the AI label; one that stands in the picture makes way for the product, or
 * else the picture does.
 */
function pictureFor(
  stage: Stage,
  hasWords: boolean,
  people: readonly PresenterLayer[],
  drawing: SceneDrawing,
  { side, caption }: { side: 'left' | 'right'; caption: TemplateElement | undefined },
): Layer[] {
  const { alone, withWords, isCard } = stage.picture;
  const { shape, input, arrangement } = drawing;
  const aspect = input.frame.width / input.frame.height;
  const draw = (place: Box) => {
    const element: TemplateElement = {
      kind: 'picture',
      of: 'first',
      at: { [shape]: rect(place) },
      radius: isCard ? 0.03 : 0,
      ...(isCard && { border: { color: 'white', width: 0.007 } }),
    };
    if (isCard) {
      return drawElement(element, drawing);
    }
    const elements = [element, ...(caption === undefined ? [] : [caption])];
    return drawnClear(elements, { ...drawing, arrangement: { ...arrangement, elements } }).filter(
      ({ kind }) => kind !== 'caption',
    );
  };
  const place = placedBox(hasWords ? withWords : alone, side, 'clear', shape);
  const drawn = draw(place);
  if (place.w < 1 || place.h < 1) {
    return drawn;
  }
  const bodies = people.map(({ box, framing }) => figureIn(box, framing, aspect).body);
  const subject = subjectOnScreen(drawn, drawing.picture, input);
  const isFree = bodies.every((body) => subject === undefined || leastShared(subject, body) === 0);
  // Where the figure would hide the product, the picture ends above the head.
  return isFree ? drawn : draw(placedBox(withWords, side, 'clear', shape));
}

function peopleOf(
  stage: Stage,
  layout: StagedLayout,
  { cast, speaker, other }: SceneActing,
  shape: TemplateShape,
): PresenterLayer[] {
  const at = (of: Stage['presenter']) => placedBox(of, cast.side, 'frame', shape);
  const picture = placedBox(stage.picture.alone, cast.side, 'clear', shape);
  const towards = { look: middle(picture), point: beside(picture, middle(at(stage.presenter))) };
  const listener = layout === 'dialogue' && stage.other !== undefined ? other : undefined;
  return [
    ...(listener === undefined ? [] : [personLayer(listener, at(stage.other as Stage['presenter']), 'half', towards)]),
    personLayer(speaker, at(stage.presenter), 'half', towards),
  ];
}

/** Where a presenter looks for the product, and where the hand goes that points at it: beside it, never over it. */
export interface Towards {
  look: { x: number; y: number };
  point: { x: number; y: number };
}

/** A presenter in a box. They point to where the product is seen on the weightiest word of what they say. */
export function personLayer(
  { member, track, startFrame, fps }: Acting,
  box: Box,
  framing: PresenterLayer['framing'],
  towards: Towards | undefined,
): PresenterLayer {
  return {
    kind: 'presenter',
    source: member.source,
    version: member.version,
    track,
    startFrame,
    framing,
    box,
    cues: towards === undefined ? [] : cuesTowards(track, towards, fps),
    opacity: 1,
  };
}

/** Milliseconds that a hand or a glance stays. */
const pointedMs = 1100;
const glancedMs = 700;

/** Sentence by sentence, a glance and a hand on its weightiest word. */
function cuesTowards(track: PresenterTrack, { look, point }: Towards, fps: number): PresenterCue[] {
  const frameAt = (ms: number) => Math.max(0, Math.round((ms * fps) / 1000));
  return track.sentences.flatMap(({ startSample, endSample, role }): PresenterCue[] => {
    const words = track.words.filter((word) => word.startSample >= startSample && word.endSample <= endSample);
    const weightiest = words.reduce<(typeof words)[number] | undefined>(
      (best, word) => (best === undefined || word.stress > best.stress ? word : best),
      undefined,
    );
    if (weightiest === undefined || role === 'hook') {
      return [];
    }
    const from = weightiest.startSample / 48 - 180;
    return [
      { kind: 'point', fromFrame: frameAt(from), endFrame: frameAt(from + pointedMs), ...point },
      { kind: 'look', fromFrame: frameAt(from - 120), endFrame: frameAt(from - 120 + glancedMs), ...look },
    ];
  });
}

/** Prices, figures, names and the source of a fact, one below another in the place that the stage has for them. */
function wordsFor(
  elements: readonly TemplateElement[],
  drawing: SceneDrawing,
  stage: Stage,
  place: Box | null,
  source: Box,
): { main: Layer[]; source: Layer[] } {
  const { shape } = drawing;
  const isSource = (element: TemplateElement) => element.kind === 'text' && element.slot === 'source';
  const wanted = elements.filter(
    (element) =>
      (wordKinds as readonly string[]).includes(element.kind) &&
      element.at[shape] !== undefined &&
      drawElement(element, drawing).length > 0,
  );
  const price = wanted.find(({ kind }) => kind === 'price');
  // One thing beside the spoken words: the price before all, else the first that the template has.
  const [main] =
    price === undefined ? wanted.filter((element) => !isSource(element) && element.kind !== 'sticker') : [price];
  // Over a picture nothing is known of what is behind words: they are white, with a rim.
  const onPicture = (element: TemplateElement): TemplateElement => {
    if (!isOpenAir(stage) || element.kind !== 'text' || element.plate !== undefined) {
      return element;
    }
    const { on: _, ...bare } = element;
    return { ...bare, color: 'white' };
  };
  const at = (element: TemplateElement, box: Box) =>
    drawElement({ ...onPicture(element), at: { [shape]: rect(box) } }, drawing);
  return {
    main: main === undefined || place === null ? [] : at(main, place),
    source: wanted.filter(isSource).flatMap((element) => at(element, source)),
  };
}

/** The template's caption in the stage's place for it. */
function captionOf(
  elements: readonly TemplateElement[],
  stage: Stage,
  shape: TemplateShape,
  side: 'left' | 'right',
): TemplateElement | undefined {
  const caption = elements.find(
    (element): element is Extract<TemplateElement, { kind: 'caption' }> =>
      element.kind === 'caption' && element.at[shape] !== undefined,
  );
  if (caption === undefined) {
    return undefined;
  }
  const { on: _, ...onPictures } = caption;
  return { ...onPictures, align: 'center', at: { [shape]: rect(placedBox(stage.caption, side, 'clear', shape)) } };
}

function rect({ x, y, w, h }: Box): [number, number, number, number] {
  return [x, y, w, h];
}

function middle({ x, y, w, h }: Box): { x: number; y: number } {
  return { x: x + w / 2, y: y + h / 2 };
}

/** A hand's breadth, as a fraction of the frame. */
const hand = 0.14;

/** The point nearest to a figure's middle that a hand can be at without covering a picture. */
function beside({ x, y, w, h }: Box, figure: { x: number; y: number }): { x: number; y: number } {
  const clear = { left: x - hand, right: x + w + hand, top: y - hand, bottom: y + h + hand };
  const near = {
    x: Math.min(clear.right, Math.max(clear.left, figure.x)),
    y: Math.min(clear.bottom, Math.max(clear.top, figure.y)),
  };
  const isOver = near.x > clear.left && near.x < clear.right && near.y > clear.top && near.y < clear.bottom;
  // Below the lower edge, where the arm comes from.
  return isOver ? { x: near.x, y: clear.bottom } : near;
}
