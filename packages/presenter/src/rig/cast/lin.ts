import type { CharacterArt } from '../character.ts';
import { outline, symmetric } from '../pen.ts';
import { skins } from './skins.ts';

/** A young woman with a bob, in a blazer. */
export const lin: CharacterArt = {
  card: {
    id: 'lin',
    name: { 'zh-CN': '林悦', en: 'Lin' },
    description: {
      'zh-CN': '年轻女士，齐肩短发，西装外套，干练亲切',
      en: 'Young woman with a bob and a blazer; brisk and friendly',
    },
    voice: 'female',
  },
  skin: skins.fair,
  hairColor: '#33252f',
  face: symmetric('M0,-104 C48,-104 77,-70 77,-20 C77,22 66,54 46,76 C30,92 14,98 0,98'),
  ears: 'hidden',
  eyes: { iris: '#5a3826', size: 1.04, lash: 4.4, hasWing: true, tilt: 2.5 },
  brows: { color: '#3d2c33', weight: 5, arch: 3 },
  nose: outline('M3,4 C6,12 9,18 5,22 C1,25 -4,24 -6,22'),
  lips: { fullness: 1, isPainted: true },
  marks: 'none',
  glasses: 'none',
  skull: symmetric('M0,-116 C60,-118 98,-80 98,-16 C98,30 100,70 90,112 C70,112 0,60 0,40'),
  behind: [
    {
      shape: symmetric('M0,-120 C62,-122 104,-82 103,-14 C103,50 108,92 94,128 C74,140 30,132 0,126'),
      tone: 'hairShade',
      depth: -34,
      sway: 0.7,
    },
  ],
  back: [],
  beard: [],
  front: [
    {
      shape: outline(
        'M-40,-112 C-14,-125 14,-126 34,-121 C78,-110 100,-74 100,-20 C100,44 108,88 94,126 C88,132 78,130 74,122 C82,80 80,34 72,-12 C66,-34 20,-48 -22,-90 C-30,-98 -36,-106 -40,-112Z',
      ),
      tone: 'hair',
      depth: { face: 8 },
      sway: 0.55,
    },
    {
      shape: outline(
        'M6,-120.5 C-66,-126 -104,-80 -101,-14 C-100,46 -108,90 -93,127 C-88,132 -78,130 -74,122 C-81,80 -82,34 -73,-10 C-66,-46 -40,-70 -16,-94 C-8,-104 0,-112 6,-120.5Z',
      ),
      tone: 'hair',
      depth: { face: 8 },
      sway: 0.55,
    },
    { shape: outline('M-20,-104 C-50,-94 -80,-66 -86,-20'), tone: 'hairLight', depth: { face: 8 }, width: 3 },
    { shape: outline('M-4,-100 C36,-92 74,-66 87,-16'), tone: 'hairLight', depth: { face: 8 }, width: 3 },
    { shape: outline('M10,-108 C50,-106 80,-84 92,-44'), tone: 'hairLight', depth: { face: 8 }, width: 3 },
    { shape: outline('M-88,30 C-88,60 -92,84 -88,108'), tone: 'hairLight', depth: { face: 8 }, sway: 0.55, width: 2.6 },
    { shape: outline('M89,30 C89,60 93,84 89,108'), tone: 'hairLight', depth: { face: 8 }, sway: 0.55, width: 2.6 },
  ],
  body: { shoulder: 126, chest: 100, waist: 80, hip: 104, neck: 29 },
  garment: 'blazer',
  innerColor: '#fdf6ec',
  lowerColor: '#3a3550',
  lower: 'trousers',
  rest: 'clasped',
};
