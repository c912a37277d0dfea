import type { Language } from '@clipo/contract';

/** Wordings that a scorer reads as signs: of a hook, of a call to action, of air. Matched without case. */
export interface CopyWords {
  greeting: RegExp;
  pain: RegExp;
  contrast: RegExp;
  scene: RegExp;
  address: RegExp;
  question: RegExp;
  /** Praise that says nothing. */
  hype: RegExp;
  /** Words that can go without loss, and what stays in their place. */
  fillers: readonly (readonly [RegExp, string])[];
  callToAction: RegExp;
  /** A sentence that begins so leans on the one before it. */
  leansBack: RegExp;
}

/** Praise before a noun that tells nothing of it: without, the sentence says the same. */
const hollow =
  '(?:amazing|awesome|incredible|stunning|revolutionary|game[- ]changing|premium[- ]quality|high[- ]quality|must[- ]have|next[- ]level|luxurious|unbelievable|mind[- ]blowing|cutting[- ]edge|state[- ]of[- ]the[- ]art|top[- ]notch|innovative)';
/** After praise stands what it is about, none of these. */
const noNoun = '(?!(?:and|or|but|for|to|in|on|at|of|that|with|as|because|when|if|is|are)\\b)';

export const copyWords: Record<Language, CopyWords> = {
  'zh-CN': {
    greeting:
      /^(?:(?:哈喽|嗨|hello|hi|大家好|你们好|家人们|宝子们|姐妹们|朋友们|各位(?:老铁|朋友|观众)?)(?:[们]?谁懂啊)?[，,！!～~ ]*)+(?:欢迎(?:来到|收看)[^，。！!]{0,20}[，。！!])?(?:我是[^，。！!]{1,12}[，。！!])?(?:今天(?:我|咱们|我们)?(?:要|想|来)?(?:给|跟|和|为)?(?:大家|你们|各位)?(?:带来|推荐|介绍|分享|讲讲|说说|聊聊)(?:一下|一款|一个|的是)?[，：,:]?)?|^今天(?:我|咱们|我们)?(?:要|想|来)?(?:给|跟|和|为)(?:大家|你们|各位)(?:带来|推荐|介绍|分享|讲讲|说说|聊聊)(?:一下|一款|一个|的是)?[，：,:]?/iu,
    pain: /怕|烦|累|愁|纠结|犯难|头疼|后悔|失望|踩雷|踩坑|麻烦|漏|堵|乱|吵|闷|疼|痒|凉了|洒|掉|卡|挤|找不到|来不及|受不了|别再|不够|白花/u,
    contrast:
      /不是.*(?:是|而)|其实|却|但|反而|同样|比起|(?<!可)以前(?!后)[^。！？]{0,14}现在|别人|以为|居然|竟然|原来|不如|换成/u,
    scene:
      /早上|晚上|半夜|中午|下班|上班|周末|出门|回家|路上|地铁|办公室|厨房|阳台|床上|沙发|孩子|开会|加班|旅行|健身|夏天|冬天|下雨|换季|饭后|睡前/u,
    address: /你|您|咱/u,
    question: /[？?]|吗|怎么|为什么|哪|多少|几/u,
    hype: /高品质|高端大气|匠心|臻选|臻品|奢华|尊享|卓越|非凡|完美|超级?好用|超赞|绝绝子|yyds|好到哭|爆款|爆品|网红|震撼|颠覆|惊艳|无敌|超值|物超所值|性价比超?高|品质保障|值得信赖|值得拥有|你值得|不容错过|引领|赋能|极佳/giu,
    fillers: [
      [/其实(?:呢|吧)?[，,]?|那么[，,]?|就是说[，,]?|怎么说呢[，,]?|众所周知[，,]?|大家都知道[，,]?|说实话[，,]/gu, ''],
      [/真的(?:是)?(?:非常的?|特别|超级|超)+|(?:非常|特别|超级){2,}|真的很|真心很/gu, '很'],
      [/可以说是/gu, '是'],
      [/(?:对于|关于)([^，。]{1,8})来说[，,]/gu, '$1，'],
      [/进行(?:了)?(?=[\p{Script=Han}]{2})/gu, ''],
      [/的话[，,]/gu, '，'],
      [
        /(?<![最更不没])(?:超级|非常|特别|十分)?(?:高品质|高端大气|奢华|卓越|非凡|超?好用|超赞|震撼|惊艳|无敌|超值|极佳)的(?=[\p{Script=Han}A-Za-z])(?!是|很|样子|感觉|那)/gu,
        '',
      ],
    ],
    callToAction:
      /点(?:下方|下面|这里|击|进|开|链接)|链接|购物车|收藏|关注|评论|转给|下单|(?:赶紧|赶快|快|快来|马上|立即|立刻|现在就?)(?:去)?(?:购买|买|入手|下手|抢)|去看看|了解|试试|带回家|看详情|橱窗|领(?:取|券|走|红包|一[份个张])/u,
    leansBack: /^(?:它|他|她|这|那|而且|并且|但|但是|所以|因此|还|也|另外|然后|同时|不仅|不光|再|就|更)/u,
  },
  en: {
    greeting:
      /^(?:(?:hey|hi|hello|what'?s up)(?: there)?(?: guys| everyone| everybody| folks| friends| all)?[,!. ]+)+(?:welcome (?:back )?to [^.!,]{1,30}[.!,] ?)?(?:(?:today )?(?:i|we)(?:'m|'re| am| are|'d| would| will|'ll)? (?:going to|gonna|want to|like to)?\s?(?:show|tell|introduce|share|talk about|present)(?: with)?(?: you)?(?: to)?(?: about)? ?)?|^today (?:i|we)(?:'m|'re| am| are|'d| would| will|'ll)? (?:going to |gonna |want to |like to )?(?:show|tell|introduce|share|talk about|present)(?: with)?(?: you)?(?: to)?(?: about)? ?/iu,
    pain: /\b(?:tired|sick of|hate|struggl\w*|worr\w*|annoy\w*|mess\w*|leak\w*|spill\w*|stuck|regret\w*|wast\w*|lost|los(?:e|ing)|never find|too (?:many|much|heavy|loud|small|big)|broke\w*|still|stop|wrong|afraid|cold coffee|sore|ach\w*|tangled?)\b/iu,
    contrast: /\b(?:but|instead|not \w+, but|unlike|yet|than|before|used to|actually|turns out|forget|less|more)\b/iu,
    scene:
      /\b(?:morning|evening|night|lunch|commut\w*|desk|office|kitchen|bedroom|couch|weekend|trip|travel\w*|gym|kids?|rain\w*|winter|summer|bag|train|car|monday|dinner|bed)\b/iu,
    address: /\b(?:you|your|you're)\b/iu,
    question: /\?|^(?:how|why|what|which|who|when|where|ever|still|need|want|got)\b/iu,
    hype: /\b(?:amazing|awesome|incredible|game[- ]?chang\w*|revolutionary|premium quality|high[- ]quality|must[- ]have|next[- ]level|stunning|luxur\w+|unbelievable|mind[- ]blowing|cutting[- ]edge|state[- ]of[- ]the[- ]art|top[- ]notch|love it|obsessed|unleash|elevate|seamless\w*|innovative)\b/giu,
    fillers: [
      [
        /\b(?:really|very|actually|basically|literally|honestly|totally|simply|absolutely) (?!much\b|well\b|little\b|few\b|good at\b)/giu,
        '',
      ],
      [/\bin order to\b/giu, 'to'],
      [/\bdue to the fact that\b/giu, 'because'],
      [/\b(?:is|are) able to\b/giu, 'can'],
      [/\bat this point in time\b/giu, 'now'],
      [new RegExp(`\\ban? (?:${hollow},? )+${noNoun}(?=[aeio])`, 'giu'), 'an '],
      [new RegExp(`\\ban? (?:${hollow},? )+${noNoun}(?=[a-z])`, 'giu'), 'a '],
      [
        new RegExp(
          `(?<=\\b(?:the|this|that|these|those|our|your|my|its|their|with|of|from) )(?:${hollow},? )+${noNoun}(?=[a-z])`,
          'giu',
        ),
        '',
      ],
      [/\b(?:as you (?:may|might) know|needless to say|to be honest), ?/giu, ''],
    ],
    callToAction:
      /\b(?:tap|click|link|shop|order|buy|save|follow|comment|share|cart|see (?:the )?(?:page|details|more)|find (?:it|out)|try (?:it|one)|take a look|learn more)\b/iu,
    leansBack: /^(?:it|this|that|these|those|they|and|but|so|also|plus|then|which|he|she)\b/iu,
  },
};
