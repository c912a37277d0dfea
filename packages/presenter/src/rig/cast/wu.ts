import type { CharacterArt } from '../character.ts';
import { mirrored, outline, symmetric } from '../pen.ts';
import { skins } from './skins.ts';

const side = outline('M-74,-86 C-92,-66 -94,-14 -86,14 C-82,16 -78,8 -76,-4 C-74,-24 -71,-46 -60,-74Z');
const whisker = outline('M-1,34 C-12,28 -26,34 -44,52 C-28,52 -12,48 -1,44Z');

/** An older man with grey hair and a moustache, in a Chinese jacket. */
export const wu: CharacterArt = {
  card: {
    id: 'wu',
    name: { 'zh-CN': '吴伯', en: 'Uncle Wu' },
    description: {
      'zh-CN': '银发长者，八字胡，立领盘扣外套，懂行的老师傅',
      en: 'Silver-haired man with a moustache and a Chinese jacket; the master who knows his trade',
    },
    voice: 'male',
  },
  skin: skins.light,
  hairColor: '#d5d2d6',
  beardColor: '#e6e3e4',
  face: symmetric('M0,-106 C50,-106 80,-72 80,-20 C80,28 74,58 56,80 C40,96 18,102 0,102'),
  ears: 'shown',
  eyes: { iris: '#4a382c', size: 0.9, lash: 3.6, hasWing: false, tilt: -1 },
  brows: { color: '#c9c5c9', weight: 9.5, arch: 2 },
  nose: outline('M1,-2 C7,10 13,17 8,23 C2,27 -6,27 -10,22'),
  lips: { fullness: 0.7, isPainted: false },
  marks: 'age',
  glasses: 'none',
  skull: symmetric('M0,-110 C58,-112 88,-78 88,-20 C88,0 86,4 76,12 C50,20 0,20 0,20'),
  behind: [],
  back: [],
  beard: [
    { shape: symmetric('M0,78 C10,78 16,80 18,86 C18,104 10,124 0,130'), tone: 'beard', depth: { jaw: 3 }, sway: 0.2 },
  ],
  front: [
    { shape: whisker, tone: 'beard', depth: { face: 8 } },
    { shape: mirrored(whisker), tone: 'beard', depth: { face: 8 } },
    { shape: side, tone: 'hair', depth: 0 },
    { shape: mirrored(side), tone: 'hair', depth: 0 },
    {
      shape: outline(
        'M-84,-44 C-88,-96 -48,-124 2,-122 C54,-122 90,-94 84,-44 C78,-66 66,-78 50,-82 C20,-92 -24,-92 -50,-80 C-66,-74 -78,-62 -84,-44Z',
      ),
      tone: 'hair',
      depth: { face: 7 },
    },
    { shape: outline('M-52,-90 C-30,-108 20,-112 56,-92'), tone: 'hairShade', depth: { face: 7 }, width: 2.6 },
    { shape: outline('M-34,-98 C-10,-112 24,-112 48,-100'), tone: 'hairShade', depth: { face: 7 }, width: 2.6 },
  ],
  body: { shoulder: 142, chest: 118, waist: 114, hip: 116, neck: 37 },
  garment: 'mandarin',
  innerColor: '#f7f1e6',
  lowerColor: '#3b3d47',
  lower: 'trousers',
  rest: 'hanging',
};
