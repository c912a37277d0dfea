import { postTexts } from '@clipo/agent';
import type { ManifestVideo } from '@clipo/contract';
import type { MakeInput } from './types.ts';

/**
 * The videos with what stands beside each of them on every channel of the brief. Made from what a video says, so that
 * one which an earlier run finished follows the brief's channels of today.
 */
export function withPosts(
  videos: readonly ManifestVideo[],
  { brief, products }: Pick<MakeInput, 'brief' | 'products'>,
): ManifestVideo[] {
  return videos.map((video) => {
    const product = products.find((entry) => entry.product.id === video.product)?.product;
    if (brief.channels.length === 0 || product === undefined || video.status === 'failed') {
      return video;
    }
    const { language, lines } = video;
    return {
      ...video,
      posts: brief.channels.map(({ platform, handle }) => ({
        platform,
        handle,
        ...postTexts({ brief, product, language, lines }, platform),
      })),
    };
  });
}
