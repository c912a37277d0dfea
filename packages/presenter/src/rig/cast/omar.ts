import type { CharacterArt } from '../character.ts';
import { mirrored, outline, symmetric } from '../pen.ts';
import { curls } from './curls.ts';
import { skins } from './skins.ts';

const side = outline('M-84,-60 C-88,-34 -86,-10 -83,8 C-79,8 -75,0 -73,-16 L-68,-66Z');

/** A man in his forties with a full beard, in a jumper. */
export const omar: CharacterArt = {
  card: {
    id: 'omar',
    name: { 'zh-CN': '奥马尔', en: 'Omar' },
    description: {
      'zh-CN': '中年男士，卷发络腮胡，条纹毛衣，温厚稳重',
      en: 'Man in his forties with curls, a full beard and a striped jumper; warm and steady',
    },
    voice: 'male',
  },
  skin: skins.tan,
  hairColor: '#3b2a26',
  beardColor: '#4a342d',
  face: symmetric('M0,-104 C50,-104 79,-70 79,-20 C79,28 74,58 56,80 C40,96 18,102 0,102'),
  ears: 'shown',
  eyes: { iris: '#5b3a1f', size: 0.96, lash: 3.8, hasWing: false, tilt: 0 },
  brows: { color: '#3b2a26', weight: 9, arch: 2 },
  nose: outline('M1,-4 C7,10 14,18 8,24 C2,28 -6,27 -10,23'),
  lips: { fullness: 0.8, isPainted: false },
  marks: 'none',
  glasses: 'none',
  skull: symmetric('M0,-112 C56,-114 86,-80 84,-20 C86,-8 84,4 77,12 C50,20 0,20 0,20'),
  behind: [],
  back: [],
  beard: [
    {
      shape: symmetric(
        'M0,32 C12,28 24,32 34,38 C46,44 60,30 66,10 C69,0 71,-14 72,-24 L82,-24 C85,16 82,58 62,86 C46,106 20,114 0,114',
      ),
      tone: 'beard',
      depth: { jaw: 2, hugs: true },
    },
    {
      shape: symmetric('M0,74 C14,74 22,72 30,66 C34,76 22,86 0,86'),
      tone: 'hairShade',
      depth: { jaw: 3 },
    },
  ],
  front: [
    { shape: side, tone: 'hairShade', depth: 0 },
    { shape: mirrored(side), tone: 'hairShade', depth: 0 },
    {
      shape: curls(
        { x: 0, y: -62, rx: 84, ry: 54 },
        11,
        17,
        172,
        368,
        'C78,-56 66,-68 48,-70 C20,-62 -20,-62 -48,-70 C-66,-68 -76,-60 -84,-54',
      ),
      tone: 'hair',
      depth: { face: 8 },
    },
    { shape: outline('M-52,-92 C-46,-104 -32,-104 -28,-94'), tone: 'hairLight', depth: { face: 8 }, width: 3 },
    { shape: outline('M-16,-106 C-8,-118 8,-116 10,-104'), tone: 'hairLight', depth: { face: 8 }, width: 3 },
    { shape: outline('M24,-94 C30,-106 46,-104 48,-92'), tone: 'hairLight', depth: { face: 8 }, width: 3 },
    { shape: outline('M-6,-82 C0,-92 14,-90 16,-82'), tone: 'hairLight', depth: { face: 8 }, width: 3 },
  ],
  body: { shoulder: 152, chest: 126, waist: 118, hip: 118, neck: 40 },
  garment: 'sweater',
  innerColor: '#f4f1ea',
  lowerColor: '#3d4653',
  lower: 'trousers',
  rest: 'one',
};
