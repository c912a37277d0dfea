import { describe, expect, it } from 'vitest';
import { spokenName } from './spoken-name.ts';
import { spokenPrice } from './spoken-price.ts';

describe('names and prices as people say them', () => {
  it.each([
    ['澄光随行保温杯 500ml', '澄光', '澄光保温杯', '保温杯'],
    ['山海记海苔夹心脆 40g*3袋', '山海记', '山海记夹心脆', '夹心脆'],
    ['跃步轻量缓震跑鞋 2026款', '跃步', '跃步跑鞋', '跑鞋'],
    ['便携榨汁机', undefined, '便携榨汁机', '榨汁机'],
    ['纯棉四件套（1.8米床）', undefined, '纯棉四件套', '四件套'],
    ['无线降噪蓝牙耳机 Pro 旗舰版', undefined, '耳机', '耳机'],
    ['猫粮', undefined, '猫粮', '猫粮'],
  ])('%s of %s is called %s, a kind of %s', (full, brand, name, noun) => {
    expect(spokenName(full, brand, 'zh-CN', true)).toMatchObject({ name, noun });
  });

  it.each([
    ['Clearlight Travel Tumbler 500 ml', 'Clearlight', 'the Clearlight Tumbler', 'a tumbler', false],
    ['Shanhai Seaweed Crisps 40 g x 3', 'Shanhai', 'the Shanhai Crisps', 'crisps', true],
    ['Yuebu Light Running Shoes', 'Yuebu', 'the Yuebu Shoes', 'shoes', true],
    [
      'Supersonic Active Noise Cancelling Over-Ear Headphones',
      undefined,
      'the Over-Ear Headphones',
      'headphones',
      true,
    ],
    ['Quick Drying Gym Towel', undefined, 'the Gym Towel', 'a towel', false],
    ['Ladies Trail Running Shoes', undefined, 'the Trail Running Shoes', 'shoes', true],
    ['Wireless Headphones with Mic', undefined, 'the Wireless Headphones', 'headphones', true],
    ['Sunny Granola', undefined, 'Sunny Granola', 'granola', false],
    ['Folding Umbrella, Black', undefined, 'the Folding Umbrella', 'an umbrella', false],
    ['Fizzo', undefined, 'Fizzo', 'a fizzo', false],
  ])('%s of %s is called %s, %s', (full, brand, theName, aNoun, isPlural) => {
    expect(spokenName(full, brand, 'en', true)).toMatchObject({ theName, aNoun, isPlural });
  });

  it.each([
    ['89.00', 'CNY', 'zh-CN', '89元'],
    ['89.90', 'CNY', 'zh-CN', '89.9元'],
    ['0089', 'USD', 'en', '89 dollars'],
    ['1299.05', 'EUR', 'zh-CN', '1299.05欧元'],
    ['45', 'SEK', 'en', '45 Swedish Krona'],
  ] as const)('%s %s in %s is %s', (amount, currency, language, said) => {
    expect(spokenPrice(amount, currency, language)).toBe(said);
  });
});

it.each([
  ['净家日常保洁服务', '净家', 'zh-CN', '保洁服务'],
  ['表格课堂数据透视表课程', '表格课堂', 'zh-CN', '透视表课程'],
  ['Sheet School Pivot Table Course', 'Sheet School', 'en', 'pivot table course'],
  ['Jingjia Home Cleaning Service', 'Jingjia', 'en', 'home cleaning service'],
] as const)('%s of %s says what service or course it is (C8)', (full, brand, language, noun) => {
  expect(spokenName(full, brand, language, true).noun).toBe(noun);
});

describe('what shops call their goods, as people say it (C8)', () => {
  it.each([
    ['晴窗奶油纸杯蛋糕4枚装', '晴窗', '晴窗纸杯蛋糕'],
    ['山海记海苔夹心脆40g*3袋装', '山海记', '山海记夹心脆'],
    ['三只松鼠每日坚果750g/30包', '三只松鼠', '三只松鼠坚果'],
    ['3只松鼠手撕面包1kg', undefined, '手撕面包'],
    ['小米手环8 Pro', '小米', '小米手环'],
    ['漫步者蓝牙耳机2.0升级版', '漫步者', '漫步者耳机'],
    ['倍思65W氮化镓充电器', '倍思', '倍思充电器'],
    ['绿联20000毫安充电宝', '绿联', '绿联充电宝'],
    ['维达抽纸130抽24包', '维达', '维达抽纸'],
    ['蓝月亮洗衣液3kg*2瓶', '蓝月亮', '蓝月亮洗衣液'],
    ['南极人纯棉男士短袜10双装', '南极人', '南极人短袜'],
    ['【包邮】不锈钢保温饭盒1.5L', undefined, '饭盒'],
    ['2026新款轻薄羽绒服女', undefined, '轻薄羽绒服'],
    ['网红爆款自热火锅6盒装', undefined, '自热火锅'],
    ['花西子丝绒口红 3.5g', '花西子', '花西子口红'],
    ['珀莱雅双抗精华液30ml', '珀莱雅', '珀莱雅精华液'],
    ['云南白药牙膏180g×3支', '云南白药', '云南白药牙膏'],
    ['九阳破壁机Y1', '九阳', '九阳破壁机'],
    ['美的空气炸锅5L大容量', '美的', '美的空气炸锅'],
    ['戴森吸尘器V12', '戴森', '戴森吸尘器'],
    ['罗技无线鼠标M330', '罗技', '罗技鼠标'],
    ['苏泊尔不粘炒锅32cm', '苏泊尔', '苏泊尔炒锅'],
    ['晨光中性笔0.5mm 12支装', '晨光', '晨光中性笔'],
    ['得力A4打印纸500张', '得力', '得力打印纸'],
    ['李宁跑步鞋 男款', '李宁', '李宁跑步鞋'],
    ['安踏运动短裤 黑色', '安踏', '安踏短裤'],
    ['乐扣乐扣保鲜盒三件套', '乐扣乐扣', '乐扣乐扣保鲜盒三件套'],
    ['飞利浦电动牙刷HX6730', '飞利浦', '飞利浦电动牙刷'],
    ['皇家猫粮2kg装', '皇家', '皇家猫粮'],
    ['帮宝适纸尿裤L码52片', '帮宝适', '帮宝适纸尿裤'],
    ['伊利纯牛奶250ml*24盒', '伊利', '伊利纯牛奶'],
    ['八马铁观音茶叶礼盒装', '八马', '八马茶叶'],
    ['良品铺子猪肉脯100g×2袋', '良品铺子', '良品铺子猪肉脯'],
    ['十月稻田五常大米10斤', '十月稻田', '十月稻田大米'],
    ['木言小国王木偶三件套', '木言', '木言木偶三件套'],
    ['踱青粗跟短靴', '踱青', '踱青短靴'],
    ['家用蒸汽挂烫机 Pro Max', undefined, '挂烫机'],
    ['洁柔湿厕纸40片5包', '洁柔', '洁柔湿厕纸'],
    ['五芳斋肉粽子8只装', '五芳斋', '五芳斋粽子'],
    ['阿芙精油面膜10片', '阿芙', '阿芙面膜'],
    ['追觅扫地机器人X30 Pro Ultra', '追觅', '追觅扫地机器人'],
    ['儿童积木100粒桶装', undefined, '儿童积木'],
    ['真皮沙发三人位', undefined, '真皮沙发'],
    ['拾屋陶盆龙舌兰摆件', '拾屋', '拾屋龙舌兰摆件'],
    ['拾屋圆孔吧台椅', '拾屋', '拾屋吧台椅'],
    ['拾屋橡木两抽床头柜', '拾屋', '拾屋床头柜'],
    ['澄光保温杯 黑/白', '澄光', '澄光保温杯'],
    ['Q弹™ 无线耳机 Pro Max (2nd Gen) 黑/白', undefined, 'Q弹无线耳机'],
    ['儿童保温杯-粉色-350ml', undefined, '儿童保温杯'],
    ['手机支架 银灰', undefined, '手机支架'],
    ['猫粮 成猫 10kg', undefined, '猫粮'],
    ['洗衣液 薰衣草香 3L 补充装', undefined, '洗衣液'],
    ['酱香拿铁☕️限定', undefined, '酱香拿铁'],
    ['纯色T恤 男 纯棉', undefined, '纯色T恤'],
    ['山海记 五常 白米', undefined, '白米'],
  ])('%s of %s is %s', (full, brand, name) => {
    expect(spokenName(full, brand, 'zh-CN', true).name).toBe(name);
  });

  it.each([
    ['Northroom Over-Ear Headphones', 'Northroom', 'the Northroom Headphones'],
    ['Qingchuang Cream Cupcakes, Box of 4', 'Qingchuang', 'the Qingchuang Cupcakes'],
    ['Qingchuang Cream Cupcakes Box of 4', 'Qingchuang', 'the Qingchuang Cupcakes'],
    ['Hydro Peak Water Bottle 32 oz', 'Hydro Peak', 'the Hydro Peak Water Bottle'],
    ['SoundCore Earbuds Pro Max', 'SoundCore', 'the SoundCore Earbuds'],
    ['Luma Desk Lamp 2.0', 'Luma', 'the Luma Lamp'],
    ['Paws & Co Dog Food 15 lb', 'Paws & Co', 'Paws & Co Dog Food'],
    ['AA Batteries 24-Pack', undefined, 'the AA Batteries'],
    ['Stretch Yoga Mat (6mm), Purple', undefined, 'the Stretch Yoga Mat'],
    ['Aero Vacuum V11', 'Aero', 'the Aero Vacuum'],
    ['Kindly Bamboo Toothbrushes, Set of 4', 'Kindly', 'the Kindly Toothbrushes'],
    ['Wireless Mouse M330 - Black', undefined, 'the Wireless Mouse'],
    ['Organic Rolled Oats 500g', undefined, 'the Organic Rolled Oats'],
    ['Everyday Tote Bag in Navy', 'Everyday', 'the Everyday Bag'],
    ['Vitamin C Serum 30ml', undefined, 'Vitamin C Serum'],
    ['Glow Lip Tint 4g x 2', 'Glow', 'the Glow Lip Tint'],
    ['Trailhead Hiking Boots Gen 2', 'Trailhead', 'the Trailhead Boots'],
    ['Cotton Socks 10 Pairs', undefined, 'the Cotton Socks'],
    ['Power Bank 20000mAh 65W', undefined, 'the Power Bank'],
    ['Smart Watch SE (2nd Gen)', undefined, 'the Smart Watch'],
    ['Nori Ramen Noodles 12-Pack', 'Nori', 'the Nori Noodles'],
    ['Mini Projector 4K', undefined, 'the Mini Projector'],
    ['The Wonder Mug™ (Black/White), 16 oz', undefined, 'The Wonder Mug'],
    ['USB-C Cable 2m Black', undefined, 'the USB-C Cable'],
    ['Trail Jacket Navy Blue/Black', undefined, 'the Trail Jacket'],
    ['Running Shoes Size 42', undefined, 'the Running Shoes'],
  ])('%s of %s is %s', (full, brand, theName) => {
    expect(spokenName(full, brand, 'en', true).theName).toBe(theName);
  });
});
