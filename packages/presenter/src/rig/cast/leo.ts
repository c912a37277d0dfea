import type { CharacterArt } from '../character.ts';
import { mirrored, outline, symmetric } from '../pen.ts';
import { skins } from './skins.ts';

const tuft = outline('M-84,-52 C-98,-34 -96,0 -88,18 C-86,6 -80,10 -78,18 C-74,4 -70,-14 -70,-52Z');

/** A young man with freckles and a cap, in a hoodie. */
export const leo: CharacterArt = {
  card: {
    id: 'leo',
    name: { 'zh-CN': '里奥', en: 'Leo' },
    description: {
      'zh-CN': '年轻男生，棒球帽卫衣，雀斑笑脸，轻松有趣',
      en: 'Young man with a cap, a hoodie and freckles; relaxed and fun',
    },
    voice: 'male',
  },
  skin: skins.fair,
  hairColor: '#c8632f',
  face: symmetric('M0,-104 C50,-104 77,-70 77,-20 C77,26 70,56 50,78 C34,94 16,100 0,100'),
  ears: 'shown',
  eyes: { iris: '#3f7d7a', size: 1, lash: 3.6, hasWing: false, tilt: 0 },
  brows: { color: '#b0552a', weight: 7, arch: 2 },
  nose: outline('M-7,20 C-4,25 4,25 8,20'),
  lips: { fullness: 0.74, isPainted: false },
  marks: 'freckles',
  glasses: 'none',
  skull: symmetric('M0,-112 C56,-114 86,-80 84,-20 C86,-8 84,4 77,12 C50,20 0,20 0,20'),
  behind: [],
  back: [],
  beard: [],
  front: [
    { shape: tuft, tone: 'hair', depth: 0 },
    { shape: mirrored(tuft), tone: 'hair', depth: 0 },
    {
      shape: outline('M-70,-52 C-56,-30 -40,-44 -30,-54 C-20,-40 4,-44 10,-56 L-70,-62Z'),
      tone: 'hair',
      depth: { face: 8 },
    },
    {
      shape: outline('M-90,-50 C-98,-104 -58,-142 0,-142 C58,-142 98,-104 90,-50 C50,-62 -50,-62 -90,-50Z'),
      tone: 'accent',
      depth: { face: 10 },
    },
    {
      shape: outline('M42,-134 C82,-120 96,-88 90,-50 C80,-53 70,-55 60,-56 C66,-88 62,-116 42,-134Z'),
      tone: 'accentShade',
      depth: { face: 10 },
    },
    { shape: outline('M-34,-136 C-48,-116 -52,-86 -48,-60'), tone: 'accentShade', depth: { face: 10 }, width: 2.6 },
    { shape: outline('M-7,-142 C-7,-149 7,-149 7,-142Z'), tone: 'accentShade', depth: 0 },
    {
      shape: outline('M-22,-100 C-22,-114 22,-114 22,-100 C22,-84 10,-78 0,-74 C-10,-78 -22,-84 -22,-100Z'),
      tone: 'onAccent',
      depth: { face: 12 },
    },
    { shape: outline('M-9,-98 L-2,-90 L10,-104'), tone: 'accent', depth: { face: 12 }, width: 4.5 },
    {
      shape: outline(
        'M-80,-54 C-50,-76 50,-76 80,-54 C92,-44 92,-32 80,-34 C50,-50 -50,-50 -80,-34 C-92,-32 -92,-44 -80,-54Z',
      ),
      tone: 'accentLight',
      depth: { face: 22 },
    },
    { shape: outline('M-80,-36 C-50,-51 50,-51 80,-36'), tone: 'accentShade', depth: { face: 22 }, width: 4 },
  ],
  body: { shoulder: 142, chest: 114, waist: 106, hip: 110, neck: 34 },
  garment: 'hoodie',
  innerColor: '#fbf7ef',
  lowerColor: '#51617a',
  lower: 'trousers',
  rest: 'one',
};
