import type { MusicTrack } from '@clipo/contract';
import type { Style } from './style.ts';

type Lively =
  | 'bright-morning'
  | 'playful-steps'
  | 'tech-grid'
  | 'festive-lanterns'
  | 'funk-corner'
  | 'news-pulse'
  | 'summer-pop';

/** Pieces that push: for offers, gadgets, snacks, festivals, news. */
export const livelyStyles: Readonly<Record<Lively & MusicTrack, Style>> = {
  'bright-morning': {
    mode: 'major',
    keys: [0, 2, 4, 5, 9],
    swing: 0.06,
    swungSteps: 1,
    progressions: ['15641564', '16451645', '41564156', '14651425'],
    drums: [
      {
        voice: 'kick',
        patterns: ['X.......x.......', 'X.......x.o.....', 'X.....o.x.......'],
        fill: 'X.......x.x.....',
      },
      { voice: 'snap', patterns: ['....x.......x...'], fill: '....x.......x.xx' },
      { voice: 'shaker', patterns: ['ooxoooxoooxoooxo', 'o.x.o.x.o.x.o.x.'] },
      { voice: 'hat', patterns: ['..x...x...x...x.'], bars: '....xxxx' },
    ],
    bass: { voice: 'finger-bass', low: 33, patterns: ['1----.1-1---..5-', '1---..1-1---..8-', '1-----1-5---..n-'] },
    chords: [
      {
        voice: 'nylon',
        kind: 'block',
        low: 59,
        size: 3,
        patterns: ['..x-..x-..x-..x-', '...x--x-...x--x-', '..x-x-..x-..x-..'],
        db: 1,
      },
      { voice: 'pad', kind: 'block', low: 52, size: 4, patterns: ['x---------------'] },
    ],
    leads: [
      {
        voice: 'marimba',
        low: 67,
        rungs: 9,
        a: ['x--x--x---x-x---x--x--x-----....', 'x---x--x--x---x-x---x--x--x-....', 'x--x----x--x--x-x--x----x--x....'],
        b: ['..x-x-x---x--x--..x-x-x---x-....', 'x-x-x--x--x-x---x-x-x--x--......'],
      },
    ],
    room: 'small',
  },
  'playful-steps': {
    mode: 'major',
    keys: [0, 2, 5, 7, 10],
    swing: 0.28,
    swungSteps: 1,
    progressions: ['15151451', '16251625', '14151455', '12451245'],
    drums: [
      { voice: 'kick', patterns: ['X.......X.......', 'X.......X.....o.'], db: -3 },
      { voice: 'snap', patterns: ['....x.......x...'] },
      { voice: 'wood-block', patterns: ['..x.x...x..x....', 'x..x..x...x.x...', '..x...x.x.x...x.'], db: 1 },
      { voice: 'shaker', patterns: ['..x...x...x...x.'] },
    ],
    bass: {
      voice: 'pizzicato',
      low: 40,
      patterns: ['1---5---1---5---', '1---5---1-3-5---', '1-..5-..1-..n-..'],
      db: 3,
    },
    chords: [
      {
        voice: 'pizzicato',
        kind: 'block',
        low: 60,
        size: 3,
        patterns: ['....x-......x-..', '....x-..o...x-..', '..x-..x-..x-..x-'],
        db: -1,
      },
      {
        voice: 'marimba',
        kind: 'arpeggio',
        low: 60,
        size: 3,
        patterns: ['1-2-3-2-1-2-3-4-'],
        bars: '....xx..',
        db: -7,
      },
    ],
    leads: [
      {
        voice: 'whistle',
        low: 72,
        rungs: 8,
        a: ['x-x-x---x-x-x---x-x-x-x-x---....', 'x---x-x-x---....x---x-x-x---....', 'x-x-..x-x-..x-x-x-----......x-x-'],
        b: ['x-----x-x-----x-x-x-x-x-x---....', 'x-x-x-x-x-----..x-x-x-x-x-----..'],
      },
      {
        voice: 'bell',
        low: 84,
        rungs: 5,
        db: -4,
        bars: '..xx..xx',
        a: ['............x-x-............x-x-'],
        b: ['............x-x-............x-x-'],
      },
    ],
    room: 'small',
  },
  'tech-grid': {
    mode: 'minor',
    keys: [0, 2, 4, 5, 9],
    swing: 0,
    swungSteps: 1,
    progressions: ['16371637', '11664477', '17671767', '61736173'],
    drums: [
      { voice: 'club-kick', patterns: ['X...X...X...X...', 'X.....X...X.....', 'X...X...X...X.o.'], db: -2 },
      { voice: 'clap', patterns: ['....x.......x...'], fill: '....x.......x.xx', db: -3 },
      { voice: 'hat', patterns: ['..x...x...x...x.', 'o.x.o.xoo.x.o.xo'] },
      { voice: 'rim', patterns: ['...o..o....o..o.', '......o..o......'], db: -3 },
    ],
    bass: { voice: 'saw-bass', low: 33, patterns: ['1-1-..1-1-1-..1-', '..1-..1-..1-..1-', '1--1--1-1--1--8-'] },
    chords: [
      {
        voice: 'saw-pluck',
        kind: 'arpeggio',
        low: 60,
        size: 4,
        patterns: ['1234543212345432', '1324354213243542', '1.23.24.1.23.54.'],
        db: -4,
      },
      { voice: 'pad', kind: 'block', low: 50, size: 4, patterns: ['x---------------'], db: 1 },
    ],
    leads: [
      {
        voice: 'bell',
        low: 72,
        rungs: 8,
        db: 4,
        a: ['x-----x-----x---x-------........', 'x--x--x-----....x--x--x-----....'],
        b: ['x---x---x--x--..x---x---x-......', '..x--x--x-----....x--x--x-----..'],
      },
    ],
    room: 'small',
  },
  'festive-lanterns': {
    mode: 'major',
    keys: [0, 2, 5, 7],
    swing: 0,
    swungSteps: 1,
    progressions: ['15161545', '16541651', '14561451', '11554511'],
    drums: [
      {
        voice: 'big-drum',
        patterns: ['X..x..x.X.......', 'X...x.x.X...x...', 'X..x..x.X..x....'],
        fill: 'X.x.X.x.XxxxX...',
      },
      { voice: 'wood-block', patterns: ['x.x.x.xxx.x.x.x.', '..x...x...x.x.x.', 'x.xxx.x.x.xxx.x.'], db: -2 },
      { voice: 'clap', patterns: ['....x.......x...'], db: -4 },
      { voice: 'gong', patterns: ['x...............'], bars: 'x...x...' },
      { voice: 'tambourine', patterns: ['..x...x...x...x.'], bars: '....xxxx' },
    ],
    bass: { voice: 'finger-bass', low: 33, patterns: ['1---1---5---1---', '1--1--5-1---5---'], db: -1 },
    chords: [
      {
        voice: 'guzheng',
        kind: 'arpeggio',
        low: 57,
        size: 3,
        patterns: ['1-3-2-3-1-3-2-4-', '1.3.4.3.2.3.4.3.', '1-2-3-4-3-2-3-2-'],
        db: -6,
      },
      { voice: 'strings', kind: 'block', low: 55, size: 3, patterns: ['o---------------'], bars: '....xxxx', db: -4 },
    ],
    leads: [
      {
        voice: 'guzheng',
        low: 67,
        rungs: 10,
        ornament: 'sweep',
        db: 2,
        a: ['x-x-x-x-x---x-x-x-x-x-x-x---....', 'x---x-x-x-x-x---x---x-x-x-------', 'x-x-x---x-x-x---x-x-x-x-x-x-x---'],
        b: ['x---x---x-x-x-x-x---x---x-------', 'x-x-x-x-x-----x-x-x-x-x-x-------'],
      },
      {
        voice: 'flute',
        low: 72,
        rungs: 7,
        ornament: 'grace',
        db: -1,
        bars: '....xxxx',
        a: ['x---x---x-------x---x---x-------'],
        b: ['x-------x-x-x---x-------x-------', 'x---x-x-x-------x---x-x-x-------'],
      },
    ],
    room: 'small',
  },
  'funk-corner': {
    mode: 'dorian',
    keys: [2, 4, 7, 9],
    swing: 0.14,
    swungSteps: 1,
    progressions: ['14141414', '14142541', '11441145', '17411741'],
    drums: [
      { voice: 'club-kick', patterns: ['X..x......X..o..', 'X.....x...X.....', 'X..x..o...X.o...'], db: -2 },
      { voice: 'snare', patterns: ['....X..o.o..X..o', '....X..o....X.o.'], fill: '....X..o.oX.X.XX' },
      { voice: 'hat', patterns: ['x.oox.oox.oox.oo', 'xoxoxoxoxoxoxoxo'] },
      { voice: 'open-hat', patterns: ['......x.........', '..............x.'], db: -1 },
    ],
    bass: { voice: 'slap-bass', low: 28, patterns: ['1--1..8.1..57.8.', '1-..1.8.....5.n.', '1..1..7.8.1...57'] },
    chords: [
      { voice: 'muted', kind: 'block', low: 62, size: 3, patterns: ['..o.oox...o.oox.', 'o.ox..oxo.ox..ox'] },
      {
        voice: 'e-piano',
        kind: 'block',
        low: 55,
        size: 4,
        patterns: ['....x-.....x-...', '..x-...x-.....x-', 'x-.....x-.......'],
      },
    ],
    leads: [
      {
        voice: 'saw-pluck',
        low: 66,
        rungs: 8,
        a: ['x-xx--x-..x-....x-xx--x-........', '..x-x.x---..x-x-......x-x-x---..', 'x--x--x-x-......x--x--x-..x-x-..'],
        b: ['x-x-..x-x-..x---x-x-..x-x---....', 'xx..x-x-....xx..x-x-x---........'],
      },
    ],
    room: 'small',
  },
  'news-pulse': {
    mode: 'minor',
    keys: [0, 2, 4, 9],
    swing: 0,
    swungSteps: 1,
    progressions: ['11661177', '16471647', '11447755', '16341635'],
    drums: [
      { voice: 'club-kick', patterns: ['X...x...X...x...', 'X.......X.......'], db: -2 },
      { voice: 'big-drum', patterns: ['X.........x.....', 'X.....x.........'], fill: 'X.....x.X.x.X.X.', db: -2 },
      { voice: 'snare', patterns: ['....x.......x...'], bars: '....xxxx', db: -3 },
      { voice: 'hat', patterns: ['xoooxoooxoooxooo'] },
    ],
    bass: { voice: 'saw-bass', low: 33, patterns: ['1.1.1.1.1.1.1.1.', '1.1.1.1.8.1.1.1.'], db: 0 },
    chords: [
      {
        voice: 'strings',
        kind: 'block',
        low: 57,
        size: 3,
        patterns: ['x.x.x.xxx.x.x.xx', 'x..x..x.x..x..x.', 'x.xxx.x.x.xxx.x.'],
        db: 1,
      },
      {
        voice: 'marimba',
        kind: 'arpeggio',
        low: 69,
        size: 3,
        patterns: ['1.1.1.1.1.1.1.1.', '1.2.1.3.1.2.1.3.'],
        db: -6,
      },
    ],
    leads: [
      {
        voice: 'strings',
        low: 67,
        rungs: 8,
        db: 4,
        a: ['x-------x---x---x---------------', 'x---x-------x---x-----------....'],
        b: ['x---x---x---x---x-------x-------', 'x-------x-------x---x---x-------'],
      },
      {
        voice: 'piano',
        low: 72,
        rungs: 6,
        db: -3,
        a: ['x-......x-..x-..x-..............'],
        b: ['x-..x-..x-..x-..x-......x-......'],
      },
    ],
    room: 'small',
  },
  'summer-pop': {
    mode: 'major',
    keys: [0, 2, 5, 7, 9],
    swing: 0.04,
    swungSteps: 1,
    progressions: ['64156415', '15641564', '41564156', '46154625'],
    drums: [
      { voice: 'club-kick', patterns: ['X...X...X...X...'], fill: 'X...X...X.x.X.xx' },
      { voice: 'clap', patterns: ['....X.......X...', '....X.......X..o'] },
      { voice: 'open-hat', patterns: ['..x...x...x...x.'] },
      { voice: 'shaker', patterns: ['ooxoooxoooxoooxo'], bars: '..xxxxxx' },
      { voice: 'tambourine', patterns: ['....x.......x...'], bars: '....xxxx' },
    ],
    bass: { voice: 'saw-bass', low: 33, patterns: ['..1-..1-..1-..1-', '1--1--1-..1-1-8-', '1-..1-..1-..1-5-'] },
    chords: [
      {
        voice: 'saw-pluck',
        kind: 'block',
        low: 60,
        size: 3,
        patterns: ['x--x--x--x--x-x-', 'x-..x-..x-.x..x-', '..x-..x-..x-.x--'],
        db: -1,
      },
      { voice: 'pad', kind: 'block', low: 55, size: 4, patterns: ['x---------------'], db: 1 },
      { voice: 'piano', kind: 'block', low: 57, size: 3, patterns: ['x-----x-----x---'], bars: '....xxxx', db: -5 },
    ],
    leads: [
      {
        voice: 'marimba',
        low: 71,
        rungs: 8,
        db: 1,
        a: ['x--x--x-x---x-x-x--x--x-........', 'x-x-..x-x-..x---x-x-..x-x---....', '..x-x-x--x--x-..x-x-x--x--......'],
        b: ['x---x---x-x-x-x-x---x---x-......', 'x--x--x--x--x---x--x--x--x------'],
      },
    ],
    room: 'small',
  },
};
