import type { ClipLayer, EditedShot, ImageLayer, Layer, PreparedMaterial } from '@clipo/contract';

/** What is known of a material that may be shown. */
export type ShotMaterial = Pick<PreparedMaterial, 'id' | 'kind'>;

/** The layer that is the scene's picture: of pictures and clips the largest, the hindmost of equals; -1 where there is none. */
export function pictureLayerOf(layers: readonly Layer[]): number {
  let best = -1;
  let most = 0;
  layers.forEach((layer, index) => {
    const size = layer.kind === 'image' || layer.kind === 'clip' ? layer.box.w * layer.box.h : 0;
    if (size > most) {
      [best, most] = [index, size];
    }
  });
  return best;
}

/** What a scene shows now, as it could be edited; undefined where it has no picture. */
export function shotOf(layers: readonly Layer[]): EditedShot | undefined {
  const layer = layers[pictureLayerOf(layers)] as ImageLayer | ClipLayer | undefined;
  return (
    layer && {
      material: layer.material,
      startMs: layer.kind === 'clip' ? layer.startMs : 0,
      ...(layer.crop === undefined ? {} : { crop: layer.crop }),
    }
  );
}

/**
 * Layers with another shot as their picture, in the same place and with the same manner of coming and going; soft copies of
 * the old one behind it show the new one. A move that was meant for the old picture is not made over the new.
 */
export function withShot(
  layers: readonly Layer[],
  shot: EditedShot,
  materialOf: (id: string) => ShotMaterial | undefined,
): Layer[] {
  const place = pictureLayerOf(layers);
  const old = layers[place] as ImageLayer | ClipLayer | undefined;
  const kind = materialOf(shot.material)?.kind;
  if (old === undefined || kind === undefined || kind === 'audio') {
    return [...layers];
  }
  return layers.map((layer, index): Layer => {
    if (index === place) {
      return newPicture(old, shot, kind);
    }
    if (layer.kind === 'blur-fill' && layer.material === old.material) {
      const { shown: _of, ...rest } = layer;
      return { ...rest, material: shot.material, startMs: kind === 'video' ? shot.startMs : 0 };
    }
    return layer;
  });
}

function newPicture(old: ImageLayer | ClipLayer, shot: EditedShot, kind: 'image' | 'video'): ImageLayer | ClipLayer {
  const { kind: _kind, material: _material, crop: _crop, motion: _motion, ...rest } = old;
  const { follow: _follow, startMs: _startMs, speed = 1, ...shared } = rest as Partial<ClipLayer> & typeof rest;
  const crop = shot.crop === undefined ? {} : { crop: shot.crop };
  return kind === 'image'
    ? { ...shared, ...crop, kind: 'image', material: shot.material }
    : {
        ...shared,
        ...crop,
        kind: 'clip',
        material: shot.material,
        startMs: shot.startMs,
        speed: shot.material === old.material ? speed : 1,
      };
}
