import type {
  Box,
  Format,
  Size,
  Template,
  TemplateArrangement,
  TemplateElement,
  TemplatePlaces,
  TemplateShape,
} from '@clipo/contract';

/** The shape of frame that a template arranges things for. */
export function shapeOf(format: Format): TemplateShape {
  switch (format) {
    case '9x16':
      return 'tall';
    case '1x1':
    case '4x5':
    case '3x4':
      return 'compact';
    case '16x9':
      return 'wide';
  }
}

/** The box of an element in a shape of frame; undefined where the shape has none of it. */
export function boxAt(places: TemplatePlaces, shape: TemplateShape): Box | undefined {
  const rect = places[shape];
  if (rect === undefined) {
    return undefined;
  }
  const [x, y, w, h] = rect;
  return { x, y, w, h };
}

/** Which of a line's shots, of which choice (from 1), an arrangement is wanted for. */
export interface Placing {
  section: string;
  shotIndex: number;
  hasSource: boolean;
  choice: number;
}

/** Name of the arrangement that a template wants for a shot, before the picture's size is known. */
export function wantedArrangement(template: Template, { section, shotIndex, hasSource, choice }: Placing): string {
  const rules: Partial<Record<string, Template['sections']['other']>> = template.sections;
  const { turn, byShot, sourced } = rules[section] ?? template.sections.other;
  if (sourced !== undefined && hasSource && shotIndex === 0) {
    return sourced;
  }
  return turn[(choice - 1 + (byShot ? shotIndex : 0)) % turn.length] ?? turn[0] ?? '';
}

/** An arrangement by its name; the template's schema has seen to it that it is there. */
export function arrangementOf(template: Template, name: string): TemplateArrangement {
  const arrangement = template.arrangements[name];
  if (arrangement === undefined) {
    throw new Error(`template ${template.name} has no arrangement ${name}`);
  }
  return arrangement;
}

export type PictureElement = Extract<TemplateElement, { kind: 'picture' }>;

/** The place of an arrangement's first or second picture; undefined where it shows none in this shape of frame. */
export function pictureBox(
  arrangement: TemplateArrangement,
  shape: TemplateShape,
  of: PictureElement['of'] = 'first',
): Box | undefined {
  const element = pictureElement(arrangement, shape, of);
  return element === undefined ? undefined : boxAt(element.at, shape);
}

function pictureElement(arrangement: TemplateArrangement, shape: TemplateShape, of: PictureElement['of']) {
  return arrangement.elements.find(
    (each): each is PictureElement => each.kind === 'picture' && each.of === of && each.at[shape] !== undefined,
  );
}

/** Width over height of an arrangement's picture on screen: a disc is round whatever its place. */
export function pictureAspect(
  arrangement: TemplateArrangement,
  shape: TemplateShape,
  of: PictureElement['of'],
  frame: Size,
): number | undefined {
  const box = pictureBox(arrangement, shape, of);
  const isDisc = (pictureElement(arrangement, shape, of)?.radius ?? 0) >= 0.5;
  return box === undefined ? undefined : isDisc ? 1 : aspectOf(box, frame);
}

/** Whether an arrangement's picture keeps the shape of its place whatever it shows: a print and a disc do. */
export function keepsShape(arrangement: TemplateArrangement, shape: TemplateShape, of: PictureElement['of']): boolean {
  const element = pictureElement(arrangement, shape, of);
  return element !== undefined && (element.border !== undefined || element.radius >= 0.5);
}

/** Width over height of a box on screen, in pixels: what shots are dealt for. */
export function aspectOf(box: Box, frame: Size): number {
  return (box.w * frame.width) / (box.h * frame.height);
}
