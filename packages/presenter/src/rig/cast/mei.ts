import type { CharacterArt } from '../character.ts';
import { mirrored, outline, symmetric } from '../pen.ts';
import { skins } from './skins.ts';

const temple = outline('M-85,-54 C-92,-14 -88,12 -82,26 C-77,14 -73,-14 -66,-52Z');
const pearl = outline('M-93,34 C-93,26 -81,26 -81,34 C-81,42 -93,42 -93,34Z');
const strands = [
  'M-44,-82 C-34,-100 -20,-112 -6,-118',
  'M-66,-60 C-60,-88 -40,-108 -24,-116',
  'M26,-80 C22,-98 16,-110 8,-118',
  'M56,-68 C54,-92 38,-110 22,-118',
];

/** An older woman with a grey bun and glasses, in a cardigan. */
export const mei: CharacterArt = {
  card: {
    id: 'mei',
    name: { 'zh-CN': '梅姨', en: 'Auntie Mei' },
    description: {
      'zh-CN': '银发女士，盘发眼镜，针织开衫，像邻家长辈一样可信',
      en: 'Silver-haired woman with a bun, glasses and a cardigan; to be trusted like a favourite aunt',
    },
    voice: 'female',
  },
  skin: skins.light,
  hairColor: '#b9b4bd',
  face: symmetric('M0,-104 C50,-104 79,-70 79,-18 C79,26 72,56 52,77 C36,93 16,98 0,98'),
  ears: 'shown',
  eyes: { iris: '#4f392c', size: 0.93, lash: 3.8, hasWing: true, tilt: 1 },
  brows: { color: '#8e8791', weight: 4.6, arch: 3.4 },
  nose: outline('M2,4 C6,12 9,17 5,22 C1,25 -4,24 -7,21'),
  lips: { fullness: 0.86, isPainted: true },
  marks: 'age',
  glasses: 'square',
  skull: symmetric('M0,-114 C58,-116 88,-80 86,-20 C86,-8 84,4 78,14 C50,20 0,20 0,20'),
  behind: [],
  back: [
    {
      shape: outline('M-42,-134 C-46,-166 -22,-178 2,-178 C28,-178 48,-164 44,-134 C40,-108 -38,-108 -42,-134Z'),
      tone: 'hair',
      depth: -30,
    },
    { shape: outline('M-28,-140 C-22,-162 10,-168 26,-150'), tone: 'hairShade', depth: -30, width: 3 },
    { shape: outline('M-14,-136 C-8,-150 10,-152 18,-142'), tone: 'hairShade', depth: -30, width: 3 },
    {
      shape: outline('M-34,-122 C-10,-114 14,-114 36,-122 L38,-112 C14,-104 -14,-104 -36,-112Z'),
      tone: 'accent',
      depth: -24,
    },
  ],
  beard: [],
  front: [
    { shape: temple, tone: 'hair', depth: 0 },
    { shape: mirrored(temple), tone: 'hair', depth: 0 },
    {
      shape: outline(
        'M-86,-14 C-98,-78 -62,-122 0,-122 C62,-122 98,-78 86,-14 C80,-34 72,-52 58,-66 C34,-64 2,-72 -18,-90 C-30,-70 -56,-58 -70,-48 C-78,-38 -82,-28 -86,-14Z',
      ),
      tone: 'hair',
      depth: { face: 8 },
    },
    ...strands.map((path) => ({ shape: outline(path), tone: 'hairShade' as const, depth: { face: 8 }, width: 2.8 })),
    { shape: pearl, tone: 'white', depth: -2, sway: 0.2 },
    { shape: mirrored(pearl), tone: 'white', depth: -2, sway: 0.2 },
  ],
  body: { shoulder: 128, chest: 106, waist: 96, hip: 112, neck: 30 },
  garment: 'cardigan',
  innerColor: '#fbf3ea',
  lowerColor: '#5b4a5e',
  lower: 'skirt',
  rest: 'clasped',
};
