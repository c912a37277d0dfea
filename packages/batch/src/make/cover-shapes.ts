import type { Format } from '@clipo/contract';
import { channelLimits } from '@clipo/contract/channels';
import type { PreparedVideo } from './prepare-batch.ts';
import type { MakeInput } from './types.ts';

/**
 * Shapes of covers that channels of the brief show and a video of this shape has none of: what they cut out of its own cover
 * would lose the label in its corner.
 */
export function coverShapes(
  { format }: Pick<PreparedVideo, 'format'>,
  { brief }: Pick<MakeInput, 'brief'>,
): readonly Format[] {
  const isCut = brief.channels.some(({ platform }) => {
    const { covers } = channelLimits[platform];
    return covers.includes('3x4') && !covers.includes(format);
  });
  return format === '9x16' && isCut ? ['3x4'] : [];
}

/** Where a cover in another shape than the video's lies. */
export function otherCover(name: string, format: Format): string {
  return `covers/${name}-${format}.png`;
}
