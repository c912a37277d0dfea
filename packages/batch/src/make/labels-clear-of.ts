import type { PreparedMaterial } from '@clipo/contract';
import { placeLabels, type RenderSettings } from '@clipo/engine';
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
    // Videos with the label in one place share their settings, as the very same object: what is hashed once is known.
    const settingsAt = new Map<(typeof places)[number], Map<RenderSettings, RenderSettings>>();
    group.forEach((video, index) => {
      const place = chosen[index] ?? places[0];
      const { text, fontPx, x, y } = place;
      const known = settingsAt.get(place) ?? new Map<RenderSettings, RenderSettings>();
      settingsAt.set(place, known);
      const label =
        plate === undefined ? { text, fontPx, x, y } : { text, fontPx, plate, ...lettersOn({ fontPx, x, y }) };
      const settings = known.get(video.settings) ?? { ...video.settings, label };
      known.set(video.settings, settings);
      placed.set(video, { ...video, settings });
    });
  }
  return videos.map((video) => placed.get(video) ?? video);
}
