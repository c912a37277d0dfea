import type { Box, Format, PreparedMaterial, Scene } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { shippedTemplate, shippedTemplates } from '../templates/shipped.ts';
import { composeStoryboard } from './compose.ts';
import { labelCorners } from './free-place.ts';
import type { Picture } from './picture-layers.ts';
import { composeInput, tumblerMaterials } from './presenters/compose.fixture.ts';
import { leastShared, subjectOnScreen } from './presenters/subject-on-screen.ts';

/** What fills its picture from the upper edge to the lower one, as headphones do. */
const within = { x: 0.3, y: 0.04, w: 0.4, h: 0.92 };
const tall: PreparedMaterial[] = tumblerMaterials.map((material) =>
  material.kind === 'video'
    ? { ...material, subjects: (material.subjects ?? []).map(({ atMs }) => ({ atMs, box: within })) }
    : { ...material, subject: within },
);

/** Where what a scene shows is, and its caption, where that lies across the picture. */
function shownIn({ layers, frames }: Scene, fps: number): { subject: Box; caption: Box } | undefined {
  const caption = layers.find((layer) => layer.kind === 'caption')?.box;
  const layer = layers.find((each) => each.kind === 'image' || each.kind === 'clip');
  const material = tall.find(({ id }) => id === layer?.material);
  if (caption === undefined || layer === undefined || material === undefined || material.kind === 'audio') {
    return undefined;
  }
  const { width, height } = material;
  const size = { material: material.id, width, height };
  const shot: Picture =
    layer.kind === 'clip'
      ? {
          ...size,
          kind: 'clip',
          startMs: layer.startMs,
          speed: layer.speed,
          subjects: [{ atMs: layer.startMs, box: within }],
        }
      : { ...size, kind: 'still', crop: within, subject: within };
  const subject = subjectOnScreen(layers, shot, { fps, frames });
  const { box } = layer;
  const wide = Math.min(caption.x + caption.w, box.x + box.w) - Math.max(caption.x, box.x);
  return subject && wide > 0.5 * box.w ? { subject, caption } : undefined;
}

describe('a caption across a picture of something tall (C8)', () => {
  it.each<Format>(['9x16', '3x4', '1x1', '16x9'])('stands below what is shown, in every template: %s', (format) => {
    let across = 0;
    for (const template of shippedTemplates()) {
      const { scenes, fps } = composeStoryboard(composeInput({ format, template }, tall)).storyboard;
      for (const scene of scenes) {
        const shown = shownIn(scene, fps);
        if (shown !== undefined) {
          across++;
          const { caption, subject } = shown;
          // An eighth of a caption's box is air.
          const high = Math.min(caption.y + caption.h, subject.y + subject.h) - Math.max(caption.y, subject.y);
          expect(high / caption.h, `${template.name} ${scene.id}: ${JSON.stringify(shown)}`).toBeLessThan(0.125);
        }
      }
    }
    expect(across).toBeGreaterThan(10);
  });

  it('and the AI label above it, wherever the picture fills the frame: headbands are not crossed out (L1)', () => {
    let filled = 0;
    for (const language of ['zh-CN', 'en'] as const) {
      const input = { ...composeInput({ format: '9x16', template: shippedTemplate('clear') }, tall), language };
      const { scenes, fps } = composeStoryboard(input).storyboard;
      for (const scene of scenes) {
        const shown = shownIn(scene, fps);
        const corners = labelCorners('9x16', language);
        if (shown !== undefined) {
          filled++;
          const least = Math.min(...corners.map((corner) => leastShared(corner, shown.subject)));
          expect(least, `${language} ${scene.id}: ${JSON.stringify(shown)}`).toBeLessThan(0.04);
        }
      }
    }
    expect(filled).toBeGreaterThan(4);
  });

  it.each<Format>(['9x16', '3x4', '1x1', '16x9'])(
    'nor over the face of who holds it, wherever that is, in any template: %s',
    (format) => {
      const product = { x: 0.3, y: 0.04, w: 0.4, h: 0.36 };
      const covered = (face: Box, isKnown: boolean) =>
        shippedTemplates().flatMap((template) =>
          composeStoryboard(
            composeInput({ format, template }, held(product, isKnown ? face : undefined)),
          ).storyboard.scenes.flatMap((scene) => {
            const share = shareUnderCaption(scene, face);
            return share > 0.1 ? [`${template.name} ${scene.id}: ${share}`] : [];
          }),
        );
      const faces = [0.42, 0.5, 0.58, 0.66, 0.74].map((y) => ({ x: 0.42, y, w: 0.16, h: 0.2 }));
      for (const face of faces) {
        expect(covered(face, true), `a face at ${face.y}`).toEqual([]);
      }
      // Where faces are not known of, captions lie over them.
      expect(faces.flatMap((face) => covered(face, false)).length).toBeGreaterThan(0);
    },
  );
});

/** Materials that show a product, and where it is told the face of who holds it. */
function held(product: Box, face: Box | undefined): PreparedMaterial[] {
  const faces = face && { faces: Array.from({ length: 30 }, (_, index) => ({ atMs: index * 1000, box: face })) };
  return tumblerMaterials.map(
    (material): PreparedMaterial =>
      material.kind === 'video'
        ? { ...material, subjects: (material.subjects ?? []).map(({ atMs }) => ({ atMs, box: product })), ...faces }
        : material.kind === 'image'
          ? { ...material, subject: product, ...(face && { faces: [face] }) }
          : material,
  );
}

/** How much of a part of the pictures' sources lies under a scene's caption, at most. */
function shareUnderCaption({ layers }: Scene, part: Box): number {
  const caption = layers.find((layer) => layer.kind === 'caption')?.box;
  const shares = layers.flatMap((layer) => {
    if (caption === undefined || (layer.kind !== 'image' && layer.kind !== 'clip')) {
      return [];
    }
    const crops = layer.motion === undefined ? [layer.crop] : [layer.motion.from, layer.motion.to];
    return crops.flatMap((crop) => {
      if (crop === undefined) {
        return [];
      }
      const { box } = layer;
      const [left, top] = [Math.max(crop.x, part.x), Math.max(crop.y, part.y)];
      const [w, h] = [
        Math.min(crop.x + crop.w, part.x + part.w) - left,
        Math.min(crop.y + crop.h, part.y + part.h) - top,
      ];
      const seen = {
        x: box.x + ((left - crop.x) / crop.w) * box.w,
        y: box.y + ((top - crop.y) / crop.h) * box.h,
        w: (w / crop.w) * box.w,
        h: (h / crop.h) * box.h,
      };
      return w <= 0 || h <= 0 ? [] : [leastShared(seen, caption)];
    });
  });
  return Math.max(0, ...shares);
}
