import type { Mode } from './harmony.ts';
import type { Voice } from './note.ts';

/** One or more patterns to choose from by the seed. */
export type Patterns = readonly [string, ...string[]];

interface Part {
  voice: Voice;
  /** Louder or softer than the instrument usually is, in decibels. */
  db?: number;
  /** Which of the eight bars it plays in: eight signs, `x` or `.`; left out, all of them. */
  bars?: string;
}

/**
 * Patterns are written in sixteenths, one bar or two (32 signs) long; blanks are only for the eye.
 * Drums: `X` strong, `x` plain, `o` soft, `.` nothing.
 */
export interface DrumPart extends Part {
  patterns: Patterns;
  /** What is played in the last bar instead. */
  fill?: string;
}

/** Bass: `1` root, `3` third, `5` fifth, `7` seventh, `8` octave, `n` next root; `-` holds, `.` is silent. */
export interface BassPart extends Part {
  patterns: Patterns;
  /** Lowest pitch. */
  low: number;
}

/**
 * Chords. `block` strikes all notes at `x` (`X` strong, `o` soft), `strum` draws over the strings, `arpeggio` plays the
 * chord's notes by number from below (beyond its size they come an octave higher). `-` holds, `.` is silent.
 */
export interface ChordPart extends Part {
  kind: 'block' | 'strum' | 'arpeggio';
  patterns: Patterns;
  low: number;
  /** Notes of the chord: 3 triad, 4 with the seventh, 5 with the ninth. */
  size: 3 | 4 | 5;
}

/** A melody of four phrases of two bars: A A′ B A. Rhythms have 32 signs: `x` begins a note, `-` holds it. */
export interface LeadPart extends Part {
  low: number;
  rungs: number;
  a: Patterns;
  b: Patterns;
  /** `sweep` runs up to the first note of a phrase, as a guzheng does; `grace` touches the tone below long notes. */
  ornament?: 'sweep' | 'grace';
}

/** All that makes a piece what it is. Everything the seed may vary is a list here. */
export interface Style {
  mode: Mode;
  /** Key notes as half tones from C. */
  keys: readonly [number, ...number[]];
  /** How late every second sixteenth (or eighth) comes, as a share of it. */
  swing: number;
  swungSteps: 1 | 2;
  /** Chords by degree, one a bar, eight bars. */
  progressions: Patterns;
  drums: readonly DrumPart[];
  bass: BassPart;
  chords: readonly ChordPart[];
  leads: readonly LeadPart[];
  room: 'small' | 'hall';
}
