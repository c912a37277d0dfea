import type { Sentence } from './sentence.fixture.ts';

/** Written last, when the rules read the others. */
export const lastSentences: readonly Sentence[] = [
  [
    '给登山杖做7条视频，碳纤维材质，三节可伸缩，防滑手柄',
    { product: '登山杖', count: 7, points: ['碳纤维材质', '三节可伸缩', '防滑手柄'] },
  ],
  [
    '我们新上了一款烧烤架，免安装、易收纳，售价128元',
    { product: '烧烤架', points: ['免安装', '易收纳'], price: '128 CNY' },
  ],
  [
    '卖点：降噪深度42分贝、双设备连接；价格：329；渠道：淘宝',
    { points: ['降噪深度42分贝', '双设备连接'], price: '329 CNY', channels: ['taobao'] },
  ],
  [
    '我要卖草莓，当天采摘，顺丰冷链，坏果包赔，三斤59块',
    { product: '草莓', points: ['当天采摘', '顺丰冷链', '坏果包赔'], price: '59 CNY' },
  ],
  [
    '请帮我做10条洗衣液的短视频，除菌、留香、不伤手',
    { product: '洗衣液', count: 10, points: ['除菌', '留香', '不伤手'] },
  ],
  ['价格改成一百二十九元', { price: '129 CNY' }],
  ['受众改成刚毕业的年轻人', { audience: '刚毕业的年轻人' }],
  ['时长十八秒', { seconds: 18 }],
  ['语言：中文和英文', { languages: ['zh-CN', 'en'] }],
  [
    '品牌：简木，商品：实木餐桌，原价3280元，现价2680元',
    { brand: '简木', product: '实木餐桌', original: '3280', price: '2680 CNY' },
  ],
  [
    '想推广公司的净水器，四级过滤，一年换一次滤芯，针对有孩子的家庭',
    { product: '净水器', points: ['四级过滤', '一年换一次滤芯'], audience: '有孩子的家庭' },
  ],
  ['一共要40条，竖的', { count: 40, formats: ['9x16'] }],
  ['我有一款蓝莓酱，果肉含量70%，零添加糖', { product: '蓝莓酱', points: ['果肉含量70%', '零添加糖'] }],
  ['语气活泼一点，别提医院', { tone: '活泼', mustNotSay: ['医院'] }],
  ['发到抖音，视频不要配乐，需要主播出镜', { channels: ['douyin'], music: false, presenter: true }],
  [
    '这款羽绒服充绒量200克，防风防水，会员价599',
    { product: '羽绒服', points: ['充绒量200克', '防风防水'], price: '599 CNY' },
  ],
  ['3条就够，16:9', { count: 3, formats: ['16x9'] }],
  ['嗯，没问题', {}],
  ['做两条英文的，卖到亚马逊', { count: 2, languages: ['en'], channels: ['amazon'] }],
  [
    '儿童书包，护脊、减负、反光条，99元起',
    { product: '儿童书包', points: ['护脊', '减负', '反光条'], price: '99 CNY' },
  ],
  ['先做个5条15秒的看看效果', { count: 5, seconds: 15 }],
  [
    'Create 15 vertical videos for our cold brew coffee maker',
    { product: 'cold brew coffee maker', count: 15, formats: ['9x16'] },
  ],
  [
    'We make leather wallets. They hold 12 cards and have an RFID lining. From €49.',
    { product: 'leather wallets', points: ['hold 12 cards', 'an RFID lining'], price: '49 EUR' },
  ],
  ['Change the audience to college students', { audience: 'college students' }],
  [
    'dog harness, no-pull, reflective, easy to put on, $19.95, for dog owners',
    {
      product: 'dog harness',
      points: ['no-pull', 'reflective', 'easy to put on'],
      price: '19.95 USD',
      audience: 'dog owners',
    },
  ],
  ['must mention "30-day returns"', { mustSay: ['30-day returns'] }],
  ['45 sec, landscape, YouTube only', { seconds: 45, formats: ['16x9'], channels: ['youtube'] }],
  ['Can we have eight clips in Chinese?', { count: 8, languages: ['zh-CN'] }],
  [
    "It's a water bottle that keeps drinks cold for 24 hours. Costs 32 dollars.",
    { product: 'water bottle', points: ['keeps drinks cold for 24 hours'], price: '32 USD' },
  ],
  ['avoid the word "free"', { mustNotSay: ['free'] }],
  ['make the tone serious', { tone: 'serious' }],
  ['our brand is called Fernway', { brand: 'Fernway' }],
  [
    'phone stand; folds flat; works with tablets; £12',
    { product: 'phone stand', points: ['folds flat', 'works with tablets'], price: '12 GBP' },
  ],
  ['please add background music', { music: true }],
  ['1:1 for Facebook and 4:5 for Instagram', { formats: ['1x1', '4x5'], channels: ['facebook', 'instagram'] }],
  ['selling points: lightweight, washable, and pocket sized', { points: ['lightweight', 'washable', 'pocket sized'] }],
  ['thanks a lot', {}],
];
