import { ClipoError, type PreparedMaterial, type Size } from '@clipo/contract';

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
