import type { Brief } from '@clipo/contract';
import { numberOf, wholeNumber } from './numbers.ts';
import type { ReadBrief } from './read-brief.ts';
import type { SaidText } from './said-text.ts';

type Platform = Brief['channels'][number]['platform'];

const platformNames: readonly (readonly [RegExp, Platform])[] = [
  [/抖音|douyin/i, 'douyin'],
  [/快手|kuaishou/i, 'kuaishou'],
  [/小红书|xiaohongshu|rednote|\bred note\b/i, 'xiaohongshu'],
  [/(?:微信)?视频号|shipinhao|wechat channels/i, 'shipinhao'],
  [/b站|哔哩哔哩|bilibili/i, 'bilibili'],
  [/淘宝|天猫|taobao|tmall/i, 'taobao'],
  [/tiktok|tik tok|海外抖音/i, 'tiktok'],
  [/instagram|\binsta\b|\big\b|(?<![a-z])ins(?![a-z])/i, 'instagram'],
  [/youtube(?: shorts)?|油管/i, 'youtube'],
  [/facebook|脸书/i, 'facebook'],
  [/amazon|亚马逊/i, 'amazon'],
];
const anyPlatform = new RegExp(platformNames.map(([pattern]) => `(?:${pattern.source})`).join('|'), 'i');

const formatNames: readonly (readonly [RegExp, Brief['formats'][number]])[] = [
  [/^(?:竖|vertical|portrait|9)/i, '9x16'],
  [/^(?:横|landscape|horizontal|widescreen|16)/i, '16x9'],
  [/^(?:方|正方|square|1)/i, '1x1'],
  [/^4/, '4x5'],
  [/^3/, '3x4'],
];
const anyFormat =
  /(?<![\d.])(?:9\s*[:：比x×]\s*16|16\s*[:：比x×]\s*9|1\s*[:：比x×]\s*1|4\s*[:：比x×]\s*5|3\s*[:：比x×]\s*4)(?![\d.])|竖屏|竖版|竖的|横屏|横版|横的|方形|方屏|正方形|\b(?:vertical|portrait|landscape|horizontal|widescreen|square)\b/i;

const refusing = String.raw`(?:不要|不用|不需要|无需|不必|别用|别加|别放|去掉|去除|关掉|没有|不加|不带|无|no|without(?: any| a)?|don't (?:need|want|use)(?: any| a)?|skip the|drop the|remove the)`;
const presenterWords = String.raw`(?:数字人|虚拟人|真人|主播|主持人|presenter|avatar|digital human|host)`;
const musicWords = String.raw`(?:背景音乐|音乐|配乐|bgm|(?:background )?music)`;

/** Reads all that has a closed set of values: how many, how long, where, in what shape, and who is seen and heard. */
export function readSettings(said: SaidText, read: ReadBrief): void {
  said.take(/https?:\/\/[^\s，。；、）)"”」]+/i, ([url]) => {
    read.link ??= url;
    return true;
  });
  readPhrases(said, read);
  said.take(
    /(?:先)?(?:出|做|要)?(?:个)?(?:小样|草稿|低清)(?:先看看|就行|吧)?|\b(?:as an? |first an? )?drafts?\b(?: first| quality)?/i,
    () => {
      read.isDraft = true;
      return true;
    },
  );
  readSwitch(said, read, 'presenter', presenterWords);
  readSwitch(said, read, 'music', musicWords);
  readLanguages(said, read);
  said.take(anyPlatform, ([name]) => {
    const platform = platformNames.find(([pattern]) => pattern.test(name ?? ''))?.[1];
    read.channels = distinct([...(read.channels ?? []), ...(platform === undefined ? [] : [platform])]);
    return true;
  });
  said.take(anyFormat, ([name]) => {
    const format = formatNames.find(([pattern]) => pattern.test(name ?? ''))?.[1];
    read.formats = distinct([...(read.formats ?? []), ...(format === undefined ? [] : [format])]);
    return true;
  });
  readSeconds(said, read);
  readCount(said, read);
}

const quoted = String.raw`[“"「『']([^”"」』']{1,100})[”"」』']`;

/** What must be said, and what must not. */
function readPhrases(said: SaidText, read: ReadBrief): void {
  const bareEnd = String.raw`([^“"「『，。；,.;!！\n]{1,40})`;
  const never = String.raw`(?:不要|别|不能|不许|不可以|不得|禁止|避免|never|don't|do not|must not|mustn't|avoid)\s*(?:再)?\s*(?:提到|提及|提|说到|说|出现|讲|写|(?=the words? )|saying|say|mentioning|mention|using|use)\s*(?:词语?|字眼|the word|the words)?\s*`;
  said.take(new RegExp(`${never}(?:${quoted}|${bareEnd})`, 'iu'), ([, phrase, bare]) => {
    read.mustNotSay = [...(read.mustNotSay ?? []), ...listed(phrase ?? bare ?? '')];
    return true;
  });
  const must = String.raw`(?:必须|一定要|务必|记得|must|has to|have to|should|always|be sure to)\s*(?:要)?\s*(?:说到|说|提到|提及|提|讲|出现|包含|写|say|mention|include)\s*`;
  said.take(new RegExp(`${must}(?:${quoted}|${bareEnd})`, 'iu'), ([, phrase, bare]) => {
    read.mustSay = [...(read.mustSay ?? []), (phrase ?? bare ?? '').trim()];
    return true;
  });
}

function listed(text: string): string[] {
  return text
    .split(/、|和|或者?| or | and /u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function readSwitch(said: SaidText, read: ReadBrief, field: 'presenter' | 'music', words: string): void {
  said.take(new RegExp(`${refusing}[\\s\\p{L}]{0,3}?${words}(?:出镜|讲解|needed)?`, 'iu'), () => {
    read[field] = false;
    return true;
  });
  said.take(
    new RegExp(
      `(?:(?:用|要|加|带|配|有|请|需要|with|add|use|want|include|turn on)\\s*(?:上|个|一个|a |an |the |some )?${words}(?:出镜|讲解|口播|来讲)?|${words}(?:出镜|讲解|口播))`,
      'iu',
    ),
    () => {
      read[field] ??= true;
      return true;
    },
  );
}

const languageWord = String.raw`(?:中英文|中英双语|中英|双语|英文|英语|中文|汉语|普通话|国语|bilingual|english|(?:mandarin )?chinese|mandarin)`;

function readLanguages(said: SaidText, read: ReadBrief): void {
  const add = (text: string) => {
    for (const [word] of text.matchAll(new RegExp(languageWord, 'giu'))) {
      const found: Brief['languages'] = /中英|双语|bilingual/i.test(word)
        ? ['zh-CN', 'en']
        : /英|english/i.test(word)
          ? ['en']
          : ['zh-CN'];
      read.languages = distinct([...(read.languages ?? []), ...found]);
    }
    return true;
  };
  const list = String.raw`${languageWord}(?:\s*(?:和|、|与|跟|加|及|and|&|,|plus)\s*${languageWord})*`;
  // A product may be called after a language (英语学习机): what is meant for the video stands beside one of these words.
  said.take(
    new RegExp(
      `(?:语言|用|只要|要|出|配|讲|说|做成|改成|换成|language|in both|only in|in|speak(?:ing)?)\\s*(?:是|为|[:：])?\\s*${list}(?:版|配音|口播|字幕|的)?(?:都要|各一版|各一套|一版|only)?(?![\\p{Script=Han}a-z])`,
      'iu',
    ),
    ([text]) => add(text ?? ''),
  );
  said.take(new RegExp(`${list}\\s*(?:版本|版|配音|口播|都要|都做|各一|version|voice-?over)`, 'iu'), ([text]) =>
    add(text ?? ''),
  );
  said.take(new RegExp(`(?<=^|[，,；;。\\s\\u0001])${list}的?(?=$|[，,；;。.\\s\\u0001])`, 'iu'), ([text]) =>
    add(text ?? ''),
  );
}

function readSeconds(said: SaidText, read: ReadBrief): void {
  const keep = (seconds: number | undefined) => {
    if (seconds === undefined || seconds < 5 || seconds > 180 || read.seconds !== undefined) {
      return false;
    }
    read.seconds = seconds;
    return true;
  };
  said.take(/半分钟(?:左右)?|half a minute(?: each| long)?/i, () => keep(30));
  said.take(/(?:一分半钟?|1分半钟?|a minute and a half)/i, () => keep(90));
  said.take(
    new RegExp(
      `(?<![\\d.]|\\b(?:in|within|under|after) )(${wholeNumber}|a)[\\s-]*(?:分钟|minutes?)(?=$|[^\\p{Script=Han}]|[的长左一每就以版钟])(?: each| long)?`,
      'iu',
    ),
    ([, number]) => keep((number === 'a' ? 1 : (numberOf(number ?? '') ?? 99)) * 60),
  );
  // "0.3秒开锁" is a selling point: what follows says whether a video's length is meant.
  said.take(
    new RegExp(
      `(?<![\\d.]|\\b(?:in|within|under|after) )(?:时长|长度|length|duration)?\\s*(?:是|为|[:：]|of)?\\s*(${wholeNumber})\\s*(?:-\\s*)?(?:秒钟?|seconds?|secs?|s)(?=$|[^\\p{Script=Han}a-z]|[的左短视每一就以内版长广口和吧])(?:左右|以内)?(?: each| long)?`,
      'iu',
    ),
    ([, number]) => keep(numberOf(number ?? '')),
  );
}

function readCount(said: SaidText, read: ReadBrief): void {
  const keep = (number: string | undefined) => {
    const count = numberOf(number ?? '');
    if (count === undefined || count < 1 || count > 5000 || read.count !== undefined) {
      return false;
    }
    read.count = count;
    return true;
  };
  said.take(
    new RegExp(
      `(?:数量|条数|个数|count|number of videos)\\s*(?:是|为|改成|[:：])?\\s*(${wholeNumber})\\s*(?:条|个|支)?`,
      'iu',
    ),
    ([, number]) => keep(number),
  );
  said.take(
    new RegExp(
      `(?<![每第\\d.一二三四五六七八九十百])(${wholeNumber})\\s*(?:条|支(?=短|视|片|广|[，,；;。\\u0001]|$)|部(?=短|视|片|$)|个(?=短?视频|广告|片子|创意|成片))(?:以内|左右|以上)?`,
      'iu',
    ),
    ([, number]) => keep(number),
  );
  said.take(
    new RegExp(
      `(?<![\\d.])\\b(${wholeNumber})\\s+(?:of them\\b|(?:(?:different|short|vertical|product|promo|new|more|\\u0001|-)\\s*)*(?:videos?|ads?|clips|creatives|spots|variants|versions)\\b)`,
      'iu',
    ),
    ([, number]) => keep(number),
  );
  said.take(
    new RegExp(
      `\\b(?:make|do|create|give me|want|need)\\s+(${wholeNumber})(?=$|[\\s.,!\\u0001])(?! ?(?:kg|cm|%))`,
      'iu',
    ),
    ([, number]) => keep(number),
  );
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
