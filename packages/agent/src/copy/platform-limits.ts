import type { Channel } from '@clipo/contract';
import { channelLimits } from '@clipo/contract/channels';

export type Platform = Channel['platform'];

/** What a platform takes with a video. Lengths are in characters; a title of 0 means that it has none of its own. */
export interface PlatformLimits {
  title: number;
  description: number;
  hashtags: number;
  /** Whether hashtags stand in the description and take room there, or in a field of their own. */
  hashtagsInText: boolean;
  /** The exact choice in the platform's own declaration of AI content. */
  aiDeclaration: string;
  /** Characters that a title may hold besides letters, digits and spaces; undefined where any may stand. */
  titleSigns?: string | undefined;
  /** Neither prices nor calls to action may stand in the text. */
  isPlain?: true | undefined;
  /** The market it stands in: how contact outside the platform is judged. */
  market: 'china' | 'abroad';
}

/**
 * What is written for a platform: within its own limits, and shorter where less reads better. A cover's words are the same
 * everywhere: two lines of a 3:4 picture.
 */
export const platformLimits = Object.fromEntries(
  Object.entries(channelLimits).map(([platform, { text, written, declaration, market }]) => {
    const { title, titleSigns, description, hashtags, hashtagsInText, isPlain } = text;
    const limits: PlatformLimits = {
      title,
      titleSigns,
      description: written.description ?? description,
      hashtags: written.hashtags ?? hashtags,
      hashtagsInText,
      isPlain,
      aiDeclaration: declaration.text,
      market,
    };
    return [platform, limits];
  }),
) as Record<Platform, PlatformLimits>;
