import { expect, it } from 'vitest';
import { measureWord } from './measure-word.ts';

it.each([
  ['跑鞋', '双'],
  ['保温杯', '个'],
  ['榨汁机', '台'],
  ['蓝牙耳机', '副'],
  ['四件套', '套'],
  ['防晒衣', '件'],
  ['牛仔裤', '条'],
  ['人体工学椅', '把'],
  ['餐桌', '张'],
  ['绘本', '本'],
  ['口红', '支'],
  ['不粘锅', '口'],
  ['猫粮', '袋'],
  ['护颈仪', '款'],
])('goods are counted as people count them: %s takes %s', (noun, unit) => {
  expect(measureWord(noun)).toBe(unit);
});
