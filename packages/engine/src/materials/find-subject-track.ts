import type { Box, Size } from '@clipo/contract';
import { apartFromGround, wholeOfCut } from './find-cut-subject.ts';
import type { FrameRun } from './find-shots.ts';
import { leastConfidence, type Subject, subjectOf } from './find-subject.ts';
import { blur, measureSaliency, type Saliency } from './find-subject-saliency.ts';
import type { LabPicture } from './lab-picture.ts';

/** Samples of a clip a second. */
const samplesPerSecond = 4;

/** What is kept of a sampled frame: how each pixel stands out, its lightness and, of a plain ground, how far it is from that. */
interface Sample {
  frame: number;
  saliency: Uint8Array;
  lightness: Uint8Array;
  apart: Uint8Array | null;
}

/** The subject at a frame of a clip. */
export interface SubjectSample {
  frame: number;
  box: Box;
}

/** Collects samples while a clip is measured, and then follows its subject. */
export interface SubjectTracker {
  sampling: {
    /** Frames from one sample to the next; may have a fraction. */
    everyFrames: number;
    /** Takes the picture of a frame. */
    take(picture: LabPicture, frame: number): void;
  };
  /** Places of the subject, a shot at a time; none for a shot without one. */
  follow(shots: readonly FrameRun[]): SubjectSample[];
}

/** Makes a tracker for a clip of `fps` frames a second. Its samples take 33 kB each. */
export function createSubjectTracker(fps: number): SubjectTracker {
  const samples: Sample[] = [];
  let size: Size = { width: 0, height: 0 };
  return {
    sampling: {
      everyFrames: fps / samplesPerSecond,
      take(picture, frame) {
        size = { width: picture.width, height: picture.height };
        samples.push({
          frame,
          saliency: Uint8Array.from(measureSaliency(picture), (value) => Math.round(value * 2)),
          lightness: Uint8Array.from(picture.lightness, (value) => Math.round(value * 2)),
          apart: apartFromGround(picture),
        });
      },
    },
    follow: (shots) =>
      shots.flatMap((shot) =>
        followShot(
          samples.filter(({ frame }) => frame >= shot.start && frame < shot.end),
          size,
        ),
      ),
  };
}

/** Finds the subject in every sample of a shot and smooths its way. Pure. */
function followShot(samples: readonly Sample[], { width, height }: Size): SubjectSample[] {
  const still = samples.map(({ saliency }) => subjectOf(halved(saliency), width, height));
  const meanConfidence =
    still.reduce((sum, subject) => sum + (subject?.confidence ?? 0), 0) / Math.max(1, still.length);
  // What does not stand out by its looks may do so by moving, before a camera that stands.
  const share = Math.min(1, Math.max(0, (0.6 - meanConfidence) / 0.4));
  const background = share > 0 ? standingBackground(samples, width, height) : null;
  const found =
    background === null
      ? still
      : samples.map((sample) => subjectOf(withMotion(sample, background, share, { width, height }), width, height));
  const sure = found.flatMap((subject, index) => {
    const { frame, apart } = samples[index] as Sample;
    if (subject === null || subject.confidence < leastConfidence) {
      return [];
    }
    const box = apart === null ? subject.box : wholeOfCut(subject.box, apart, { width, height });
    return [{ frame, subject: { ...subject, box } }];
  });
  // A shot whose subject is lost more often than seen is shown from its middle.
  return sure.length * 2 > samples.length ? smoothed(sure) : [];
}

function halved(bytes: Uint8Array): Saliency {
  return Float32Array.from(bytes, (value) => value / 2);
}

/** How far lightness changes is worth more than how far colours lie apart: what moves has few other marks. */
const motionWorth = 1.5;

function withMotion(sample: Sample, background: Uint8Array, share: number, { width, height }: Size): Saliency {
  const moved = Float32Array.from(sample.lightness, (value, index) => {
    // In halves, as kept; three steps of lightness are noise.
    return (Math.max(0, Math.abs(value - (background[index] as number)) - 6) * motionWorth) / 2;
  });
  // What moves changes in patches, where its shade is not that of the background: they belong together.
  const together = blur(moved, width, height, Math.max(1, Math.round(Math.max(width, height) * 0.03)));
  return together.map((value, index) => share * value + ((1 - share) * (sample.saliency[index] as number)) / 2);
}

/** Frames that the background is made of, at most. */
const mostBackgroundSamples = 25;

/**
 * The median lightness of a shot's samples, or null where the camera moves (the border then changes too) or the shot is
 * too short to tell.
 */
function standingBackground(samples: readonly Sample[], width: number, height: number): Uint8Array | null {
  if (samples.length < 5) {
    return null;
  }
  const step = Math.max(1, samples.length / mostBackgroundSamples);
  const count = Math.min(samples.length, mostBackgroundSamples);
  const chosen = Array.from({ length: count }, (_, index) => samples[Math.floor(index * step)] as Sample);
  const background = new Uint8Array(width * height).map((_, index) => {
    const values = Uint8Array.from(chosen, ({ lightness }) => lightness[index] as number).sort();
    return values[values.length >> 1] as number;
  });
  const border = Array.from(background.keys()).filter((index) => {
    const x = index % width;
    return x === 0 || x === width - 1 || index < width || index >= width * (height - 1);
  });
  const changes = samples.map(({ lightness }) =>
    border.reduce((sum, index) => sum + Math.abs((lightness[index] as number) - (background[index] as number)), 0),
  );
  const usual = (changes.sort((a, b) => a - b)[changes.length >> 1] as number) / border.length;
  return usual < 8 ? background : null;
}

/** Middle and size by the median of three, which drops single slips, then by a bell over five. */
function smoothed(samples: readonly { frame: number; subject: Subject }[]): SubjectSample[] {
  const valuesOf = (read: (box: Box) => number, bell: readonly number[]) =>
    overBell(medianOfThree(samples.map(({ subject }) => read(subject.box))), bell);
  const x = valuesOf((box) => box.x + box.w / 2, [1, 2, 1]);
  const y = valuesOf((box) => box.y + box.h / 2, [1, 2, 1]);
  const w = valuesOf((box) => box.w, [1, 2, 3, 2, 1]);
  const h = valuesOf((box) => box.h, [1, 2, 3, 2, 1]);
  return samples.map(({ frame }, index) => {
    const [middleX, middleY] = [x[index] as number, y[index] as number];
    const [wide, high] = [w[index] as number, h[index] as number];
    const inside = (middle: number, length: number) => Math.max(0, middle - length / 2);
    const [left, top] = [inside(middleX, wide), inside(middleY, high)];
    return {
      frame,
      box: { x: left, y: top, w: Math.min(1, middleX + wide / 2) - left, h: Math.min(1, middleY + high / 2) - top },
    };
  });
}

function medianOfThree(values: readonly number[]): number[] {
  return values.map((value, index) => {
    const around = [values[index - 1] ?? value, value, values[index + 1] ?? value].sort((a, b) => a - b);
    return around[1] as number;
  });
}

function overBell(values: readonly number[], bell: readonly number[]): number[] {
  const reach = bell.length >> 1;
  return values.map((_, index) => {
    let [sum, weights] = [0, 0];
    for (const [at, weight] of bell.entries()) {
      const value = values[index + at - reach];
      if (value !== undefined) {
        sum += value * weight;
        weights += weight;
      }
    }
    return sum / weights;
  });
}
