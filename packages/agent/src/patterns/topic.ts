import { type Category, edible } from './category.ts';

/**
 * What a claim is about: it decides which trouble a line may open with, so that a worry is named only where the product's
 * own words answer it.
 */
const topicWords = {
  leak: /(?<!侧)漏(?!电)|渗(?!透)|\bleak|\bspill|\bdrip/iu,
  warm: /保温|保冷|热水|冰块|(?:仍|还)有\d+\s?(?:℃|度)|\b(?:stays? (?:hot|cold)|keeps? .*(?:hot|cold|warm)|still \d+\s?°)/iu,
  oneHand: /单手|一只手|一按即|\bone[- ]hand|\bopens with one press/iu,
  weight:
    /净重|轻(?:量|便|薄|盈|至)|(?<![承克])重\d|仅\s?\d+(?:\.\d+)?\s?(?:克|g|公斤|kg)(?![a-z])|\bweigh|\blightweight\b/iu,
  grip: /(?<!鞋底|两面|底部)防滑|磨砂(?=杯|壶|瓶|机|壳|手|握|防滑)|[杯壶瓶机壳柄]身?.{0,2}磨砂|不打滑|\bnon-?slip(?! sole| on both)|\bgrip/iu,
  slip: /(?:鞋底|两面|底部)防滑|\bnon-?slip (?:sole|on both)/iu,
  clean: /好洗|易清洗|易洗|拆洗|机洗|水洗|好擦|一擦|擦一擦|\bwash|\beasy to clean|\bwipe|\brinse/iu,
  quiet: /静音|噪音|分贝|声音(?:小|轻)|\bquiet|\bnoise level|\bdb\b|\bsilent/iu,
  noise: /降噪|\bnoise[- ]cancel/iu,
  battery: /续航|毫安|快充|待机|充一次电|充满|电池|mAh|\bbattery|\b(?:one|per) charge|\bhours of (?:play|use)/iu,
  waterproof: /防水|防泼|防雨|IPX|\bwater(?:proof|[- ]resistant)|\bsplash/iu,
  breathable: /透气|吸汗|排汗|干爽|速干|凉感|\bbreath|\bquick[- ]dry|\bsweat/iu,
  soft: /柔软|亲肤|蓬松|纯棉|全棉|100%棉|羊绒|\bsoft(?!ware)|\bcotton|\bfluffy|\bcashmere/iu,
  cushion: /缓震|回弹|减震|支撑|厚底|\bcushion|\bsupport|\bfoam\b/iu,
  sweet: /低糖|无糖|[0零]糖|减糖|不齁|\bsugar/iu,
  ingredients: /配料|添加|原料|果肉|(?<!净)含量|\bingredient|\bmade from|\badded\b/iu,
  bite: /脆|酥|嚼劲|筋道|\bcrisp|\bcrunch|\bchewy/iu,
  room: /大容量|隔层|多口袋|夹层|装得下|分格|(?<!(?:in|into|to) (?:a|your|the|any) )\bpockets?|\bcompartment/iu,
  small: /折叠|便携|小巧|收起|揣进|不占地|随身|\bfold|\bcompact|\bportable|\bpocket-size/iu,
  install: /安装|免打孔|即插即用|不用工具|\binstall|\bno tools|\bassembl|\bplug[- ]and/iu,
  sturdy: /承重|加厚|实木|耐磨|结实|稳固|钢架|\bsturdy|\bholds up to|\bsolid wood|\breinforced|\bwear/iu,
  fast: /^(?!.*(?:续航|待机|定时|每[节课次集天晚]|一[节课集])).*\d+\s?(?:分钟|秒)|\bin (?:just |only |under )?\d+ (?:minutes?|seconds?|min)\b/iu,
  scent: /留香|淡香|无香(?!精)|香味|香型|\bscent|\bfragrance(?!-free)/iu,
  moist: /保湿|补水|滋润|不紧绷|不拔干|\bmoistur|\bhydrat/iu,
  gentle: /温和|敏感肌|无酒精|无香精|弱酸|\bgentle formula|\bsensitive skin|\balcohol-free|\bfragrance-free|\bph\b/iu,
  material:
    /316|304|食品级|陶瓷|玻璃|硅胶|羊毛|真皮|牛皮|桑蚕丝|亚麻|不锈钢|铝合金|橡木|榉木|\bsteel|\bceramic|\bglass|\bsilicone|\bwool|\bleather|\bsilk|\blinen|\boak|\balumin|\bbamboo/iu,
  /** How thick something is says not how large it is. */
  size: /^(?!.*(?:厚\s?\d|\bthick\b)).*(?:厘米|\dcm|英寸|尺寸|\binch|\bcm\b)/iu,
  origin: /产地|产自|海拔|手工|头采|原产|\bgrown|\bharvest|\bhandmade|\bsingle[- ]origin|\bmade in/iu,
  returns: /质保|保修|退换|包邮|运费险|\d年保|\bwarranty|\breturns?\b|\brefund|\bfree shipping/iu,
  /** How much is in it: a fact that no opening is made of. */
  quantity:
    /^(?:净含量|容量)(?!.*毫安)|一(?:盒|袋|包|套|箱)\d|每[袋包盒]|\d+[片支包袋条份册]$|\b(?:a|per) (?:box|bag|pack|set)\b|^holds \d|^\d+ (?:grams|millilitres)\b(?! (?:a|per) (?:square|cubic))|\bpieces in/iu,
  /** Whom it is for by age. */
  age: /\d+\s?(?:个月|周?岁)(?:以上|起|可用)|适合\d+(?:个月|周?岁)|\b(?:for|from) (?:ages? )?\d+ (?:months|years)|\bages? \d/iu,
  glow: /色温|无频闪|流明|亮度|照度|\blumens?|\bflicker|\bbrightness|\bwarm light/iu,
} as const satisfies Record<string, RegExp>;

export type Topic = keyof typeof topicWords;
export const topics = Object.keys(topicWords) as Topic[];

/** The kinds of goods that a word means this of: a keyboard's crisp sound is no bite, and a shampoo that rinses off no washing up. */
const onlyOf: Partial<Record<Topic, readonly Category[]>> = {
  sweet: [...edible, 'baby'],
  bite: [...edible, 'pet', 'baby'],
  ingredients: [...edible, 'pet', 'baby', 'beauty', 'care'],
};
const notOf: Partial<Record<Topic, readonly Category[]>> = {
  clean: ['beauty', 'care', ...edible],
  cushion: ['beauty', 'care', ...edible],
  small: ['beauty', 'care'],
};
/** What is worn against leaks is put in no bag for fear of them. */
const wornAgainstLeaks = /尿裤|尿不湿|卫生巾|护垫|\b(?:diapers?|nappies|sanitary|period)\b/iu;

/** What a claim is about; several where it says several things, none where it fits no topic. */
export function topicsOf(claim: string, category?: Category, name = ''): Topic[] {
  return topics.filter(
    (topic) =>
      topicWords[topic].test(claim) &&
      (category === undefined ||
        (onlyOf[topic]?.includes(category) !== false && notOf[topic]?.includes(category) !== true)) &&
      !(topic === 'leak' && wornAgainstLeaks.test(name)),
  );
}
