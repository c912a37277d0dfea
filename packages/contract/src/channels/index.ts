import type { Channel } from '../brief.ts';
import amazon from './amazon.json' with { type: 'json' };
import bilibili from './bilibili.json' with { type: 'json' };
import { ChannelLimits } from './channel-limits.ts';
import douyin from './douyin.json' with { type: 'json' };
import facebook from './facebook.json' with { type: 'json' };
import instagram from './instagram.json' with { type: 'json' };
import kuaishou from './kuaishou.json' with { type: 'json' };
import shipinhao from './shipinhao.json' with { type: 'json' };
import taobao from './taobao.json' with { type: 'json' };
import tiktok from './tiktok.json' with { type: 'json' };
import xiaohongshu from './xiaohongshu.json' with { type: 'json' };
import youtube from './youtube.json' with { type: 'json' };

export { ChannelLimits } from './channel-limits.ts';
export { lengthIn, PublishingLabel, publishingLabels } from './publishing.ts';

const files: Record<Channel['platform'], unknown> = {
  amazon,
  bilibili,
  douyin,
  facebook,
  instagram,
  kuaishou,
  shipinhao,
  taobao,
  tiktok,
  xiaohongshu,
  youtube,
};

/** The limits of every platform, as its file says. */
export const channelLimits = Object.fromEntries(
  Object.entries(files).map(([platform, data]) => [platform, ChannelLimits.parse(data)]),
) as Record<Channel['platform'], ChannelLimits>;
