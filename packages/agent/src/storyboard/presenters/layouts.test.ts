import type { Box, Layer, PresenterLayer } from '@clipo/contract';
import { formats, frameSize, languages, Storyboard } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { shippedTemplate, shippedTemplates } from '../../templates/shipped.ts';
import { composeStoryboard } from '../compose.ts';
import { labelCorners, narrowLabel } from '../free-place.ts';
import { shapeOf } from '../layouts.ts';
import type { Cast } from './cast.ts';
import { composeInput, tumblerMaterials } from './compose.fixture.ts';
import { cornerPlace } from './corner-place.ts';
import { figureIn, placedBox, stages } from './stages.ts';
import { leastShared, subjectOnScreen } from './subject-on-screen.ts';

const member = (character: string) => ({
  source: { kind: 'rig', character, outfit: '#1F6F78', accent: '#F2B134' } as const,
  version: '1',
});
const castIn = (layout: Cast['layout'], side: Cast['side'] = 'right'): Cast => ({
  layout,
  side,
  shape: 'circle',
  speaker: member('lin'),
  other: layout === 'dialogue' ? member('leo') : undefined,
});

const layouts = ['corner', 'full', 'half', 'cut-out', 'over-shoulder', 'dialogue'] as const;

/** Layers that show material. */
const pictures: readonly string[] = ['image', 'clip', 'blur-fill', 'picture-in-picture', 'cut-out', 'before-after'];

function peopleIn(layers: readonly Layer[]): PresenterLayer[] {
  return layers.filter((layer) => layer.kind === 'presenter');
}

describe.each(layouts)('the layout %s (C6)', (layout) => {
  it.each(formats)('in %s: words never cover a face, nor a presenter words, whatever the template', (format) => {
    const { width, height } = frameSize(format, 1080);
    for (const template of shippedTemplates()) {
      const { storyboard } = composeStoryboard(composeInput({ format, template, cast: castIn(layout) }));
      expect(() => Storyboard.parse(storyboard)).not.toThrow();
      const scenes = storyboard.scenes.filter(({ layers }) => peopleIn(layers).length > 0);
      expect(scenes.length).toBeGreaterThan(0);
      for (const { layers, id } of scenes) {
        for (const person of peopleIn(layers)) {
          const { face } = figureIn(person.box, person.framing, width / height);
          for (const layer of layers.filter(({ kind }) => ['caption', 'price-card', 'text', 'badge'].includes(kind))) {
            const { box } = layer as Extract<Layer, { kind: 'text' }>;
            expect(leastShared(face, box), `${template.name} ${id} ${layer.kind}`).toBeLessThan(0.02);
          }
        }
      }
    }
  });
});

it.each(['half', 'cut-out', 'over-shoulder', 'dialogue'] as const)(
  'with little material %s leaves no stage half empty: where there is no picture, a card fills the frame and who speaks is in a corner',
  (layout) => {
    const little = tumblerMaterials.slice(1);
    let cards = 0;
    for (const format of formats) {
      for (const template of shippedTemplates()) {
        const { storyboard } = composeStoryboard(composeInput({ format, template, cast: castIn(layout) }, little));
        const bare = storyboard.scenes.filter(({ layers }) => !layers.some(({ kind }) => pictures.includes(kind)));
        cards += bare.length;
        for (const { layers, id } of bare) {
          const people = peopleIn(layers);
          expect(people.length, `${template.name} ${id}`).toBeLessThan(2);
          expect(
            people.every(({ card }) => card !== undefined),
            `${template.name} ${id}`,
          ).toBe(true);
        }
      }
    }
    expect(cards).toBeGreaterThan(10);
  },
);

it.each(formats)('in %s no stage puts a face over its own picture, nor under the controls of platforms', (format) => {
  const shape = shapeOf(format);
  const { width, height } = frameSize(format, 1080);
  for (const [layout, byShape] of Object.entries(stages)) {
    const stage = byShape[shape];
    for (const side of ['right', 'left'] as const) {
      const at = placedBox(stage.presenter, side, 'frame', shape);
      const { face } = figureIn(at, 'half', width / height);
      const picture = placedBox(stage.picture.withWords, side, 'clear', shape);
      expect(leastShared(face, picture), `${layout} ${side}`).toBeLessThan(0.02);
      if (shape === 'tall') {
        expect(face.y + face.h, layout).toBeLessThan(0.74);
        expect(face.y, layout).toBeGreaterThan(0.205);
      }
    }
  }
});

describe.each(['half', 'dialogue', 'cut-out'] as const)(
  'a product as high as its picture, in the layout %s',
  (layout) => {
    const within = { x: 0.37, y: 0.04, w: 0.26, h: 0.92 };
    const high = tumblerMaterials.map((material) =>
      material.kind === 'video'
        ? { ...material, subjects: (material.subjects ?? []).map(({ atMs }) => ({ atMs, box: within })) }
        : { ...material, subject: within },
    );

    it.each(languages)('stands clear of the caption, and below or beside the AI label: %s (L1)', (language) => {
      let seen = 0;
      const given = { format: '9x16', template: shippedTemplate('clear'), cast: castIn(layout) } as const;
      const input = { ...composeInput(given, high), language };
      const { scenes, fps } = composeStoryboard(input).storyboard;
      const corners = [...labelCorners('9x16', language), narrowLabel('9x16', language)];
      for (const { layers, frames, id } of scenes.filter((scene) => peopleIn(scene.layers).some(({ card }) => !card))) {
        const shown = layers.find(({ kind }) => kind === 'clip' || kind === 'image');
        const material = high.find((each) => shown !== undefined && 'material' in shown && each.id === shown.material);
        if (material !== undefined && material.kind !== 'audio') {
          seen++;
          const { width, height } = material;
          const size = { material: material.id, width, height };
          const subject = subjectOnScreen(
            layers,
            shown?.kind === 'clip'
              ? {
                  ...size,
                  kind: 'clip',
                  startMs: shown.startMs,
                  speed: shown.speed,
                  subjects: [{ atMs: shown.startMs, box: within }],
                }
              : { ...size, kind: 'still', crop: within, subject: within },
            { fps, frames },
          );
          const caption = layers.find(({ kind }) => kind === 'caption') as Extract<Layer, { kind: 'caption' }>;
          expect(leastShared(caption.box, subject as Box), `${id} caption`).toBeLessThan(0.125);
          const least = Math.min(...corners.map((corner) => leastShared(corner, subject as Box)));
          expect(least, `${id} label`).toBeLessThan(0.04);
        }
      }
      expect(seen).toBeGreaterThan(1);
    });
  },
);

describe('a corner presenter', () => {
  const caption: Layer = {
    kind: 'caption',
    words: [{ text: 'a', startFrame: 0, endFrame: 9, spaceAfter: false }],
    box: { x: 0.067, y: 0.606, w: 0.748, h: 0.11 },
    style: { size: 0.06, color: '#FFFFFF', weight: 'bold', align: 'center', lineHeight: 1.25 },
    highlight: '#FFCC00',
    maxLines: 2,
    opacity: 1,
  };
  const asked = { format: '9x16', frame: frameSize('9x16', 1080), side: 'right', shape: 'circle' } as const;

  it('never stands over what the picture shows, and takes the other side or less room before it goes', () => {
    const subjects: Box[] = [
      { x: 0.3, y: 0.2, w: 0.4, h: 0.4 },
      { x: 0.5, y: 0.2, w: 0.45, h: 0.6 },
      { x: 0.1, y: 0.2, w: 0.4, h: 0.62 },
      { x: 0.05, y: 0.2, w: 0.9, h: 0.48 },
    ];
    for (const subject of subjects) {
      const place = cornerPlace([caption], subject, asked);
      expect(place, JSON.stringify(subject)).toBeDefined();
      expect(leastShared(place?.card as Box, subject)).toBe(0);
      expect(leastShared(place?.card as Box, place?.caption as Box)).toBe(0);
    }
    const left = cornerPlace([caption], subjects[1], asked);
    expect(left?.card.x).toBeLessThan(0.2);
  });

  it('is only heard where the product fills the frame', () => {
    expect(cornerPlace([caption], { x: 0, y: 0, w: 1, h: 1 }, asked)).toBeUndefined();
  });
});
