import type { Box, Format, Layer, PreparedMaterial, Scene, Template } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { shippedTemplate, shippedTemplates } from '../templates/shipped.ts';
import { composeStoryboard } from './compose.ts';
import { composeInput, tumblerMaterials } from './presenters/compose.fixture.ts';
import { leastShared } from './presenters/subject-on-screen.ts';

const shapes: Format[] = ['9x16', '1x1', '16x9'];
const lid = { name: { 'zh-CN': '杯盖', en: 'lid' }, x: 0.62, y: 0.3 };
const cup = 'b'.repeat(64);

function scenesOf(format: Format, template: Template, parts: PreparedMaterial['parts']): Scene[] {
  const materials = tumblerMaterials.map((each) => (each.id === cup && parts ? { ...each, parts } : each));
  return composeStoryboard(composeInput({ format, template }, materials)).storyboard.scenes;
}

const arrowsOf = ({ layers }: Scene) => layers.filter((layer) => layer.kind === 'arrow');
const stillOf = ({ layers }: Scene) =>
  layers.find((layer): layer is Extract<Layer, { kind: 'image' }> => layer.kind === 'image' && layer.material === cup);

describe('an arrow at the part that a line names (C12)', () => {
  it.each(shapes)('points at it on every frame, and begins clear of words: %s', (format) => {
    let pointed = 0;
    for (const template of shippedTemplates()) {
      for (const scene of scenesOf(format, template, [lid]).filter(({ id }) => id.includes('-demo-'))) {
        const [arrow] = arrowsOf(scene);
        const still = stillOf(scene);
        if (arrow === undefined || still?.motion === undefined) {
          continue;
        }
        pointed++;
        const { from, to } = still.motion;
        for (const part of [0, 0.5, 1]) {
          const between = (side: keyof Box) => from[side] + (to[side] - from[side]) * part;
          const x = still.box.x + ((lid.x - between('x')) / between('w')) * still.box.w;
          const y = still.box.y + ((lid.y - between('y')) / between('h')) * still.box.h;
          expect(Math.abs(arrow.box.x + arrow.box.w / 2 - x)).toBeLessThan(0.005);
          expect(Math.abs(arrow.box.y + arrow.box.h / 2 - y)).toBeLessThan(0.005);
        }
        const tail = { x: arrow.tail.x - 0.001, y: arrow.tail.y - 0.001, w: 0.002, h: 0.002 };
        for (const layer of scene.layers.filter(({ kind }) => kind === 'caption' || kind === 'text')) {
          expect(leastShared(tail, (layer as Extract<Layer, { kind: 'text' }>).box)).toBe(0);
        }
      }
    }
    expect(pointed).toBeGreaterThan(3);
  });

  it('is not drawn where nobody named a part, or no line speaks of it', () => {
    for (const parts of [undefined, [{ ...lid, name: '杯底' }]]) {
      const scenes = scenesOf('9x16', shippedTemplate('clear'), parts).filter(({ role }) => role !== 'cta');
      expect(scenes.flatMap(arrowsOf)).toEqual([]);
    }
  });
});
