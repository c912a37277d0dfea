import { cropsApart, fittedCrop, shareInside, wholeInside } from './crops.ts';
import type { SceneInput } from './scenes.ts';
import type { Shot } from './shot-list.ts';

/** With this much of it in view nobody misses the rest of a product. */
const mostlyShown = 0.9;

/**
 * What a call to action shows first, in a picture of some shape: the product whole, though an earlier scene has shown that
 * picture. A viewer is asked to buy the lamp and not the part of it that no scene had shown yet. Undefined where the shot
 * that was dealt does as well, where it is a clip, and where no photo surely shows the product.
 */
export function packShot(
  { line, shotIndex, shot, photo, cutOut }: Pick<SceneInput, 'line' | 'shotIndex' | 'shot' | 'photo' | 'cutOut'>,
  aspect: number,
): Shot | undefined {
  const subject = photo?.subject;
  const isWanted = line.role === 'cta' && shotIndex === 0 && shot.kind === 'still' && cutOut === undefined;
  if (!isWanted || photo === undefined || subject === undefined) {
    return undefined;
  }
  const { id, width, height } = photo;
  if (shot.material === id && shareInside(subject, shot.crop) >= mostlyShown) {
    return undefined;
  }
  const fitted = fittedCrop(photo, aspect, subject);
  const crop = fitted ?? cropsApart(photo, aspect, subject).find((each) => shareInside(subject, each) >= wholeInside);
  return crop && { kind: 'still', material: id, crop, width, height, subject, ...(fitted && { isWhole: true }) };
}
