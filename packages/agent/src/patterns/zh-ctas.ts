import type { SectionPatterns } from './pattern.ts';

/** Chinese calls to action, spoken in 2 to 4 s. None presses for time. */
export const zhCtas: SectionPatterns = {
  direct: [
    '想看细节，点下面。',
    '喜欢就点下方链接。',
    '点下方，看详情。',
    '{name}，点下面了解。',
    '去看看{name}吧。',
    '想了解更多，点下面。',
    '要看全貌，点进来。',
    '中意{name}，点这里。',
  ],
  question: [
    '心动了吗？点开看看。',
    '是你要的吗？点下面。',
    '想好了？点下方。',
    '还有疑问？评论区聊。',
    '就它了？点下面。',
  ],
  scene: [
    '先收藏，再慢慢挑。',
    '加进购物车，慢慢想。',
    '转给正在挑{noun}的人。',
    '先记下{name}。',
    '存下来，要买时再翻。',
  ],
  offer: ['{price}，点下方看看。', '{name}，{price}，点下面。', '{price}，喜欢就点。', '{price}，想要点下面。'],
  story: ['把{name}带回家。', '关注{brand}，下回见。', '下一个，换你来挑。', '{name}，等你来看。'],
  curiosity: ['没看够？点下面接着看。', '更多样子，点开看。', '剩下的，点进去看。', '好不好，点开便知。'],
  list: ['点开，对照，再决定。', '先看，再比，再下单。', '看清楚了，再点下面。'],
};
