import { type PostTexts, postTexts } from '@clipo/agent';
import type { Channel, ManifestVideo } from '@clipo/contract';
import type { MakeInput } from './types.ts';

/** So many variants of a post are tried before one like an earlier one is taken. */
const mostVariants = 200;

/**
 * The videos with what stands beside each of them on every channel of the brief. Made from what a video says, so that
 * one which an earlier run finished follows the brief's channels of today. On one platform no two posts of a batch share
 * title and description, be it another account, another format or another video with the same opening: platforms hold
 * down what is posted twice.
 */
export function withPosts(
  videos: readonly ManifestVideo[],
  { brief, products }: Pick<MakeInput, 'brief' | 'products'>,
): ManifestVideo[] {
  const posted = new Set<string>();
  const openings = new Map<string, number>();
  return videos.map((video) => {
    const product = products.find((entry) => entry.product.id === video.product)?.product;
    if (brief.channels.length === 0 || product === undefined || video.status === 'failed') {
      return video;
    }
    const { language, lines } = video;
    const hook = lines.find(({ role }) => role === 'hook')?.text ?? '';
    const unlikeEarlier = (platform: Channel['platform']): PostTexts => {
      const opening = JSON.stringify([platform, product.id, language, hook]);
      const earlier = openings.get(opening) ?? 0;
      for (let tried = 0; ; tried++) {
        const post = postTexts({ brief, product, language, lines }, platform, earlier + tried);
        const key = JSON.stringify([platform, post.title, post.description]);
        if (!posted.has(key) || tried === mostVariants) {
          posted.add(key);
          openings.set(opening, earlier + tried + 1);
          return post;
        }
      }
    };
    return {
      ...video,
      posts: brief.channels.map(({ platform, handle }) => ({ platform, handle, ...unlikeEarlier(platform) })),
    };
  });
}
