// The built-in music's names, facts and beats: plain data, so that what mixes sound need not load the schemas.

/** Built-in pieces of music, by name. */
export const musicTracks = [
  'bright-morning',
  'warm-home',
  'calm-water',
  'premium-silk',
  'playful-steps',
  'tech-grid',
  'festive-lanterns',
  'jade-garden',
  'lofi-desk',
  'funk-corner',
  'cinema-dawn',
  'acoustic-road',
  'news-pulse',
  'summer-pop',
] as const;
type MusicTrack = (typeof musicTracks)[number];

/** What a piece feels like. */
export type MusicMood =
  | 'bright'
  | 'warm'
  | 'calm'
  | 'premium'
  | 'playful'
  | 'tech'
  | 'festive'
  | 'oriental'
  | 'lo-fi'
  | 'funk'
  | 'cinematic'
  | 'acoustic'
  | 'news'
  | 'pop';

/** A piece in the catalogue: `bpm` is its middle tempo, a seed moves it by at most 2. */
export interface MusicEntry {
  mood: MusicMood;
  bpm: number;
  /** What plays. */
  sound: string;
  licence: string;
}

/** All pieces are written and synthesised by this repository's code: nobody else's rights are in them. */
const licence = 'composed by code in this repository (Apache-2.0)';

/** The built-in music: every piece with its mood, tempo and licence. */
export const musicCatalog: Readonly<Record<MusicTrack, MusicEntry>> = {
  'bright-morning': { mood: 'bright', bpm: 104, sound: 'marimba, nylon guitar, soft drums', licence },
  'warm-home': { mood: 'warm', bpm: 88, sound: 'electric piano, finger bass, brushes', licence },
  'calm-water': { mood: 'calm', bpm: 72, sound: 'felt piano, slow pad, bells', licence },
  'premium-silk': { mood: 'premium', bpm: 96, sound: 'electric piano, strings, deep bass', licence },
  'playful-steps': { mood: 'playful', bpm: 116, sound: 'whistle, plucked strings, wood blocks', licence },
  'tech-grid': { mood: 'tech', bpm: 110, sound: 'sequenced synthesiser, tight drums', licence },
  'festive-lanterns': { mood: 'festive', bpm: 112, sound: 'guzheng, flute, big drum, wood block', licence },
  'jade-garden': { mood: 'oriental', bpm: 76, sound: 'guzheng, flute, pad', licence },
  'lofi-desk': { mood: 'lo-fi', bpm: 80, sound: 'electric piano, swung drums, round bass', licence },
  'funk-corner': { mood: 'funk', bpm: 106, sound: 'slap bass, muted guitar, electric piano', licence },
  'cinema-dawn': { mood: 'cinematic', bpm: 92, sound: 'piano, strings, big drum', licence },
  'acoustic-road': { mood: 'acoustic', bpm: 98, sound: 'steel guitar, tambourine, claps', licence },
  'news-pulse': { mood: 'news', bpm: 120, sound: 'short strings, pulse, drums', licence },
  'summer-pop': { mood: 'pop', bpm: 118, sound: 'synthesiser plucks, four-to-the-floor drums', licence },
};

/** Beats of a minute that a piece has at a seed: within 2 of its middle tempo. */
export function tempoOf(track: MusicTrack, seed: number): number {
  return musicCatalog[track].bpm + (((Math.trunc(seed) % 5) + 5) % 5) - 2;
}

/** Samples of a sixteenth at 48 kHz. Pieces are played on this grid of whole samples. */
export function sixteenthSamples(track: MusicTrack, seed: number): number {
  return Math.round((60 * 48_000) / tempoOf(track, seed) / 4);
}

/**
 * The first beat of a video's music comes this many samples (30 ms) in, or later where its beats then meet cuts: AAC's first packet has no neighbour to
 * overlap with and must be all but silent.
 */
export const musicLeadSamples = 1440;

/**
 * Frames on which the beats of a piece fall, from the video's beginning to before `frames`: where a cut
 * sits in the rhythm. Pure.
 */
export function beatFrames(
  {
    track,
    seed,
    firstBeatSample = musicLeadSamples,
  }: { track: MusicTrack; seed: number; firstBeatSample?: number | undefined },
  fps: number,
  frames: number,
): number[] {
  const beatSamples = sixteenthSamples(track, seed) * 4;
  const beats: number[] = [];
  for (let beat = 0; ; beat += 1) {
    const frame = Math.round(((firstBeatSample + beat * beatSamples) * fps) / 48_000);
    if (frame >= frames) {
      return beats;
    }
    beats.push(frame);
  }
}
