import type { TermGroup, TermRewrites } from './term-rule.ts';

/**
 * Absolute terms as they are written to slip past lists: by sound (蕞好, 醉低价, 弟一), in pinyin whole or in part (zui好,
 * 顶ji, juedui), with letters set apart or swapped (b e s t, b3st). A short list of what is common. Matched on folded text.
 */
export const disguisedZh: TermGroup[] = [
  {
    rule: 'absolute',
    severity: 'block',
    why: '广告法第九条第（三）项（谐音、拼音、拆字同样计入）',
    match: new RegExp(
      [
        // 最 by another character or in pinyin, before a quality.
        '(?:蕞|朂|醉|zu[iì]|zvi)[\\s._-]?(?:好(?!喝|吃|看的)|佳|优|强|棒|牛|低价?|便宜|实惠|先进|畅销|热销|高级|顶级|新科技|hao|jia|you|di(?:jia)?|pianyi|qiang|gaoji)(?![a-z])',
        '最(?:hao|jia|di(?:jia)?|qiang|gaoji|you)(?![a-z])',
        // 第一.
        '(?:第|弟|苐)(?:壹|弌|①|yi(?![a-z]))|(?:弟|苐)[一1](?!次|步|个|天|位)|(?<![a-z])d[iì][\\s._-]?(?:一|1|yi)(?![a-z\\d步次眼位天个点条件款])',
        // 顶级, 极致, 绝对, 唯一, 国家级, 首选, 独家.
        '顶ji(?![a-z])|(?<![a-z])ding(?:级|[\\s._-]?ji(?![a-z]))',
        '极zhi(?![a-z])|(?<![a-z])ji(?:致|[\\s._-]?zhi(?![a-z]))',
        '绝dui(?![a-z])|(?<![a-z])jue(?:对|[\\s._-]?dui(?![a-z]))',
        '唯(?:[1壹]|yi(?![a-z]))|(?<![a-z])wei(?:一|[\\s._-]?yi(?![a-z]))',
        '国家ji(?![a-z])|(?<![a-z])guo[\\s._-]?jia[\\s._-]?ji(?![a-z])',
        '首xuan(?![a-z])|(?<![a-z])shou(?:选|[\\s._-]?xuan(?![a-z]))',
        '独jia(?![a-z])|(?<![a-z])du家',
        '全网zu[iì](?:低|di)|销量(?:第|di)(?:壹|yi)(?![a-z])',
      ].join('|'),
      'gu',
    ),
  },
];

export const disguisedZhRewrites: TermRewrites = [
  [/^(?:蕞|朂|醉|zu[iì]|zvi|最)[\s._-]?(?:低价?|便宜|实惠|di(?:jia)?|pianyi)$|^全网zu/u, '实惠'],
  [/^(?:蕞|朂|醉|zu[iì]|zvi|最)[\s._-]?(?:好|佳|优|棒|牛|hao|jia|you)$/u, '很好'],
  [/^(?:顶ji|ding|极zhi|ji)/u, '讲究'],
  [/^(?:绝dui|jue)/u, ''],
  [/^(?:唯[1壹y]|wei|独jia|du家)/u, '特别'],
  [/^(?:首xuan|shou)/u, '可以选的'],
];

const apart = '[\\s.*_\\-·]{1,2}';
const spelled = (word: string) => [...word].join(apart);

export const disguisedEn: TermGroup[] = [
  {
    rule: 'absolute',
    severity: 'block',
    why: 'FTC Act §5: a superlative needs proof, however it is spelled',
    match: new RegExp(
      `(?<![\\p{L}\\d])(?:${['best', 'cheapest', 'perfect', 'number one', 'guaranteed'].map((word) => spelled(word.replaceAll(' ', ''))).join('|')}|b[3e][s5$]t(?<!best)|b\\*st|ch3ap[e3]st|p3rf[e3]ct|gu[@4]rant[e3]{2}d?|n0\\.?\\s?1|numb[e3]r\\s?(?:1|0ne))(?![\\p{L}\\d])`,
      'giu',
    ),
  },
];
