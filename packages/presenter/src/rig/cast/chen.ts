import type { CharacterArt } from '../character.ts';
import { mirrored, outline, symmetric } from '../pen.ts';
import { skins } from './skins.ts';

const sideburn = outline('M-82,-54 C-86,-30 -85,-8 -82,10 C-78,8 -74,0 -72,-14 L-68,-58Z');

/** A young man with round glasses, an open shirt over a tee. */
export const chen: CharacterArt = {
  card: {
    id: 'chen',
    name: { 'zh-CN': '陈舟', en: 'Chen' },
    description: {
      'zh-CN': '年轻男士，圆框眼镜，衬衫外搭，随和懂行',
      en: 'Young man with round glasses, an open shirt over a tee; easy-going and in the know',
    },
    voice: 'male',
  },
  skin: skins.light,
  hairColor: '#2e2730',
  face: symmetric('M0,-104 C50,-104 79,-70 79,-20 C79,26 72,56 54,78 C38,94 18,100 0,100'),
  ears: 'shown',
  eyes: { iris: '#4a2f22', size: 0.94, lash: 3.6, hasWing: false, tilt: 1 },
  brows: { color: '#2e2730', weight: 7.5, arch: 1.5 },
  nose: outline('M2,0 C6,12 11,18 6,23 C1,27 -5,26 -8,23'),
  lips: { fullness: 0.72, isPainted: false },
  marks: 'none',
  glasses: 'round',
  skull: symmetric('M0,-114 C58,-116 88,-80 86,-20 C86,-8 84,4 77,12 C50,20 0,20 0,20'),
  behind: [],
  back: [],
  beard: [],
  front: [
    { shape: sideburn, tone: 'hairShade', depth: 0 },
    { shape: mirrored(sideburn), tone: 'hairShade', depth: 0 },
    {
      shape: outline(
        'M-84,-30 C-98,-84 -70,-128 -22,-130 C-6,-142 34,-142 52,-128 C88,-124 102,-80 84,-28 C80,-40 76,-56 66,-70 C40,-62 8,-68 -14,-86 C-22,-72 -50,-64 -68,-66 C-76,-54 -80,-44 -84,-30Z',
      ),
      tone: 'hair',
      depth: { face: 8 },
    },
    { shape: outline('M-10,-92 C8,-104 40,-106 66,-92'), tone: 'hairLight', depth: { face: 8 }, width: 3 },
    { shape: outline('M-8,-106 C14,-120 44,-118 70,-104'), tone: 'hairLight', depth: { face: 8 }, width: 3 },
    { shape: outline('M-22,-98 C-40,-94 -58,-86 -70,-76'), tone: 'hairLight', depth: { face: 8 }, width: 3 },
  ],
  body: { shoulder: 146, chest: 116, waist: 104, hip: 108, neck: 36 },
  garment: 'overshirt',
  innerColor: '#fbf7ef',
  lowerColor: '#4a5568',
  lower: 'trousers',
  rest: 'one',
};
