import type { Format, PreparedMaterial } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { shippedTemplates } from '../templates/shipped.ts';
import { composeStoryboard } from './compose.ts';
import { composeInput, tumblerMaterials } from './presenters/compose.fixture.ts';

/** What fills its picture from the upper edge to the lower one, as headphones do. */
const tall: PreparedMaterial[] = tumblerMaterials.map((material) => {
  const box = { x: 0.3, y: 0.04, w: 0.4, h: 0.92 };
  return material.kind === 'video'
    ? { ...material, subjects: (material.subjects ?? []).map(({ atMs }) => ({ atMs, box })) }
    : { ...material, subject: box };
});

describe('a caption across a picture of something tall (C8)', () => {
  it.each<Format>(['9x16', '3x4', '1x1', '16x9'])('stands below what is shown, in every template: %s', (format) => {
    let across = 0;
    for (const template of shippedTemplates()) {
      const { scenes } = composeStoryboard(composeInput({ format, template }, tall)).storyboard;
      for (const { layers } of scenes) {
        const caption = layers.find((layer) => layer.kind === 'caption')?.box;
        const picture = layers.find((layer) => layer.kind === 'image' || layer.kind === 'clip')?.box;
        if (caption === undefined || picture === undefined) {
          continue;
        }
        const wide = Math.min(caption.x + caption.w, picture.x + picture.w) - Math.max(caption.x, picture.x);
        if (wide > 0.5 * picture.w) {
          across++;
          // An eighth of a caption's box is air.
          const high = Math.min(caption.y + caption.h, picture.y + picture.h) - Math.max(caption.y, picture.y);
          expect(high / caption.h, `${template.name}: ${JSON.stringify({ caption, picture })}`).toBeLessThan(0.125);
        }
      }
    }
    expect(across).toBeGreaterThan(10);
  });
});
