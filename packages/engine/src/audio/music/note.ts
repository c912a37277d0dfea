/** Instruments of the built-in music. */
export type Voice =
  | 'marimba'
  | 'nylon'
  | 'steel'
  | 'muted'
  | 'guzheng'
  | 'piano'
  | 'e-piano'
  | 'bell'
  | 'pizzicato'
  | 'whistle'
  | 'flute'
  | 'strings'
  | 'pad'
  | 'saw-pluck'
  | 'finger-bass'
  | 'deep-bass'
  | 'saw-bass'
  | 'slap-bass'
  | 'kick'
  | 'club-kick'
  | 'big-drum'
  | 'snare'
  | 'brush'
  | 'snap'
  | 'clap'
  | 'rim'
  | 'hat'
  | 'open-hat'
  | 'shaker'
  | 'tambourine'
  | 'wood-block'
  | 'gong';

/**
 * One note: `step` counts sixteenths from the loop's start (a half is a thirty-second), `steps` how long it is held,
 * `pitch` is a MIDI number (of a drum: which of its four strokes), `force` 0 … 1, `lateMs` how much the hand is late.
 */
export interface Note {
  voice: Voice;
  step: number;
  steps: number;
  pitch: number;
  force: number;
  lateMs: number;
}

/** A loop of eight bars in 4/4. */
export const stepsPerBar = 16;
export const loopBars = 8;
export const loopSteps = stepsPerBar * loopBars;

/** Hertz of a MIDI number. */
export function frequency(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12);
}
