import type { PreparedMaterial, Size } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';

/** The size of a material that has a picture; sound alone is refused as `invalid_input` naming the file. */
export function sizeOfMaterial(material: PreparedMaterial, layer: string): Size {
  if (material.kind === 'audio') {
    const problem = 'is sound without a picture';
    throw new ClipoError('invalid_input', `${material.file} ${problem}: the layer ${layer} needs an image or a clip`, {
      details: { field: 'material', file: material.file, problem },
    });
  }
  return { width: material.width, height: material.height };
}

/** The pixels that a material's playable form really has: a small still is enlarged beforehand. */
export function heldSize(material: PreparedMaterial, layer: string): Size {
  const { width, height } = sizeOfMaterial(material, layer);
  const times = material.kind === 'image' ? (material.enlarged ?? 1) : 1;
  return { width: Math.round(width * times), height: Math.round(height * times) };
}
