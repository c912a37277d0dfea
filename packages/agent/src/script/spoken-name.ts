import type { Language } from '@clipo/contract';

/** What a product is called in speech. */
export interface SpokenName {
  /** Short name without specifications: 澄光保温杯, Clearlight Tumbler. */
  name: string;
  /** The short name as a sentence takes it: with "the" in English where that reads right. */
  theName: string;
  /** What kind of thing it is: 保温杯, tumbler. Undefined where the name is not in the language, so that none is known. */
  noun: string | undefined;
  /** The noun with its article: a tumbler, an umbrella, shoes, granola. The noun itself in Chinese. */
  aNoun: string | undefined;
  isPlural: boolean;
}

const units =
  'ml|l|g|kg|cm|mm|m|w|v|mah|gb|tb|hz|fl\\.? oz|oz|lbs?|inch(?:es)?|in|ft|ct|count|pack|pairs?|pieces?|pcs?|capsules|tablets|寸|英寸|毫升|升|克|千克|公斤|斤|两|厘米|毫米|米|瓦|毫安时?|年|款|新款|片|枚|粒|颗|块|包|袋|盒|瓶|罐|桶|箱|支|只|件|个|条|双|对|卷|抽|张|本|根|提|组|码|装';
/** 4枚装, 500g, 40g*3袋, 12-pack: not where it opens the name, as 3只松鼠 is a brand. */
const quantity = new RegExp(
  `(?<![A-Za-z\\d.])(?<=.)\\d+(?:[.,]\\d+)?[\\s-]?(?:${units})(?![A-Za-z])(?:\\s?[x×*]\\s?\\d+(?:${units})?(?![A-Za-z]))?(?:\\s?[/每]\\s?[\\p{Script=Han}])?装?|(?<![A-Za-z])[x×*]\\s?\\d+(?:${units})?装?(?![A-Za-z\\d])`,
  'giu',
);
const bracketed = /[（([【「][^）)\]】」]*[）)\]】」]/gu;
/** 三支装, pack of 4, set of two. */
const countedPack =
  /[一二两三四五六七八九十]+[枚粒颗块包袋盒瓶罐支只件个条双对卷本]装|\b(?:pack|box|set|bag|case|tin|bundle) of (?:\d+|two|three|four|five|six|eight|ten|twelve)\b/giu;
/** What sellers put before a name. */
const heralds =
  /^(?:\s|(?:20\d\d年?)?(?:新款|新品|新版)|爆款|网红|正品|官方|热卖|现货|包邮|new\b(?! (?:york|balance|zealand))|official\b)+/iu;
/** Editions and models at the end of a name: 升级版, Pro Max, 2.0, Gen 2. */
const edition =
  /[\s\-–—]*(?:(?<=[\s\p{Script=Han}])[A-Z]{1,5}-?\d+[A-Z\d-]*|(?<![A-Za-z\d.-])(?:pro|max|plus|ultra|mini|lite|se|air|v?\d+(?:\.\d+)+|v\d+|gen(?:eration)? ?\d+|\d(?:st|nd|rd|th) gen(?:eration)?|mk ?\d+|[ivx]{2,4}|\d{1,4}k?)|[smlx]{1,4}码|大容量|[大中小]号|[单双一二三四五六]人位|(?<=[服衣裤鞋靴裙袜帽])[男女]|第?[一二三四五六七八九]代|(?:升级|旗舰|标准|青春|豪华|专业|经典|尊享|新|加强|加厚|加大|国际|联名|限定|限量)版|(?:家庭|量贩|旅行|补充|礼盒|组合|整箱|实惠|便携|超值|经济|分享|尝鲜|盒|袋|瓶|罐|桶|独立包)装|(?:20\d\d)?(?:新|男|女|男女|同|儿童)款|包邮|正品|限[定量])$/iu;
/** Colours and sizes after a name: 黑/白, -粉色, Navy Blue, Size 42. */
const variant =
  /(?:[\s·/\-–—]+(?:[深浅雾哑亮]?[黑白灰红蓝绿粉黄紫棕金银米]色?|(?:银灰|米白|灰白|黑白|藏[青蓝]|[天湖]蓝|墨绿|[玫酒]红|黑金)色?|[\p{Script=Han}]{2,3}色)|[\s/](?:(?:matte|navy|sky|dark|light|space|midnight|off)[- ])?(?:black|white|gr[ae]y|red|blue|green|pink|yellow|purple|brown|beige|navy|ivory|teal)|\ssize(?:\s[\da-z.]{1,4})?)$/iu;
/** Pictures and signs of a mark, which nobody says. */
const sign = /[®™©]|\p{Extended_Pictographic}|\u{fe0f}|\u{200d}/gu;
const longestShortHan = 5;
const longestNameHan = 6;
const longestNameWords = 3;

/**
 * A name as people say it, by rule: specifications and brackets go; a long name becomes the brand and its noun
 * (`澄光随行保温杯 500ml` → 澄光保温杯). `isOwn` tells whether the name is in the language at all.
 */
export function spokenName(
  fullName: string,
  brand: string | undefined,
  language: Language,
  isOwn: boolean,
): SpokenName {
  const main = plainName(fullName);
  if (!isOwn) {
    const name = main.slice(0, 40).trim();
    return { name, theName: name, noun: undefined, aNoun: undefined, isPlural: false };
  }
  return language === 'zh-CN' ? chineseName(withoutAfterwords(main), brand) : englishName(main, brand);
}

/** A name without brackets, quantities, editions and what follows a comma: Northroom Over-Ear Headphones, 2-Pack. */
export function plainName(fullName: string): string {
  const bare = fullName
    .replace(sign, ' ')
    .replace(bracketed, ' ')
    .replace(countedPack, ' ')
    .replace(quantity, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[\s/\-–—]+$/u, '')
    .trim();
  const named = bare.replace(heralds, '').trim() || bare || fullName;
  const first = named.split(/\s[-–—|/]\s|[,，、|;；]|\s(?:with|for|in)\s/u)[0]?.trim();
  return withoutEditions(first || named);
}

/** Takes editions, colours and sizes off the end as long as a name remains. */
function withoutEditions(name: string): string {
  const shorter = name.replace(edition, '').replace(variant, '').trim();
  return shorter === name || shorter.length < 2 || !/\p{L}/u.test(shorter) ? name : withoutEditions(shorter);
}

/** Words after a name that say for whom, of what or with which scent it is. */
const afterword = /[版款装色型码香味]$|^(?:[男女大中小]|男女|通用|[纯全]棉|真皮|加[厚大绒]|透气|[成幼][猫犬]|全犬种)$/u;

/** 蓝牙耳机 Pro 旗舰版 without what follows the name: editions, colours, scents and Latin model words. */
function withoutAfterwords(main: string): string {
  const [first = main, ...rest] = main.split(' ');
  const kept = rest.filter((word) => /\p{Script=Han}/u.test(word) && !afterword.test(word));
  return [first, ...kept].join('');
}

function chineseName(main: string, brand: string | undefined): SpokenName {
  const startsWithBrand = brand !== undefined && main.startsWith(brand) && main.length > brand.length;
  const kind = (startsWithBrand ? main.slice(brand.length) : main).trim();
  const noun = coreNoun(kind);
  const short = startsWithBrand ? brand + noun : main.length > longestNameHan ? noun : main;
  const name = main.length <= longestShortHan ? main : short;
  return { name, theName: name, noun, aNoun: noun, isPlural: false };
}

/** Words of goods that a segmenter cuts in two. */
const wholeNoun =
  /(?:洗发水|护发素|沐浴露|洗面奶|洗手液|洗衣液|洗洁精|护手霜|防晒衣|防晒霜|充电宝|纸尿裤|学饮杯|吸管杯|四件套|瑜伽垫|牵引绳|中性笔|手机支架|扫码枪|空气炸锅|电饭煲|挂耳咖啡|猫抓板|洗车毛巾|纸杯蛋糕|吧台椅|床头柜|遮阳伞|湿厕纸|破壁机|保鲜盒|圆筒灯|圆餐桌|长餐桌|布沙发|手撕面包|纯牛奶|扫地机器人|挂烫机|羽绒服|折叠凳|双肩包|行李箱|电动牙刷|打印纸|自热火锅)$/u;

const numerals = new Set('一二三四五六七八九十两');
/** Words that say nothing without the one before: a cleaning service, no service. */
const vague = /^.?(?:服务|课程?|软件|系统|套餐|会员|模板|工具|设备|摆件|配件|套装|礼盒)$/u;

/** Making one costs more than a thousand names. */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** The trailing words of a Chinese name that say what it is: 随行保温杯 → 保温杯, 便携榨汁机 → 榨汁机. */
function coreNoun(kind: string): string {
  const whole = wholeNoun.exec(kind)?.[0];
  if (whole !== undefined) {
    return whole;
  }
  const [set] = /(?<=.{2})(?:[三五六七八九十]件套|套装)$/u.exec(kind) ?? [];
  if (set !== undefined) {
    return coreNoun(kind.slice(0, -set.length)) + set;
  }
  const words = [...segmenter.segment(kind)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  let noun = words.pop() ?? kind;
  // One character alone (杯, 机) is a suffix: it belongs to the word before it, and a numeral to what it counts.
  for (let before = words.pop(); before !== undefined; before = words.pop()) {
    if ([...noun].length >= 2 && !vague.test(noun) && !(numerals.has(before) && [...noun].length < 4)) {
      break;
    }
    noun = before + noun;
  }
  return noun;
}

const massNouns = new Set(
  'coffee tea granola rice water soap shampoo conditioner oil honey chocolate milk cream sauce powder bread cheese juice wine beer furniture jewelry jewellery clothing software toothpaste sunscreen lotion serum jam butter pasta flour sugar salt food popcorn jerky cereal detergent paper gum candy gear equipment footwear luggage bedding seaweed yogurt yoghurt yarn fabric'.split(
    ' ',
  ),
);

/** Two words that name one thing: a power bank is no bank. */
const compounds =
  /\b(?:power bank|lunch box|yoga mat|(?:cat|dog|pet) food|(?:cat|dog) leash|phone mount|gel pens?|(?:sippy|coffee) cup|office chair|air fryer|water bottle|rice cooker|cutting board|hair dryer|lip tint|body wash|reading lamp|car wash towels?|board books?|science books?|sun jacket|baby diapers|drip coffee)$/i;

/** What hangs on the word before it, and says little without that: Noise Cancelling, Quick Drying, and. */
const leaning = /^(?:[a-z]{3,}(?:ing|ed)|and|or|of|for|with|&|\+)$/i;

/** The last words of a long name, from one on that stands by itself: of "Quick Drying Gym Towel" the Gym Towel. */
function lastWords(words: readonly string[]): string[] {
  const last = words.slice(-longestNameWords);
  const isCut = last.length < words.length;
  const first = last.findIndex((word) => !leaning.test(word));
  return isCut && first > 0 && first < last.length ? last.slice(first) : last;
}

function englishName(main: string, brand: string | undefined): SpokenName {
  const words = main.split(' ').filter((word) => word !== '');
  const brandCount =
    brand !== undefined && main.toLowerCase().startsWith(`${brand.toLowerCase()} `) ? brand.split(' ').length : 0;
  const isVague = /^(?:service|course|software|app|system|tool|kit|membership|subscription)s?$/i.test(
    words.at(-1) ?? '',
  );
  const whole = isVague ? words.slice(Math.max(brandCount, words.length - longestNameWords)).join(' ') : undefined;
  const last = compounds.exec(main)?.[0] ?? whole ?? words.at(-1) ?? main;
  const noun = /^t-shirts?$/i.test(last)
    ? last.replace(/^t/, 'T')
    : /^[A-Z]?[a-z]+(?:[ -][A-Z]?[a-z]+)*$/.test(last)
      ? last.toLowerCase()
      : undefined;
  const isPlural = noun !== undefined && /[^su]s$/.test(noun);
  const brandWords = brand?.split(' ').length ?? 0;
  const startsWithBrand = brand !== undefined && main.toLowerCase().startsWith(`${brand.toLowerCase()} `);
  const name =
    words.length < longestNameWords
      ? main
      : startsWithBrand && words.length > brandWords
        ? `${words.slice(0, brandWords).join(' ')} ${last}`
        : lastWords(words).join(' ');
  // A single word is a proper name (Fizzo); several with a common noun at the end take the article,
  // but for what is not counted: Daoli Rice.
  const isMass = noun !== undefined && massNouns.has(noun.split(' ').at(-1) ?? noun);
  const theName = noun !== undefined && !isMass && name.includes(' ') && !/^the /i.test(name) ? `the ${name}` : name;
  return { name, theName, noun, aNoun: noun === undefined ? undefined : withArticle(noun, isPlural), isPlural };
}

function withArticle(noun: string, isPlural: boolean): string {
  if (isPlural || massNouns.has(noun.split(' ').at(-1) ?? noun)) {
    return noun;
  }
  return `${/^[aeiou]/.test(noun) && !/^(?:uni|use|usb|eu)/.test(noun) ? 'an' : 'a'} ${noun}`;
}
