/** What a mouth does at one moment. All 0 … 1 unless told. */
export interface MouthPose {
  /** How far the jaw is down: 0 the lips touch, 1 as wide as speech gets. */
  open: number;
  /** −1 rounded and narrow (u), 0 at rest, 1 drawn wide (i). */
  wide: number;
  /** How much of the upper teeth is shown when open. */
  teeth: number;
  /** How high the tongue is. */
  tongue: number;
  /** Lips pressed together (b, p, m): wins over `open`. */
  press: number;
}

export const restingMouth: MouthPose = { open: 0, wide: 0, teeth: 0.5, tongue: 0.2, press: 0 };

/** The mouths of a speech, one for each frame. */
export type MouthTrack = readonly MouthPose[];

/** The mouth at a frame; at rest before and after the speech. */
export function mouthAt(track: MouthTrack, frame: number): MouthPose {
  return track[frame] ?? restingMouth;
}
