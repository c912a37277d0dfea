import type { CharacterArt } from '../character.ts';
import { mirrored, outline, symmetric } from '../pen.ts';
import { curls } from './curls.ts';
import { skins } from './skins.ts';

const hoop = outline('M-88,34 C-100,36 -102,60 -88,62 C-76,62 -76,38 -88,34Z');
const locks = [
  [-70, -110],
  [-30, -140],
  [24, -142],
  [68, -112],
  [-96, -60],
  [96, -64],
  [-2, -116],
] as const;

/** A young woman with an afro, in dungarees over a striped tee. */
export const zola: CharacterArt = {
  card: {
    id: 'zola',
    name: { 'zh-CN': '佐拉', en: 'Zola' },
    description: {
      'zh-CN': '年轻女士，蓬松卷发，背带裤配条纹衫，活力满满',
      en: 'Young woman with an afro, dungarees and a striped tee; full of life',
    },
    voice: 'female',
  },
  skin: skins.deep,
  hairColor: '#2c1d1f',
  face: symmetric('M0,-102 C48,-102 76,-70 76,-20 C76,24 68,56 48,77 C32,93 14,98 0,98'),
  ears: 'shown',
  eyes: { iris: '#3a2417', size: 1.04, lash: 4.4, hasWing: true, tilt: 2 },
  brows: { color: '#2c1d1f', weight: 6, arch: 3.4 },
  nose: outline('M-9,21 C-5,26 5,26 10,21'),
  lips: { fullness: 1.2, isPainted: true },
  marks: 'none',
  glasses: 'none',
  skull: symmetric('M0,-112 C56,-114 86,-80 84,-20 C86,-8 84,4 77,12 C50,20 0,20 0,20'),
  behind: [
    { shape: curls({ x: 0, y: -48, rx: 122, ry: 112 }, 19, 22), tone: 'hair', depth: -22, sway: 0.16 },
    ...locks.map(([x, y]) => ({
      shape: outline(`M${x - 12},${y + 4} C${x - 10},${y - 12} ${x + 10},${y - 12} ${x + 12},${y + 4}`),
      tone: 'hairLight' as const,
      depth: -20,
      width: 3,
    })),
  ],
  back: [],
  beard: [],
  front: [
    {
      shape: curls(
        { x: 0, y: -46, rx: 88, ry: 66 },
        11,
        14,
        176,
        364,
        'C82,-50 70,-66 48,-74 C20,-80 -20,-80 -48,-74 C-70,-66 -82,-50 -88,-42',
      ),
      tone: 'hair',
      depth: { face: 6 },
    },
    {
      shape: outline('M-84,-66 C-48,-98 48,-98 84,-66 L88,-84 C52,-118 -52,-118 -88,-84Z'),
      tone: 'accent',
      depth: { face: 14 },
    },
    { shape: outline('M-80,-72 C-46,-100 46,-100 80,-72'), tone: 'accentShade', depth: { face: 14 }, width: 2.6 },
    { shape: hoop, tone: 'gold', depth: -4, sway: 0.5, width: 4 },
    { shape: mirrored(hoop), tone: 'gold', depth: -4, sway: 0.5, width: 4 },
  ],
  body: { shoulder: 122, chest: 98, waist: 82, hip: 106, neck: 29 },
  garment: 'dungarees',
  innerColor: '#fdf7ee',
  lowerColor: '#3a3550',
  lower: 'trousers',
  rest: 'hanging',
};
