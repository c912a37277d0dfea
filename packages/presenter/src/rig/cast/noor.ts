import type { CharacterArt } from '../character.ts';
import { outline, symmetric } from '../pen.ts';
import { skins } from './skins.ts';

/** A woman with a headscarf in the brand's accent, in a long tunic. */
export const noor: CharacterArt = {
  card: {
    id: 'noor',
    name: { 'zh-CN': '努尔', en: 'Noor' },
    description: {
      'zh-CN': '女士，品牌点缀色头巾，长款外衣，优雅从容',
      en: 'Woman with a headscarf in the accent colour and a long tunic; graceful and composed',
    },
    voice: 'female',
  },
  skin: skins.tan,
  hairColor: '#3a2a2a',
  face: symmetric('M0,-100 C46,-100 73,-68 73,-20 C73,20 64,52 46,74 C30,92 14,98 0,98'),
  ears: 'hidden',
  eyes: { iris: '#4a3020', size: 1.06, lash: 4.6, hasWing: true, tilt: 2 },
  brows: { color: '#3a2a2a', weight: 6, arch: 3.6 },
  nose: outline('M2,2 C6,12 10,18 5,23 C1,26 -5,25 -7,22'),
  lips: { fullness: 1.05, isPainted: true },
  marks: 'none',
  glasses: 'none',
  behind: [
    {
      shape: symmetric('M0,-122 C62,-124 102,-86 100,-14 C98,50 102,100 108,160 C80,190 30,186 0,184'),
      tone: 'accentShade',
      depth: -26,
      sway: 0.2,
    },
  ],
  back: [
    {
      shape: symmetric('M0,-112 C60,-114 94,-80 94,-14 C94,40 84,90 60,124 C30,140 0,140 0,140'),
      tone: 'accentShade',
      depth: 0,
    },
  ],
  beard: [],
  front: [
    // The cloth around the face: outside the scarf, inside the opening.
    {
      shape: outline(
        'M0,-126 C64,-128 101,-86 99,-14 C97,36 92,82 72,124 C58,148 -58,148 -72,124 C-92,82 -97,36 -99,-14 C-101,-86 -64,-128 0,-126Z M0,-84 C-40,-84 -68,-56 -69,-14 C-70,22 -60,54 -42,74 C-28,88 -14,93 0,93 C14,93 28,88 42,74 C60,54 70,22 69,-14 C68,-56 40,-84 0,-84Z',
      ),
      tone: 'accent',
      depth: { jaw: 6 },
    },
    {
      shape: outline(
        'M-69,-14 C-68,-56 -40,-84 0,-84 C40,-84 68,-56 69,-14 C62,-46 40,-70 0,-72 C-40,-70 -62,-46 -69,-14Z',
      ),
      tone: 'accentShade',
      depth: { face: 7 },
    },
    // Folds over the crown and at the cheek.
    { shape: outline('M-56,-104 C-20,-96 36,-102 78,-70'), tone: 'accentShade', depth: { face: 8 }, width: 3 },
    { shape: outline('M-82,-62 C-87,-30 -85,20 -72,62'), tone: 'accentShade', depth: { face: 8 }, width: 3 },
    { shape: outline('M84,-46 C88,0 80,50 62,92'), tone: 'accentShade', depth: { face: 8 }, width: 3 },
    // One end falls over the shoulder, the cloth is laid around the neck over it.
    {
      shape: outline('M-92,150 C-108,204 -108,262 -98,322 L-52,330 C-50,270 -50,226 -36,190Z'),
      tone: 'accent',
      depth: 0,
      sway: 0.2,
    },
    {
      shape: outline('M-58,182 C-66,230 -66,280 -66,327 L-52,330 C-50,270 -50,226 -36,190Z'),
      tone: 'accentShade',
      depth: 0,
      sway: 0.2,
    },
    { shape: outline('M-86,190 C-92,230 -92,270 -86,310'), tone: 'accentShade', depth: 0, sway: 0.2, width: 2.8 },
    {
      shape: outline('M-97,322 L-99,333 M-86,324 L-87,336 M-75,326 L-75,338 M-64,328 L-63,339 M-54,329 L-52,340'),
      tone: 'accent',
      depth: 0,
      sway: 0.2,
      width: 3.6,
    },
    {
      shape: outline(
        'M-74,104 C-98,122 -114,146 -110,168 C-90,206 -40,226 4,226 C56,224 98,202 112,168 C114,146 96,122 74,104 C44,134 -44,134 -74,104Z',
      ),
      tone: 'accentShade',
      depth: 0,
      sway: 0.14,
    },
    {
      shape: outline(
        'M-74,104 C-98,122 -114,144 -110,164 C-84,196 -36,208 6,204 C52,198 88,180 100,150 C98,132 88,116 74,104 C44,134 -44,134 -74,104Z',
      ),
      tone: 'accent',
      depth: 0,
      sway: 0.14,
    },
    { shape: outline('M-72,112 C-40,146 26,154 72,120'), tone: 'accentShade', depth: 2, sway: 0.1, width: 3 },
    { shape: outline('M-96,140 C-58,180 20,190 84,144'), tone: 'accentShade', depth: 2, sway: 0.14, width: 3 },
    { shape: outline('M62,112 C56,112 56,121 62,121 C68,121 68,112 62,112Z'), tone: 'gold', depth: 6, sway: 0.1 },
  ],
  body: { shoulder: 124, chest: 100, waist: 82, hip: 100, neck: 29 },
  garment: 'tunic',
  innerColor: '#fbf3ea',
  lowerColor: '#4a3f55',
  lower: 'skirt',
  rest: 'clasped',
};
