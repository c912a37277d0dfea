import type { TalkField } from '@clipo/contract';
import type { WordAxis } from '../../matrix/exclusions.ts';
import type { Angle } from '../../patterns/pattern.ts';
import type { Need } from '../brief/brief-from-talk.ts';
import { numberOf, wholeNumber } from '../read/numbers.ts';
import { type ReadBrief, readBrief } from '../read/read-brief.ts';
import { openSaid, type SaidText } from '../read/said-text.ts';

/** How a line is to become another. `unknown`: in a manner that the built-in planner does not have. */
export type LineWay =
  | { kind: 'angle'; angle: Angle }
  | { kind: 'text'; text: string }
  | { kind: 'other' }
  | { kind: 'unknown'; said: string };

/** What a message asks for. */
export type TalkAct =
  | { kind: 'tell'; read: ReadBrief; adds: boolean }
  | { kind: 'drop'; fields: TalkField[] }
  | { kind: 'drop-point'; at: number }
  | { kind: 'rewrite'; axis: WordAxis; at: number | 'all'; line: number; way: LineWay }
  | { kind: 'use-materials' }
  | { kind: 'skip' }
  | { kind: 'go' }
  | { kind: 'why'; about: 'hook' | 'count' | 'price' | 'all' }
  | { kind: 'undo' }
  | { kind: 'show' }
  | { kind: 'greet' };

const axisNames: readonly (readonly [RegExp, WordAxis])[] = [
  [/钩子|开场白?|开头|hooks?|openings?|openers?/i, 'hook'],
  [/正文|主体|卖点段|中段|body|bodies|middle/i, 'body'],
  [/行动号召|结尾|收尾|ctas?|calls? to action|endings?/i, 'cta'],
];
const axisWord = `(${axisNames.map(([pattern]) => pattern.source).join('|')})`;

const ways: readonly (readonly [RegExp, Angle])[] = [
  [/反问|疑问|问句|提问|问题|question/i, 'question'],
  [/痛点|烦恼|困扰|pain|problem/i, 'pain'],
  [/对比|反差|contrast|compar/i, 'contrast'],
  [/数字|数据|number|figure/i, 'number'],
  [/场景|scene|situation/i, 'scene'],
  [/优惠|价格|折扣|offer|deal|price/i, 'offer'],
  [/证明|证据|佐证|proof|evidence/i, 'proof'],
  [/故事|story/i, 'story'],
  [/误区|辟谣|myth/i, 'myth'],
  [/清单|盘点|list/i, 'list'],
  [/细节|detail/i, 'detail'],
  [/悬念|好奇|curio|teaser/i, 'curiosity'],
  [/直接|直白|开门见山|direct|straight/i, 'direct'],
];

const ordinals: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
};
const ordinal = `(?:第\\s*(${wholeNumber})\\s*(?:条|个|句|版)?\\s*(?:的)?|(?:the\\s+)?(${Object.keys(ordinals).join('|')})\\s+)`;

const fieldNames: readonly (readonly [RegExp, TalkField])[] = [
  [/原价|was price|original price|old price/i, 'original'],
  [/价格|价钱|售价|定价|price/i, 'price'],
  [/受众|人群|目标用户|audience/i, 'audience'],
  [/品牌|brand/i, 'brand'],
  [/风格|语气|tone/i, 'tone'],
  [/渠道|平台|channels?/i, 'channels'],
  [/链接|link/i, 'link'],
  [/必须说的?|must-say/i, 'mustSay'],
  [/素材|materials?|clips/i, 'materialIds'],
];
const fieldWord = `(${fieldNames.map(([pattern]) => pattern.source).join('|')})`;
const dropping = String.raw`(?:去掉|去除|删掉|删除|不要写?|不写|不提|不说|不显示|取消|拿掉|别提|别写|移除|drop|remove|delete|leave out|take out|get rid of|no|without)`;

/**
 * Reads a message as what it asks for. Nothing in it is an order to anybody but the planner of this conversation: it can
 * change the brief, ask and be answered; nothing here spends, deletes or publishes.
 */
export function readTurn(text: string, asked: Need | undefined): TalkAct[] {
  const acts: TalkAct[] = [];
  const said = openSaid(text.trim());
  readRewrites(said, acts);
  readDrops(said, acts);
  readWords(said, acts, asked);
  const left = said.rest();
  const read = readBrief(left, asked === 'materials' ? undefined : asked);
  if (Object.keys(read).length > 0) {
    acts.push({ kind: 'tell', read, adds: /还有|再加|加上|加一个|另外|补充|\balso\b|\badd\b|\bplus\b/iu.test(left) });
  }
  return acts;
}

function readRewrites(said: SaidText, acts: TalkAct[]): void {
  const wayOf = (text: string): LineWay => {
    const own = /[“"「『']([^”"」』']{2,200})[”"」』']/u.exec(text)?.[1];
    if (own !== undefined) {
      return { kind: 'text', text: own };
    }
    const angle = ways.find(([pattern]) => pattern.test(text))?.[1];
    const plain = text.replaceAll(
      /\b(?:another one|another|new one|into|to be|to|a|an|the|more|with|make it|it|one|please)\b|换成|改成|变成|改为|换为|换?一[条句个]|换|改|一?下|重写|的|更|一点儿?|一些|成|吧|[\s，,。.!！]/giu,
      '',
    );
    return angle !== undefined
      ? { kind: 'angle', angle }
      : plain.length < 2
        ? { kind: 'other' }
        : { kind: 'unknown', said: text.trim() };
  };
  const push = (axisText: string, at: number | 'all', line: number, way: string) => {
    const axis = axisNames.find(([pattern]) => pattern.test(axisText))?.[1];
    if (axis !== undefined) {
      acts.push({ kind: 'rewrite', axis, at, line, way: wayOf(way) });
    }
    return axis !== undefined;
  };
  const rest = String.raw`((?:[“"「『'][^”"」』']*[”"」』']|[^。；;\n，,“"「『])*)`;
  const changing = String.raw`(?:换|改|变|重写|重新写|chang|rewrit|replac|turn|swap|make)`;
  const lineOf = (text: string | undefined) => (text === undefined ? 1 : (numberOf(text) ?? 1));
  // "第三条钩子换成反问", "把第2个结尾改成“…”", "第一条正文第二句换一句"
  said.take(
    new RegExp(
      `(?:把|将|请|帮我)*${ordinal}${axisWord}(?:的?第\\s*(${wholeNumber})\\s*句)?\\s*(?:${changing})(?:成|为|一[条句个下])?\\s*${rest}`,
      'iu',
    ),
    ([, zh, en, axis, line, way]) =>
      push(
        axis ?? '',
        zh === undefined ? (ordinals[(en ?? '').toLowerCase()] ?? 1) : (numberOf(zh) ?? 1),
        lineOf(line),
        way ?? '',
      ),
  );
  // "change hook 3 to a question", "make the third hook a question", "rewrite hook 2"
  said.take(
    new RegExp(
      `(?:please )?${changing}\\w*\\s+(?:the\\s+)?${axisWord}\\s*(?:no\\.?|number|#)?\\s*(\\d{1,3})\\b\\s*${rest}`,
      'iu',
    ),
    ([, axis, number, way]) => push(axis ?? '', Number(number), 1, way ?? ''),
  );
  said.take(
    new RegExp(`(?:please )?${changing}\\w*\\s+${ordinal}${axisWord}\\s*${rest}`, 'iu'),
    ([, zh, en, axis, way]) =>
      push(
        axis ?? '',
        zh === undefined ? (ordinals[(en ?? '').toLowerCase()] ?? 1) : (numberOf(zh) ?? 1),
        1,
        way ?? '',
      ),
  );
  // "钩子3换成…", "H03 换成反问"
  said.take(
    new RegExp(`(?:把)?${axisWord}\\s*(\\d{1,3})\\s*(?:${changing})(?:成|为)?\\s*${rest}`, 'iu'),
    ([, axis, number, way]) => push(axis ?? '', Number(number), 1, way ?? ''),
  );
  said.take(
    new RegExp(
      `(?:把|change |rewrite |make )?\\b([HBC])0?(\\d{1,3})\\b\\s*(?:${changing}|to|a |into)?(?:成|为)?\\s*${rest}`,
      'iu',
    ),
    ([, letter, number, way]) =>
      push(
        letter?.toUpperCase() === 'H' ? 'hook' : letter?.toUpperCase() === 'B' ? 'body' : 'cta',
        Number(number),
        1,
        way ?? '',
      ),
  );
  // All of an axis: "钩子都换成反问", "make the hooks funnier"
  said.take(
    new RegExp(`(?:把|所有的?|全部的?)*${axisWord}(?:都|全部|全)\\s*(?:${changing})(?:成|为|得)?\\s*${rest}`, 'iu'),
    ([, axis, way]) => push(axis ?? '', 'all', 1, way ?? ''),
  );
  said.take(
    new RegExp(
      `(?:please )?${changing}\\w*\\s+(?:all\\s+)?(?:of\\s+)?(?:the\\s+)?(hooks|openings|bodies|ctas|calls to action|endings)\\b\\s*${rest}`,
      'iu',
    ),
    ([, axis, way]) => push(axis ?? '', 'all', 1, way ?? ''),
  );
}

function readDrops(said: SaidText, acts: TalkAct[]): void {
  said.take(
    new RegExp(
      `(?:把)?${dropping}\\s*(?:the\\s+)?(?:${ordinal}|(?:the )?(?:selling )?(?:point|feature)\\s*(\\d))(?:卖点|特点|优点|(?:selling )?points?|features?)?(?:去掉|删掉|删除)?`,
      'iu',
    ),
    ([, zh, en, digit]) => {
      const at =
        digit === undefined ? (zh === undefined ? ordinals[(en ?? '').toLowerCase()] : numberOf(zh)) : Number(digit);
      if (at === undefined) {
        return false;
      }
      acts.push({ kind: 'drop-point', at });
      return true;
    },
  );
  said.take(
    new RegExp(`把第\\s*(${wholeNumber})\\s*[个条]?(?:卖点|特点|优点)(?:去掉|删掉|删除|拿掉|不要了)`, 'iu'),
    ([, number]) => {
      acts.push({ kind: 'drop-point', at: numberOf(number ?? '') ?? 0 });
      return true;
    },
  );
  said.take(
    new RegExp(
      `(?:${dropping}\\s*(?:the\\s+)?${fieldWord}|(?:把)?${fieldWord}(?:去掉|删掉|删除|不要了?|不写了?|拿掉|取消))(?=$|[\\s,，。.;；!！了吧])`,
      'iu',
    ),
    ([, first, second]) => {
      const field = fieldNames.find(([pattern]) => pattern.test(first ?? second ?? ''))?.[1];
      if (field !== undefined) {
        acts.push({ kind: 'drop', fields: [field] });
      }
      return field !== undefined;
    },
  );
}

const goWords =
  /^(?:好的?|好吧|可以|行|没问题|确认|同意|ok|okay|yes|yep|sure|sounds good|looks good|perfect|嗯|就这样)?[，,。.!！\s]*(?:开始吧?|开始制作|开始做吧?|开工|制作吧?|就这么做|去做吧|确认|生成吧?|go ahead|start(?: it| the batch| making)?|do it|make (?:it|them)|let's go|go|confirm|yes|ok|好的?|可以|行|没问题)[吧了啊。.!！\s]*$/iu;

function readWords(said: SaidText, acts: TalkAct[], asked: Need | undefined): void {
  const whole = said.rest().trim();
  const all = /^[\s\S]*$/u;
  const only = (act: TalkAct) => said.take(all, () => void acts.push(act) === undefined);
  if (
    /^(?:撤销|撤回|取消刚才的?(?:修改)?|恢复|还原|undo|take that back|revert)(?:上一步|刚才的?|that|it)?[。.!！\s]*$/iu.test(
      whole,
    )
  ) {
    only({ kind: 'undo' });
  } else if (/为什么|为何|什么原因|怎么想的|\bwhy\b|\bhow come\b/iu.test(whole)) {
    only({
      kind: 'why',
      about: /价格|报价|点数|多少钱|credits?|price|cost/iu.test(whole)
        ? 'price'
        : /数量|条数|这么多|组合|矩阵|many|count|matrix/iu.test(whole)
          ? 'count'
          : /钩子|开头|开场|hook|opening/iu.test(whole)
            ? 'hook'
            : 'all',
    });
  } else if (
    /^(?:(?:再)?(?:给我)?看(?:一下|看)?(?:方案|脚本|分镜|报价)|出方案|方案|(?:show|see)(?: me)? (?:the )?(?:plan|scripts?|storyboard|quote)s?)[吧。.!！\s]*$/iu.test(
      whole,
    )
  ) {
    only({ kind: 'show' });
  } else if (
    asked === 'materials' &&
    /^(?:用|就用|可以用|使用)?(?:素材库|库)里?的?(?:全部|所有|这些|那些|素材)*(?:就行|吧)?[。.!\s]*$|^(?:用|就用)(?:这些|这几个|它们|全部|现有的?|已有的?)(?:素材)?(?:吧|就行)?[。.!\s]*$|^(?:好的?|可以|行|是的?|对|嗯|用吧|yes|yep|ok|okay|sure|use (?:them|those|these|all|what(?:'s| is) there|the (?:ones|materials)[\w ]*))(?: please)?[吧。.!！\s]*$/iu.test(
      whole,
    )
  ) {
    only({ kind: 'use-materials' });
  } else if (
    asked === 'price' &&
    /^(?:跳过|不(?:用|写|要|填|需要|标)?了?|没有|暂时没有|不写价格|先不写|无|略过|skip|no(?:ne| price)?|leave it out|without|not needed|n\/a)(?:价格|价)?(?:了|吧|thanks)?[，。.!！\s]*$/iu.test(
      whole,
    )
  ) {
    only({ kind: 'skip' });
  } else if (goWords.test(whole)) {
    only({ kind: 'go' });
  } else if (/^(?:你好|您好|哈喽|嗨|在吗|hello|hi|hey)(?: there)?[，,。.!！~\s]*$/iu.test(whole)) {
    only({ kind: 'greet' });
  }
}
