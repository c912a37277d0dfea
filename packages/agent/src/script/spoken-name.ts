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

const specification =
  /[（([【][^）)\]】]*[）)\]】]|(?<![\p{L}\d])\d+(?:[.,]\d+)?\s*(?:ml|l|g|kg|cm|mm|m|w|v|mah|gb|tb|hz|oz|lb|lbs|inch|in|ct|pack|pcs|pc|寸|英寸|毫升|升|克|千克|公斤|斤|厘米|毫米|米|瓦|年|款|片|包|袋|盒|瓶|罐|支|只|件|个|条|双|码|装)(?:\s*[x×*]\s*\d+\S*)?(?![\p{L}])/giu;
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
  const bare = fullName.replace(specification, ' ').replace(/\s+/g, ' ').trim() || fullName;
  const main = (bare.split(/\s[-–—|/]\s|[,，、|;；]|\s(?:with|for)\s/u)[0] ?? bare).trim() || bare;
  if (!isOwn) {
    const name = main.slice(0, 40).trim();
    return { name, theName: name, noun: undefined, aNoun: undefined, isPlural: false };
  }
  return language === 'zh-CN' ? chineseName(withoutEdition(main), brand) : englishName(main, brand);
}

/** 蓝牙耳机 Pro 旗舰版 without what follows the name: editions, colours and Latin model words. */
function withoutEdition(main: string): string {
  const [first = main, ...rest] = main.split(' ');
  const kept = rest.filter((word) => /\p{Script=Han}/u.test(word) && !/[版款装色型码]$/u.test(word));
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
  /(?:洗发水|护发素|沐浴露|洗面奶|洗手液|洗衣液|洗洁精|护手霜|防晒衣|防晒霜|充电宝|纸尿裤|学饮杯|吸管杯|四件套|瑜伽垫|牵引绳|中性笔|手机支架|扫码枪|空气炸锅|电饭煲|挂耳咖啡|猫抓板|洗车毛巾)$/u;

const numerals = new Set('一二三四五六七八九十两');
/** Words that say nothing without the one before: a cleaning service, no service. */
const vague = /^.?(?:服务|课程?|软件|系统|套餐|会员|模板|工具|设备)$/u;

/** The trailing words of a Chinese name that say what it is: 随行保温杯 → 保温杯, 便携榨汁机 → 榨汁机. */
function coreNoun(kind: string): string {
  const whole = wholeNoun.exec(kind)?.[0];
  if (whole !== undefined) {
    return whole;
  }
  const words = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(kind)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
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

function englishName(main: string, brand: string | undefined): SpokenName {
  const words = main.split(' ').filter((word) => word !== '');
  const brandCount =
    brand !== undefined && main.toLowerCase().startsWith(`${brand.toLowerCase()} `) ? brand.split(' ').length : 0;
  const isVague = /^(?:service|course|software|app|system|tool|kit|membership|subscription)s?$/i.test(
    words.at(-1) ?? '',
  );
  const whole = isVague ? words.slice(Math.max(brandCount, words.length - longestNameWords)).join(' ') : undefined;
  const last = compounds.exec(main)?.[0] ?? whole ?? words.at(-1) ?? main;
  const noun = /^[A-Z]?[a-z]+(?: [A-Z]?[a-z]+)*$/.test(last) ? last.toLowerCase() : undefined;
  const isPlural = noun !== undefined && /[^su]s$/.test(noun);
  const brandWords = brand?.split(' ').length ?? 0;
  const startsWithBrand = brand !== undefined && main.toLowerCase().startsWith(`${brand.toLowerCase()} `);
  const name =
    words.length < longestNameWords
      ? main
      : startsWithBrand && words.length > brandWords
        ? `${words.slice(0, brandWords).join(' ')} ${last}`
        : words.slice(-longestNameWords).join(' ');
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
