import { isIntangible } from './intangible.ts';

/** What kind of goods a product is: scenes, verbs and hashtags follow it. */
export const categories = [
  'baby',
  'pet',
  'car',
  'drinkware',
  'drinks',
  'snack',
  'staple',
  'kitchen',
  'beauty',
  'care',
  'shoes',
  'luggage',
  'bags',
  'clothing',
  'digital',
  'appliance',
  'sports',
  'outdoors',
  'books',
  'stationery',
  'furniture',
  'home',
] as const;
export type Category = (typeof categories)[number];

/** What is eaten or drunk. */
export const edible: readonly Category[] = ['drinks', 'snack', 'staple'];

export function isEdible(category: Category | undefined): boolean {
  return category !== undefined && edible.includes(category);
}

/** Words that tell a category in a product's name; the first category that fits counts. */
const nameWords: readonly (readonly [Category, RegExp])[] = [
  [
    'baby',
    /婴|宝宝|儿童(?!书)|童装|学饮杯|奶瓶|尿裤|纸尿|辅食|吸管杯|积木|推车|爬行垫|\b(?:baby|toddler|kids?|sippy|diapers?|stroller|teether|bib)\b/iu,
  ],
  ['pet', /宠物|猫|狗|犬|铲屎|逗猫|\b(?:pets?|cats?|dogs?|litter|kibble|leash)\b/iu],
  ['car', /车载|汽车|行车|车用|方向盘|后备箱|洗车|雨刮|\b(?:car|dash ?cam|windshield|trunk)\b/iu],
  ['drinkware', /保温杯|水杯|随行杯|马克杯|玻璃杯|咖啡杯|水壶|保温壶|\b(?:tumbler|mug|water bottle|flask|thermos)\b/iu],
  ['drinks', /茶|咖啡|果汁|豆浆|牛奶|酸奶|饮料|气泡水|冻干粉|\b(?:tea|coffee|juice|milk|kombucha|soda|brew)\b/iu],
  [
    'snack',
    /零食|坚果|饼干|海苔|夹心|糕|糖果|巧克力|果干|肉脯|薯片|麻花|锅巴|瓜子|\b(?:snacks?|nuts?|crisps?|cookies|chocolate|granola|jerky|crackers|popcorn)\b/iu,
  ],
  [
    'staple',
    /大米|面条|拉面|螺蛳粉|粉丝|酱|食用油|橄榄油|调料|火锅底料|水饺|杂粮|燕麦|蜂蜜|\b(?:rice|noodles?|pasta|sauce|olive oil|honey|oats|spices?)\b/iu,
  ],
  [
    'kitchen',
    /锅(?!巴)|菜刀|刀具|砧板|菜板|保鲜盒|饭盒|餐具|碗|餐盘|菜盘|锅铲|厨房|\b(?:pan|pot|knife|cutting board|lunch ?box|container|spatula|cookware|skillet)\b/iu,
  ],
  [
    'care',
    /洗发|沐浴|牙膏|牙刷|香皂|洗手液|护发|剃须|身体乳|卫生巾|湿巾|\b(?:shampoo|conditioner|toothbrush|toothpaste|soap|body wash|razor|wipes)\b/iu,
  ],
  [
    'beauty',
    /面霜|精华|口红|唇釉|粉底|面膜|洁面|洗面奶|乳液|爽肤水|眼霜|防晒霜|眉笔|香水|\b(?:cream|serum|lipstick|lip tint|cleanser|toner|moisturi[sz]er|mask|perfume|brow)\b/iu,
  ],
  ['shoes', /(?<!拖)鞋|靴|\b(?:shoes?|sneakers|boots?|sandals)\b/iu],
  ['luggage', /行李箱|拉杆箱|登机箱|旅行箱|\b(?:suitcase|luggage|carry-on)\b/iu],
  ['bags', /双肩包|背包|托特包|手提包|斜挎包|帆布包|钱包|(?<!面)包$|\b(?:backpack|tote|bag|wallet)\b/iu],
  ['outdoors', /帐篷|露营|钓|登山|徒步|户外|天幕|睡袋|\b(?:tent|camping|hiking|fishing|sleeping bag)\b/iu],
  [
    'sports',
    /瑜伽|跳绳|哑铃|骑行|泳|筋膜|球拍|健身|运动|\b(?:yoga|dumbbells?|cycling|jump rope|swim|fitness|racket)\b/iu,
  ],
  [
    'clothing',
    /衬衫|T恤|卫衣|外套|夹克|羽绒服|毛衣|裤|裙|袜|睡衣|内衣|帽|围巾|防晒衣|\b(?:shirt|tee|t-shirt|hoodie|jacket|sweater|jeans|pants|dress|socks|pajamas|hat|scarf|coat)\b/iu,
  ],
  [
    'appliance',
    /吸尘器|风扇|榨汁机|电饭煲|空气炸锅|加湿器|吹风机|洗衣机|净水器|扫地机|挂烫机|电热|热水壶|电水壶|\b(?:vacuum|fan|blender|air fryer|humidifier|hair ?dryer|kettle|steamer|heater)\b/iu,
  ],
  [
    'digital',
    /耳机|音箱|充电宝|充电器|数据线|键盘|鼠标|手机|平板|手表|支架|投影|摄像|\b(?:earbuds|headphones|speaker|power bank|charger|cable|keyboard|mouse|phone|tablet|smartwatch|projector)\b/iu,
  ],
  ['books', /绘本|童书|小说|漫画|字帖|书(?![架桌柜包])|\bbooks?\b/iu],
  ['stationery', /笔|本子|手账|文具|便签|\b(?:pens?|pencils?|notebook|journal|planner|stationery|markers?)\b/iu],
  [
    'furniture',
    /桌|椅|沙发|床垫|床架|书架|柜|衣架|置物架|凳|\b(?:desk|table|chair|sofa|mattress|shelf|bookcase|stool|cabinet|rack)\b/iu,
  ],
  [
    'home',
    /拖鞋|slippers|毛巾|四件套|被|枕|地毯|收纳|台灯|灯|香薰|窗帘|垃圾袋|洗衣液|拖把|纸巾|抽纸|雨伞|伞|\b(?:towels?|bedding|pillow|rug|lamp|candle|curtain|storage|detergent|mop|tissue|umbrella|blanket|organizer)\b/iu,
  ],
];

/** Words of a shop's own categories. Vaguer than a name, so asked last. */
const shelfWords: readonly (readonly [Category, RegExp])[] = [
  ['baby', /母婴|童|baby|kids/iu],
  ['pet', /宠物|pet/iu],
  ['car', /汽车|车品|automotive/iu],
  ['snack', /零食|食品|snack/iu],
  ['drinks', /饮料|茶|咖啡|beverage|drinks/iu],
  ['staple', /粮油|grocer/iu],
  ['beauty', /美妆|护肤|beauty|skin ?care/iu],
  ['care', /个护|清洁|personal care/iu],
  ['shoes', /鞋|shoes/iu],
  ['bags', /箱包|bags/iu],
  ['clothing', /服饰|服装|女装|男装|clothing|apparel/iu],
  ['digital', /数码|电子|digital|electronics/iu],
  ['appliance', /家电|appliance/iu],
  ['kitchen', /厨/iu],
  ['sports', /运动|户外|sport|outdoor/iu],
  ['stationery', /图书|文具|book|stationery/iu],
  ['furniture', /家具|家装|furniture/iu],
  ['home', /家居|日用|家纺|home/iu],
];

/**
 * The category of a product by its name, else by the shop's category; undefined where neither tells. The end of a Chinese
 * name says what a thing is (宠物吸尘器 is an appliance for pets), so whole-name words are looked for from the front of
 * the list, where the user of the thing (a baby, a pet, a car) stands first.
 */
export function categoryOf(name: string, shelf: string | undefined): Category | undefined {
  // A table course is no table.
  if (isIntangible(name)) {
    return undefined;
  }
  const find = (words: typeof nameWords, text: string) => words.find(([, pattern]) => pattern.test(text))?.[0];
  return (
    find(nameWords, name) ?? (shelf === undefined ? undefined : (find(shelfWords, shelf) ?? find(nameWords, shelf)))
  );
}
