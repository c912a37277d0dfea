import type { SectionPatterns } from './pattern.ts';

/** Chinese openings, spoken in 2 to 4 s. */
export const zhHooks: SectionPatterns = {
  pain: [
    '挑{noun}，挑到眼花？',
    '买{noun}，又怕踩雷？',
    '还在为{noun}纠结？',
    '图好看，到手失望，熟吗？',
    '翻了半天，还没定下来？',
    '买了{noun}，又嫌不合适？',
  ],
  contrast: [
    '同样是{noun}，差在哪儿？',
    '看{noun}，别只看外表。',
    '{noun}都差不多？看这里。',
    '别家比花样，它讲：{point}。',
    '不说虚的，说{name}。',
  ],
  number: ['{figure}，听清了吗？', '拿数字说话：{figure}。', '先报个数：{figure}。', '{figure}，记一下。'],
  scene: [
    '正想买{noun}？来得正好。',
    '刷到{noun}，先停一下。',
    '出门前，花几秒看看它。',
    '购物车里还缺{noun}？',
    '想给家里添{noun}？',
  ],
  offer: ['{price}的{noun}，长这样。', '{name}，{price}。', '{price}能买到什么{noun}？', '{price}，先看值不值。'],
  proof: ['有一说一：{fact}。', '有据可查：{fact}。', '{fact}，有出处的。', '只说查得到的：{fact}。'],
  question: [
    '{noun}怎么挑？看这条。',
    '你挑{noun}，先看哪儿？',
    '{point}，是你要的吗？',
    '想要{point}的？看过来。',
    '{name}，到底什么样？',
    '{noun}，你会怎么选？',
  ],
  story: [
    '想换{noun}，翻了一晚上？',
    '收藏夹里一堆，没一个下单？',
    '本来只想看看，结果停住了。',
    '一个{noun}，也能挑很久。',
  ],
  list: [
    '几句话，说清{name}。',
    '挑{noun}，先记这一条。',
    '{point}，{other}。',
    '{name}，几秒看重点。',
    '看{name}，先看这几点。',
  ],
  detail: [
    '留意一处：{point}。',
    '细节控看：{point}。',
    '先看这点：{point}。',
    '{point}，就说它。',
    '往细里看：{point}。',
  ],
  curiosity: [
    '等一下，先别划走。',
    '这款{noun}，值得停一下。',
    '猜猜，今天看什么？',
    '有样东西，想给你看看。',
    '先不说名字，你看看。',
    '这条不长，看完再走。',
  ],
  direct: [
    '认识一下，{name}。',
    '今天只聊{name}。',
    '开门见山：{point}。',
    '{name}，{point}。',
    '直接看，{name}。',
    '一句话介绍：{point}。',
  ],
};
