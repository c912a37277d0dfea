import type { Note, Voice } from '../note.ts';
import * as drums from './drums.ts';
import * as keys from './keys.ts';
import * as plucked from './plucked.ts';
import * as sustained from './sustained.ts';

/** Plays a note alone; `held` is its length in seconds where the instrument can hold one. */
type Player = (note: Note, held: number) => Float32Array<ArrayBuffer>;

/**
 * An instrument: how it sounds and how it stands in the room: place from −1 (left) to 1, loudness against the melody
 * in decibels, how much of it the room answers, and how far it spreads to both sides (0 … 1).
 */
export interface Instrument {
  play: Player;
  pan: number;
  levelDb: number;
  room: number;
  width: number;
}

export const instruments: Record<Voice, Instrument> = {
  marimba: { play: keys.marimba, pan: 0.16, levelDb: 0, room: 0.3, width: 0.15 },
  nylon: { play: plucked.nylon, pan: -0.28, levelDb: -3, room: 0.24, width: 0.1 },
  steel: { play: plucked.steel, pan: -0.22, levelDb: -2, room: 0.2, width: 0.35 },
  muted: { play: plucked.muted, pan: 0.4, levelDb: -7, room: 0.12, width: 0 },
  guzheng: { play: plucked.guzheng, pan: 0.1, levelDb: 0, room: 0.34, width: 0.2 },
  piano: { play: keys.piano, pan: -0.06, levelDb: -1, room: 0.34, width: 0.3 },
  'e-piano': { play: keys.electricPiano, pan: -0.14, levelDb: -3, room: 0.22, width: 0.4 },
  bell: { play: keys.bell, pan: 0.3, levelDb: -6, room: 0.45, width: 0.3 },
  pizzicato: { play: plucked.pizzicato, pan: -0.24, levelDb: -3, room: 0.3, width: 0.2 },
  whistle: { play: sustained.whistle, pan: 0.12, levelDb: -2, room: 0.35, width: 0.1 },
  flute: { play: sustained.flute, pan: 0.18, levelDb: -2, room: 0.4, width: 0.15 },
  strings: { play: sustained.strings, pan: 0, levelDb: -5, room: 0.38, width: 0.55 },
  pad: { play: sustained.pad, pan: 0, levelDb: -9, room: 0.3, width: 0.6 },
  'saw-pluck': { play: sustained.sawPluck, pan: 0.14, levelDb: -2, room: 0.28, width: 0.35 },
  'finger-bass': { play: keys.fingerBass, pan: 0, levelDb: -2, room: 0, width: 0 },
  'deep-bass': { play: keys.deepBass, pan: 0, levelDb: -2, room: 0, width: 0 },
  'saw-bass': { play: sustained.sawBass, pan: 0, levelDb: -2, room: 0, width: 0 },
  'slap-bass': { play: plucked.slapBass, pan: 0, levelDb: -1, room: 0.03, width: 0 },
  kick: { play: drums.kick, pan: 0, levelDb: -2, room: 0.02, width: 0 },
  'club-kick': { play: drums.clubKick, pan: 0, levelDb: -1, room: 0.02, width: 0 },
  'big-drum': { play: drums.bigDrum, pan: -0.04, levelDb: -2, room: 0.3, width: 0.1 },
  snare: { play: drums.snare, pan: 0.04, levelDb: -5, room: 0.2, width: 0 },
  brush: { play: drums.brush, pan: 0.1, levelDb: -8, room: 0.2, width: 0.1 },
  snap: { play: drums.snap, pan: 0.06, levelDb: -7, room: 0.3, width: 0.1 },
  clap: { play: drums.clap, pan: -0.03, levelDb: -5, room: 0.26, width: 0.3 },
  rim: { play: drums.rim, pan: 0.2, levelDb: -9, room: 0.24, width: 0 },
  hat: { play: drums.hat, pan: -0.34, levelDb: -13, room: 0.06, width: 0 },
  'open-hat': { play: drums.openHat, pan: -0.34, levelDb: -13, room: 0.08, width: 0 },
  shaker: { play: drums.shaker, pan: 0.42, levelDb: -13, room: 0.05, width: 0 },
  tambourine: { play: drums.tambourine, pan: 0.38, levelDb: -12, room: 0.12, width: 0 },
  'wood-block': { play: drums.woodBlock, pan: 0.3, levelDb: -9, room: 0.25, width: 0 },
  gong: { play: drums.gong, pan: -0.2, levelDb: -12, room: 0.35, width: 0.2 },
};
