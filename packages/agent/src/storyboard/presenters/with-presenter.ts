import type { Box, Layer, TemplateElement } from '@clipo/contract';
import { accentSources, withAccents } from '../accents.ts';
import { cardLayers } from '../cards/draw-card.ts';
import { drawnClear } from '../clear-of-caption.ts';
import { withInset } from '../insets.ts';
import { mix } from '../palette.ts';
import { withPointer } from '../pointer.ts';
import type { SceneDrawing } from '../scenes.ts';
import { cornerPlace } from './corner-place.ts';
import { stagePalette } from './stage-ground.ts';
import { personLayer, type SceneActing, stagedLayers, type Towards } from './stage-scene.ts';
import type { StagedLayout } from './stages.ts';
import { subjectOnScreen } from './subject-on-screen.ts';

/** The layers of a scene with who speaks in it; `elements` are the template's arrangement for the scene. */
export function layersWith(
  elements: readonly TemplateElement[],
  drawing: SceneDrawing,
  acting: SceneActing | undefined,
): Layer[] {
  const accented = (layers: readonly Layer[]) => withAccents(layers, accentSources(drawing.input));
  const { card = 'own' } = drawing.input;
  const alone = () =>
    accented(card === 'own' ? withPointer(drawnClear(elements, drawing), drawing) : cardLayers(card, drawing));
  if (acting === undefined) {
    return withInset(alone(), drawing);
  }
  const staged = (layout: StagedLayout) => accented(stagedLayers(elements, drawing, acting, layout));
  const { layout } = acting.cast;
  switch (layout) {
    case 'off':
      return alone();
    case 'corner':
      return withCorner(alone(), drawing, acting);
    case 'full':
      // Between what is said to the viewer's face the product fills the frame; its price is shown beside the presenter.
      return !drawing.isFirstShot
        ? alone()
        : staged(['price', 'cta'].includes(drawing.input.line.section) ? 'over-shoulder' : 'full');
    case 'half':
    case 'cut-out':
    case 'over-shoulder':
    case 'dialogue':
      // Without a picture a stage would stand half empty: the card fills the frame, and who speaks stays in a corner.
      return drawing.picture === undefined ? withCorner(alone(), drawing, acting) : staged(layout);
  }
}

/** Whether a scene is a card of its own that no presenter takes the stage of: they are heard, or seen in a corner. */
export function isCardAlone(
  { input: { card = 'own' }, isFirstShot }: Pick<SceneDrawing, 'input' | 'isFirstShot'>,
  acting: SceneActing | undefined,
): boolean {
  const layout = acting?.cast.layout ?? 'off';
  return card !== 'own' && (layout !== 'full' || !isFirstShot);
}

function withCorner(layers: Layer[], drawing: SceneDrawing, { cast, speaker }: SceneActing): Layer[] {
  const { input, palette, picture } = drawing;
  const { format, frame } = input;
  const subject = subjectOnScreen(layers, picture, input);
  const { side, shape } = cast;
  const place = cornerPlace(layers, subject, { format, frame, side, shape });
  if (place === undefined) {
    return layers;
  }
  const person = personLayer(speaker, place.presenter, 'head', subject && towardsSubject(subject, place.presenter));
  const ground = stagePalette(palette, [cast.speaker]);
  const beside = place.caption;
  return [
    ...layers.map((layer) => (layer.kind === 'caption' && beside !== undefined ? { ...layer, box: beside } : layer)),
    {
      ...person,
      card: {
        shape,
        box: place.card,
        fill: ground.panel,
        fillBelow: mix(ground.panel, palette.accent, 0.5),
        ring: '#FFFFFF',
        ringWidth: 0.007,
        isPopping: shape !== 'square',
      },
    },
  ];
}

/** In a corner the hand stays in its card: only the eyes go to the product. */
function towardsSubject({ x, y, w, h }: Box, own: Box): Towards {
  return { look: { x: x + w / 2, y: y + h / 2 }, point: { x: own.x + own.w * 0.15, y: own.y + own.h * 0.7 } };
}
