import type { Sentence } from './sentence.fixture.ts';

/** Written when the rules read the first ones, before a rule was tried on any of these. */
export const unseenSentences: readonly Sentence[] = [
  [
    '想做一批电饭煲的视频，主打快煮和预约，发抖音',
    { product: '电饭煲', points: ['快煮', '预约'], channels: ['douyin'] },
  ],
  [
    '婴儿推车，一键收车、可坐可躺、避震轮，1299元，卖给新手爸妈',
    { product: '婴儿推车', points: ['一键收车', '可坐可躺', '避震轮'], price: '1299 CNY', audience: '新手爸妈' },
  ],
  [
    '我是做茶叶的，主推龙井，明前采摘，手工炒制，一盒168元',
    { product: '龙井', points: ['明前采摘', '手工炒制'], price: '168 CNY' },
  ],
  [
    '推广我们的洗碗机，16套大容量，热风烘干，每条20秒，做15条',
    { product: '洗碗机', points: ['16套大容量', '热风烘干'], seconds: 20, count: 15 },
  ],
  ['时长改成30秒，只发小红书和视频号', { seconds: 30, channels: ['xiaohongshu', 'shipinhao'] }],
  [
    '帮忙给行李箱写几条视频：静音万向轮、TSA海关锁、20寸可登机',
    { product: '行李箱', points: ['静音万向轮', 'TSA海关锁', '20寸可登机'] },
  ],
  [
    '产品名称：护眼台灯。特点：无频闪，三种色温，可调亮度。适合学生。原价299，活动价199。',
    {
      product: '护眼台灯',
      points: ['无频闪', '三种色温', '可调亮度'],
      audience: '学生',
      original: '299',
      price: '199 CNY',
    },
  ],
  ['风格要高级感，人群是都市白领女性', { tone: '高级感', audience: '都市白领女性' }],
  ['视频里一定要提到“七天无理由退货”', { mustSay: ['七天无理由退货'] }],
  ['别出现价格两个字，也不要真人', { mustNotSay: ['价格两个字'], presenter: false }],
  ['四条，方形的，英语配音', { count: 4, formats: ['1x1'], languages: ['en'] }],
  [
    '卖的是狗粮，无谷，鲜肉含量高，适合小型犬的狗狗',
    { product: '狗粮', points: ['无谷', '鲜肉含量高'], audience: '小型犬的狗狗' },
  ],
  ['加上数字人讲解', { presenter: true }],
  ['投亚马逊和YouTube，横版', { channels: ['amazon', 'youtube'], formats: ['16x9'] }],
  [
    '给我做五条15秒的瑜伽垫视频，防滑、加厚、无异味，79块',
    { product: '瑜伽垫', count: 5, seconds: 15, points: ['防滑', '加厚', '无异味'], price: '79 CNY' },
  ],
  ['这个杯垫是硅藻泥的，吸水快，十二块八', { product: '杯垫', points: ['硅藻泥的', '吸水快'], price: '12.8 CNY' }],
  ['牙线棒，50支一盒，细滑不断，9块9', { product: '牙线棒', points: ['50支一盒', '细滑不断'], price: '9.9 CNY' }],
  ['谢谢，先这样', {}],
  ['目标客户是开网店的小老板，语气亲切', { audience: '开网店的小老板', tone: '亲切' }],
  ['品牌是青禾，卖点：有机种植、当季现摘、顺丰包邮', { brand: '青禾', points: ['有机种植', '当季现摘', '顺丰包邮'] }],
  ['做二十五条，每条半分钟，竖屏', { count: 25, seconds: 30, formats: ['9x16'] }],
  [
    'Please make 4 square ads for our bamboo toothbrush. It is biodegradable, has soft bristles and comes in a pack of four.',
    {
      product: 'bamboo toothbrush',
      count: 4,
      formats: ['1x1'],
      points: ['biodegradable', 'soft bristles', 'comes in a pack of four'],
    },
  ],
  [
    'We sell electric kettles that boil in 3 minutes and switch off by themselves. $39',
    { product: 'electric kettles', points: ['boil in 3 minutes', 'switch off by themselves'], price: '39 USD' },
  ],
  ['Tone should be playful, audience is dog owners', { tone: 'playful', audience: 'dog owners' }],
  [
    'portable blender - USB-C charging, 6 blades, easy to clean - $25.50',
    { product: 'portable blender', points: ['USB-C charging', '6 blades', 'easy to clean'], price: '25.50 USD' },
  ],
  ['Do 12 videos, 20 seconds each, for Instagram', { count: 12, seconds: 20, channels: ['instagram'] }],
  ['List price 120 dollars, now 89 dollars', { original: '120', price: '89 USD' }],
  [
    'The product is a standing desk. Features: quiet motor, memory heights, cable tray.',
    { product: 'standing desk', points: ['quiet motor', 'memory heights', 'cable tray'] },
  ],
  ["Don't mention the competition", { mustNotSay: ['the competition'] }],
  ['without music please', { music: false }],
  [
    'I would like to promote our running socks: no blisters, quick drying, made for marathon runners',
    { product: 'running socks', points: ['no blisters', 'quick drying'], audience: 'marathon runners' },
  ],
  ['in Chinese and English, vertical and square', { languages: ['zh-CN', 'en'], formats: ['9x16', '1x1'] }],
  ['just two videos to start with', { count: 2 }],
  ['Use an avatar', { presenter: true }],
  [
    'My shop has a ceramic plant pot with a drainage hole and a saucer, 22 pounds',
    { product: 'ceramic plant pot', points: ['a drainage hole', 'a saucer'], price: '22 GBP' },
  ],
  ['brand: Lumo, product: desk lamp, price: 49 USD', { brand: 'Lumo', product: 'desk lamp', price: '49 USD' }],
  ['sounds good, thanks', {}],
  ['Facebook and Amazon, landscape, 45 seconds', { channels: ['facebook', 'amazon'], formats: ['16x9'], seconds: 45 }],
];
