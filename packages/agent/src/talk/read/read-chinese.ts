import type { ReadBrief } from './read-brief.ts';
import { gap, type SaidText } from './said-text.ts';

/** Where a clause ends. */
const stop = `，,。；;！!？?\\n${gap}`;
const clause = `([^${stop}]{1,60})`;
const quoted = String.raw`[「『《“"]([^」』》”"]{1,40})[」』》”"]`;

/** Whoever is named so is a viewer; "适合送礼" is a selling point. */
const people =
  /(?:人|人士|人群|群体|者|一族|族|党|妈|妈妈|爸|宝爸|父母|家长|儿童|孩子|小孩|宝宝|婴儿|新手|小白|白领|职员|女性|男性|女生|男生|学生|老师|司机|用户|家庭|情侣|猫咪?|狗狗?|业主|车主|店主|租客|员工|青年|老人|中老年|玩家|朋友)$/u;

/** Reads what Chinese says in words of its own: the product, its points, for whom, in what tone. */
export function readChinese(said: SaidText, read: ReadBrief, asked: string | undefined): void {
  readLabelled(said, read);
  said.take(
    new RegExp(`(?:我们)?(?:的)?品牌(?:名|叫做|叫|是|为|[:：])+\\s*(?:${quoted}|${clause})`, 'u'),
    ([, name, bare]) => {
      read.brand ??= trimmed(name ?? bare);
      return read.brand !== '';
    },
  );
  readTone(said, read);
  readAudience(said, read);
  readProduct(said, read);
  const isAddition = /(?:卖点|特点|优点|亮点)还有/u.test(said.rest());
  readPoints(said, read);
  readRest(said.rest(), read, { asked, isAddition });
}

/** `商品：…`, one a line or with semicolons between. */
function readLabelled(said: SaidText, read: ReadBrief): void {
  said.take(
    new RegExp(
      `(?:商品名称|商品名|产品名称|产品名|品名|商品|产品)\\s*(?:名称)?(?:就?是|叫做|叫|为|[:：])\\s*(?:一款|一个|我们的|我们家的)?(?:${quoted}|${clause})`,
      'u',
    ),
    ([, name, bare]) => {
      const product = productOf(name ?? bare);
      if (product === undefined || read.product !== undefined) {
        return false;
      }
      read.product = product;
      return true;
    },
  );
}

function readTone(said: SaidText, read: ReadBrief): void {
  said.take(
    new RegExp(
      `(?:整体)?(?:视频)?(?:风格|语气|调性|口吻|语调|基调)(?:上)?(?:要|是|为|走|偏|换成|改成|[:：])*\\s*${clause}`,
      'u',
    ),
    ([, text]) => {
      read.tone ??= trimmed(text).replace(/(?:一点儿?|一些|点儿?|的|路线|风格?)$/u, '');
      return true;
    },
  );
}

function readAudience(said: SaidText, read: ReadBrief): void {
  const keep = (text: string | undefined) => {
    const audience = trimmed(text).replace(/(?:看的?|用的?|使用|为主|的)$/u, '');
    if (audience === '' || read.audience !== undefined) {
      return false;
    }
    read.audience = audience;
    return true;
  };
  said.take(
    new RegExp(
      `(?:目标)?(?:人群|用户群体?|用户|受众|客户|客群|观众|消费者)(?:主要)?(?:就?是|为|换成|改成|[:：])+\\s*${clause}`,
      'u',
    ),
    ([, text]) => keep(text),
  );
  said.take(
    new RegExp(`(?:主要)?(?:面向|针对|瞄准|卖给|定位给|定位)的?(?:主要)?(?:人群|用户)?(?:是)?\\s*${clause}`, 'u'),
    ([, text]) => keep(text),
  );
  said.take(new RegExp(`给([^${stop}]{1,24}?)(?:看的?|用的)(?=[${stop}]|$)`, 'u'), ([, text]) => keep(text));
  said.take(new RegExp(`(?:很|特别|最|更)?适合${clause}`, 'u'), ([, text]) =>
    people.test(trimmed(text).replace(/(?:使用|用|的)$/u, '')) ? keep(text) : false,
  );
}

/** Words that lead to a product, and are none of its name. */
const article = String.raw`(?:我们家的?|我们的?|我家的?|我的|我有|我这有|自家的?|新?上了|新出的?|这款|这个|一款|一个|一批|新款|新品|店里的|公司的)`;

function readProduct(said: SaidText, read: ReadBrief): void {
  const keep = (name: string | undefined) => {
    const product = productOf(name);
    if (product === undefined || read.product !== undefined) {
      return false;
    }
    read.product = product;
    return true;
  };
  // "给「云感枕」做…", and a name in quotes anywhere.
  said.take(
    new RegExp(
      `(?:请)?(?:帮我|给|为|替|推|卖)?${article}?[\\p{Script=Han}]{0,10}[「『《]([^」』》]{1,40})[」』》](?=[${stop}]|做|制作|拍|$|\\s)`,
      'u',
    ),
    ([, name]) => keep(name),
  );
  said.take(
    new RegExp(
      `(?:请|麻烦)?(?:帮我|帮忙|想|我想|我要|想要)*(?:给|为|替|帮)${article}*([^${stop}]{1,20}?)(?:做|制作|拍|生成|来|写|出|剪|弄|搞)(?:一?批|一?些|几条|个|点|一下|短|视频|广告|[:：])*`,
      'u',
    ),
    ([, name]) => keep(name),
  );
  said.take(
    new RegExp(
      `(?:请|麻烦)?(?:帮我|帮忙|给我|想|我想|我要|想要|要|现在|这次)*(?:做|制作|写|拍|生成|来)(?:一?批|一?些|几条|个|一个|${gap})*([^${stop}]{1,20}?)的?(?:广告|带货|推广|宣传|种草|短|\\u0001)*(?:视频|片子|广告|素材)`,
      'u',
    ),
    ([, name]) => keep(name),
  );
  said.take(
    new RegExp(
      `(?:^|(?<=[${stop}]))\\s*(?:这次|现在|我们|我|最近|本店|店里|主要|想)*(?:要|想)?(?:推广|主推|推|售卖|出售|卖|上新|上架|宣传|带货)(?!点|价|得|到)(?:的是|的|了)?${article}*${clause}`,
      'u',
    ),
    ([, name]) => keep(name),
  );
  said.take(new RegExp(`(?:^|(?<=[${stop}]))${article}+([^${stop}的是]{2,16})(?=[${stop}]|是|$)`, 'u'), ([, name]) =>
    keep(name),
  );
}

const pointLead = String.raw`(?:产品|商品|核心|主要|的)*(?:卖点|特点|优点|亮点|优势|特色)(?:主要)?(?:还有|就是|就有|就|包括|包含|分别是|有|是|为)*(?:[一二三四五六两]个|[\d]个)?\s*[:：]?\s*`;

function readPoints(said: SaidText, read: ReadBrief): void {
  // To the end of the sentence: commas stand between points too.
  said.take(
    new RegExp(`(?:还有)?${pointLead}([^。；;！!\\n${gap}]+(?:[；;][^。；;！!\\n：:${gap}]+(?=[；;。\\n]|$))*)`, 'u'),
    ([, text]) => {
      const points = splitPoints(text ?? '', true);
      read.points = [...(read.points ?? []), ...points];
      return points.length > 0;
    },
  );
  said.take(new RegExp(`(?:主打的?是?|主要是|突出|强调)${clause}`, 'u'), ([, text]) => {
    read.points = [...(read.points ?? []), ...splitPoints(text ?? '', true)];
    return true;
  });
}

/** A list of points. `isList`: said to be one, so that "和" and blanks part it as well. */
function splitPoints(text: string, isList: boolean): string[] {
  const clauses = text.split(isList ? /[，,；;\n]/u : /[；;\n]/u);
  return clauses.flatMap((part) => {
    // "热敷、脉冲、遥控三合一" and "一锅三用：煮、煎、蒸" are one point each.
    if (/[二两三四五六七八九十\d]合一$/u.test(part.trim()) || /.[:：]./u.test(part)) {
      return tidy(part);
    }
    const parts = part.split(isList ? /、|\/|(?<=\p{Script=Han}{2})(?:和|以及|还有)(?=\p{Script=Han}{2})/u : /、/u);
    const words =
      parts.length === 1 && isList && /\p{Script=Han}\s+\p{Script=Han}/u.test(part) ? part.split(/\s+/u) : parts;
    return words.flatMap(tidy);
  });
}

function tidy(text: string): string[] {
  const point = trimmed(text).replace(/^(?:还有|而且|并且|以及|另外|它|还|也有)(?=\p{Script=Han}{2})/u, '');
  return point === '' || isFiller(point) ? [] : [point];
}

/** What is no point though it is left: politeness, and what stood round that was taken. */
const filler =
  /帮我|帮忙|麻烦|请|谢谢|你好|您好|哈喽|在吗|可以|好的|好|行|嗯|开始吧|开始|确认|没问题|就这样|就行|就|先来|先|来|看看|看|想要|我要|我想|想|要|给|做|制作|拍|一批|一个|一共|总共|共|每个|每条|各一版|各一套|一版|各|都投|都发|都|投放|投|发布|发到|发|上|在|用|渠道|平台|尺寸|两个|三个|个|版|短视频|视频|广告|素材|片子|带货|推广|宣传|左右|以内|长|的|吧|了|呢|啊|也|和|与|、|跟|有|没关系|字幕|商品|产品|价格|一点|这次|数量|时长|链接|在这里|这是|是|到|套|为|换成|改成|改|换|继续|下一步|目前|主要|为主|那|还|再|不|以|[:：\s.]/gu;

/** Whether nothing is said once the words that only hold a sentence together are taken away. */
function isFiller(text: string): boolean {
  const left = text.replaceAll(filler, '');
  // One letter alone may be a point ("轻、弹、透气"); what is left of several is the rest of a filler.
  return left === '' || (left.length < 2 && text.length > 1);
}

/** What no rule asked for: clauses that say what the product is, and what speaks for it. */
function readRest(
  left: string,
  read: ReadBrief,
  { asked, isAddition }: { asked: string | undefined; isAddition: boolean },
): void {
  const clauses = left
    .split(new RegExp(`[${stop}]`, 'u'))
    .map((text) => trimmed(text))
    .filter((text) => text !== '' && !isFiller(text) && !isAside(text));
  const [first, ...others] = clauses;
  if (first === undefined) {
    return;
  }
  if (read.audience === undefined) {
    const at = clauses.findIndex((text) => /(?:人群|一族|爱好者|学生党|上班族|宝妈)$/u.test(text) && text.length <= 16);
    if (at >= 0 && (at > 0 || asked === 'audience')) {
      [read.audience] = clauses.splice(at, 1);
    }
  }
  if (asked === 'audience' && read.audience === undefined && clauses.length === 1) {
    read.audience = clauses[0] ?? '';
    return;
  }
  if (asked === 'product' && read.product === undefined) {
    read.product = productOf(clauses.shift()) ?? first;
  } else if (
    read.product === undefined &&
    asked !== 'points' &&
    isName(first) &&
    (others.length > 0 || read.points !== undefined || read.price !== undefined)
  ) {
    const words = first.split(/\s+/u);
    const [name = first, ...more] = words;
    read.product = productOf(name) ?? name;
    clauses.splice(0, 1, ...(more.length > 0 ? [more.join(' ')] : []));
  }
  // A question or an order is no selling point; a point stands beside a product, or where points were asked for.
  if (read.product !== undefined || asked === 'points' || read.points !== undefined) {
    const points = clauses.flatMap((text) => splitPoints(text, asked === 'points'));
    if (points.length > 0) {
      // "卖点还有…" adds to what was said before it.
      const named = read.points ?? [];
      read.points = isAddition ? [...points, ...named] : [...named, ...points];
    }
  }
}

/** A figure alone, a measure alone, or who is speaking. */
function isAside(text: string): boolean {
  return (
    /^[\d\s]+$/.test(text) ||
    /^(?:[一二两三四五六七八九十每半\d]*[个件盒瓶袋套双支台把斤份箱公]|起|左右|一位)$/u.test(text) ||
    /^我们?是(?:做|卖|搞|开|一家)/u.test(text)
  );
}

function isName(text: string): boolean {
  const [first = ''] = text.split(/\s+/u);
  return [...first].length <= 12 && !/[吗呢？?]$/u.test(first);
}

function productOf(text: string | undefined): string | undefined {
  const name = trimmed(text)
    .replace(new RegExp(`^${article}+`, 'u'), '')
    .replace(/^(?:的|是|叫|款)/u, '')
    .replace(/(?:这款|这个)?(?:产品|商品)$/u, '')
    .replace(/的$/u, '');
  return name === '' || isFiller(name) || /^(?:视频|广告|短视频|我|你|他|大家|什么)$/u.test(name) ? undefined : name;
}

function trimmed(text: string | undefined): string {
  return (text ?? '').replaceAll(gap, ' ').replace(/^[\s、：:,，和的是]+|[\s、：:,，]+$/gu, '');
}
