import type { ConsentGrant, PresenterFraming, PresenterPicture } from '@clipo/contract';
import { faceFrameOf, scaledFrame } from '../face/face-frame.ts';
import { fitPerson } from '../face/fit-person.ts';
import { headAt, type Motion } from '../face/liveliness.ts';
import { lightOf } from '../face/measure-face.ts';
import { type MouthTrack, mouthAt } from '../face/mouth-pose.ts';
import { createWarp, type WarpSource } from '../face/warp.ts';
import type { CheckedPortrait } from './check-portrait.ts';

/** Frames of a person, drawn at once: the contract's PresenterFrames. */
export interface PersonFrames {
  frame(trackFrame: number): PresenterPicture;
  close(): void;
}

/** How a portrait is shown. */
export interface PortraitShow {
  width: number;
  height: number;
  fps: number;
  frameCount: number;
  track: MouthTrack;
  seed: number;
  motion: Motion;
  framing?: PresenterFraming | undefined;
}

/** What of a checked portrait is drawn. */
export type DrawnPortrait = Pick<CheckedPortrait, 'picture' | 'points'> & {
  measured: Pick<CheckedPortrait['measured'], 'white'>;
};

/**
 * A portrait that speaks: experimental, and never called realistic. Frames are pure in their number. Nothing is drawn
 * without the person's consent.
 * @throws ClipoError `consent_needed`
 */
export async function openPortrait(
  portrait: DrawnPortrait,
  consent: Pick<ConsentGrant, 'recheck'>,
  show: PortraitShow,
): Promise<PersonFrames> {
  await consent.recheck();
  return drawPortrait(portrait, show);
}

/** The frames themselves: for `openPortrait`, and for the gate that looks at a portrait before anybody uses it. */
export function drawPortrait(portrait: DrawnPortrait, show: PortraitShow): PersonFrames {
  const { picture, points, measured } = portrait;
  const isCutOut = hasClearGround(picture.data);
  const face = faceFrameOf(points);
  const { pixels, width, height, scale, view } = fitPerson(picture, face, show, isCutOut, show.framing);
  const source: WarpSource = {
    pixels,
    width,
    height,
    face: scaledFrame(face, scale),
    isCutOut,
    light: lightOf(measured),
  };
  const draw = createWarp(view);
  const frame = new Uint32Array(show.width * show.height);
  const bytes = new Uint8Array(frame.buffer);
  const ink = { x: 0, y: 0, w: show.width, h: show.height };
  return {
    frame: (at) => {
      draw(source, headAt(at, show), mouthAt(show.track, at), frame);
      return { rgba: bytes, ink };
    },
    close: () => undefined,
  };
}

/** More than a twentieth is transparent: the person was cut out. */
export function hasClearGround(data: Uint8Array): boolean {
  let clear = 0;
  for (let at = 3; at < data.length; at += 4) {
    if ((data[at] as number) < 16) {
      clear++;
    }
  }
  return clear > data.length / 4 / 20;
}
