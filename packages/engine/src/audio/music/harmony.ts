/** Half tones of the seven degrees above the key note. */
export const modes = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
} as const;
export type Mode = keyof typeof modes;

/** Degrees without a half step between any two of them: melodies on these agree with every chord of the mode. */
const pentatonic: Record<Mode, readonly number[]> = {
  major: [0, 1, 2, 4, 5],
  minor: [0, 2, 3, 4, 6],
  dorian: [0, 2, 3, 4, 6],
  mixolydian: [0, 1, 2, 4, 5],
};

/** Half tones of a degree (0 is the key note, 7 its octave) above the key note. */
function halfTones(mode: Mode, degree: number): number {
  const octave = Math.floor(degree / 7);
  return octave * 12 + (modes[mode][degree - octave * 7] ?? 0);
}

/** Pitch classes of a chord of stacked thirds: root, third, fifth, then seventh and ninth where `size` asks for them. */
export function chordClasses(mode: Mode, key: number, root: number, size: number): number[] {
  return Array.from({ length: size }, (_, index) => (key + halfTones(mode, root + index * 2) + 120) % 12);
}

/** A chord within the octave above `low`, from below: neighbours in a progression share places and so glide. */
export function voiced(classes: readonly number[], low: number): number[] {
  return classes.map((pitch) => atOrAbove(pitch, low)).sort((a, b) => a - b);
}

/** The lowest pitch of a class that is not under `low`. */
export function atOrAbove(pitchClass: number, low: number): number {
  return low + ((((pitchClass - low) % 12) + 12) % 12);
}

/** The rungs on which a melody moves: the pentatonic from `low` up. */
export function ladder(mode: Mode, key: number, low: number, rungs: number): number[] {
  const classes = new Set(pentatonic[mode].map((degree) => (key + halfTones(mode, degree) + 120) % 12));
  const pitches: number[] = [];
  for (let pitch = low; pitches.length < rungs; pitch += 1) {
    if (classes.has(pitch % 12)) {
      pitches.push(pitch);
    }
  }
  return pitches;
}
