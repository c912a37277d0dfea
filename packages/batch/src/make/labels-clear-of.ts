import type { PreparedMaterial } from '@clipo/contract';
import { placeLabels } from '@clipo/engine';
import { labelPlaces } from '@clipo/label';
import type { ComposedVideo } from './compose-videos.ts';
import { lettersOn, withRoomForPlates } from './label-plate.ts';

/**
 * The same videos with the AI label where what they show is not: one place in each, and in as many as will do the same
 * one, for they share pieces. Videos of one language and format are placed together.
 */
export function labelsClearOf<V extends Pick<ComposedVideo, 'language' | 'format' | 'storyboard' | 'settings'>>(
  videos: readonly V[],
  materials: readonly PreparedMaterial[],
): V[] {
  const byId = new Map(materials.map((material) => [material.id, material]));
  const placed = new Map<V, V>();
  for (const group of Map.groupBy(videos, ({ language, format }) => `${language} ${format}`).values()) {
    const [first] = group;
    if (first === undefined) {
      continue;
    }
    const { size } = first.settings;
    const plate = first.settings.label?.plate;
    const bare = labelPlaces({ language: first.language, ...size });
    const places = plate === undefined ? bare : withRoomForPlates(bare);
    const chosen = placeLabels(
      group.map(({ storyboard }) => storyboard),
      { places, size, materials: byId },
    );
    group.forEach((video, index) => {
      const { text, fontPx, x, y } = chosen[index] ?? places[0];
      const label =
        plate === undefined ? { text, fontPx, x, y } : { text, fontPx, plate, ...lettersOn({ fontPx, x, y }) };
      placed.set(video, { ...video, settings: { ...video.settings, label } });
    });
  }
  return videos.map((video) => placed.get(video) ?? video);
}
