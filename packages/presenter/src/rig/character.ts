import type { Depth } from './head-space.ts';
import type { Skin } from './palette.ts';
import type { Outline } from './pen.ts';

/** What is told of a character to who chooses one. */
export interface CharacterCard {
  id: string;
  name: { 'zh-CN': string; en: string };
  description: { 'zh-CN': string; en: string };
  /** Which of the built-in voices suits. */
  voice: 'female' | 'male';
}

/** Tones that a part of the head may be filled with. */
export type HeadTone =
  | 'hair'
  | 'hairShade'
  | 'hairLight'
  | 'skin'
  | 'skinShade'
  | 'skinLine'
  | 'accent'
  | 'accentShade'
  | 'accentLight'
  | 'onAccent'
  | 'beard'
  | 'dark'
  | 'white'
  | 'gold';

/** A drawn part of hair, hat, beard or jewellery: filled, or a line where it has a width. */
export interface HeadPart {
  shape: Outline;
  tone: HeadTone;
  depth: Depth;
  /** How loosely it hangs, 0 to 1. */
  sway?: number;
  width?: number;
}

/** Garments, by cut. */
export type Garment = 'blazer' | 'overshirt' | 'cardigan' | 'sweater' | 'tunic' | 'dungarees' | 'hoodie' | 'mandarin';

/** Everything that is drawn of a character, in the head's and the figure's units. */
export interface CharacterArt {
  card: CharacterCard;
  skin: Skin;
  hairColor: string;
  beardColor?: string;
  /** Right half of the face's rim, from crown to chin. */
  face: Outline;
  ears: 'shown' | 'hidden';
  eyes: { iris: string; size: number; lash: number; hasWing: boolean; tilt: number };
  brows: { color: string; weight: number; arch: number };
  nose: Outline;
  lips: { fullness: number; isPainted: boolean };
  marks: 'none' | 'freckles' | 'age';
  glasses: 'none' | 'round' | 'square';
  /** Hair at the depth of the rim: it closes what a turn opens between the face and the hair before it. */
  skull?: Outline;
  /** Behind the body, behind the face, before the face, and over all (hat, fringe). */
  behind: readonly HeadPart[];
  back: readonly HeadPart[];
  beard: readonly HeadPart[];
  front: readonly HeadPart[];
  body: { shoulder: number; chest: number; waist: number; hip: number; neck: number };
  garment: Garment;
  /** What is worn under the garment, and below it. */
  innerColor: string;
  lowerColor: string;
  lower: 'trousers' | 'skirt';
  /** Where the hands are when they have nothing to say. */
  rest: 'clasped' | 'one' | 'hanging';
}
