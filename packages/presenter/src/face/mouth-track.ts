import type { PresenterTrack } from '@clipo/contract';
import { type MouthPose, type MouthTrack, restingMouth } from './mouth-pose.ts';

const samplesPerSecond = 48_000;

/** What a sound asks of the mouth; left out, the neighbours decide. */
interface SoundShape {
  open: number;
  wide: number;
  teeth: number;
  tongue: number;
  press?: number;
}

const shapes = {
  a: { open: 0.86, wide: 0.1, teeth: 0.55, tongue: 0.15 },
  e: { open: 0.5, wide: 0.55, teeth: 0.75, tongue: 0.35 },
  i: { open: 0.24, wide: 0.85, teeth: 0.95, tongue: 0.5 },
  schwa: { open: 0.4, wide: 0, teeth: 0.6, tongue: 0.3 },
  o: { open: 0.52, wide: -0.65, teeth: 0.25, tongue: 0.2 },
  u: { open: 0.24, wide: -0.95, teeth: 0.05, tongue: 0.2 },
  lips: { open: 0, wide: 0, teeth: 0.4, tongue: 0.2, press: 1 },
  lipTeeth: { open: 0.14, wide: 0.1, teeth: 1, tongue: 0.1 },
  hiss: { open: 0.15, wide: 0.35, teeth: 1, tongue: 0.3 },
  hush: { open: 0.2, wide: -0.4, teeth: 0.9, tongue: 0.3 },
  tip: { open: 0.28, wide: 0.15, teeth: 0.8, tongue: 0.85 },
  back: { open: 0.32, wide: 0, teeth: 0.5, tongue: 0.4 },
  silence: { open: 0, wide: 0, teeth: 0.5, tongue: 0.2 },
} as const satisfies Record<string, SoundShape>;

/** Beginnings of IPA symbols, the longest first where one begins another. */
const sounds: readonly [RegExp, keyof typeof shapes][] = [
  [/^(?:p|b|m)/, 'lips'],
  [/^(?:f|v|ʋ)/, 'lipTeeth'],
  [/^(?:tʃ|dʒ|ʃ|ʒ|tʂ|ʈʂ|ʂ|ʐ|ɻ|ɹ|r)/, 'hush'],
  [/^(?:ts|dz|s|z|ɕ|tɕ|ʑ)/, 'hiss'],
  [/^(?:t|d|n|l|ɫ|θ|ð|ɾ|ɲ)/, 'tip'],
  [/^(?:k|g|ɡ|ŋ|x|h|ɣ|ʔ|q)/, 'back'],
  [/^(?:w|u|ʊ|y|ɥ)/, 'u'],
  [/^(?:o|ɔ|ɒ|ɤ)/, 'o'],
  [/^(?:j|i|ɪ|ɨ)/, 'i'],
  [/^(?:e|ɛ|æ|ø|œ)/, 'e'],
  [/^(?:a|ɑ|ʌ|ɐ)/, 'a'],
  [/^(?:ə|ɜ|ɚ|ɝ)/, 'schwa'],
];

/** Where a diphthong goes over into its second vowel. */
const glideAt = 0.45;
/** How far neighbours blend into each other, in seconds: lips are faster to close than the jaw is to move. */
const blend = { jaw: 0.042, width: 0.05, close: 0.022 };

/**
 * The mouth for every frame of a track: sounds as shapes, blended into each other, lips shut on every b, p and m however
 * short.
 * @param frames frames that are wanted, from the track's first sample on
 */
export function mouthTrackOf(track: PresenterTrack, fps: number, frames: number): MouthTrack {
  const spans = track.phonemes.flatMap(({ symbol, startSample, endSample }) =>
    spansOf(symbol, startSample / samplesPerSecond, endSample / samplesPerSecond),
  );
  let first = 0;
  return Array.from({ length: frames }, (_, frame) => {
    const at = (frame + 0.5) / fps;
    while (first < spans.length && (spans[first] as Span).end < at - 0.25) {
      first++;
    }
    return poseAt(spans, first, at, 0.5 / fps);
  });
}

interface Span {
  start: number;
  end: number;
  shape: SoundShape;
}

function spansOf(symbol: string, start: number, end: number): Span[] {
  const bare = symbol.replace(/[\p{Lm}\p{M}\p{Sk}\d_;'-]/gu, '');
  const first = kindOf(bare);
  if (first === undefined) {
    return [{ start, end, shape: shapes.silence }];
  }
  const rest = bare.slice(first.length);
  const second = isVowel(first.kind) && rest !== '' ? kindOf(rest) : undefined;
  if (second === undefined || !isVowel(second.kind)) {
    return [{ start, end, shape: shapes[first.kind] }];
  }
  const middle = start + (end - start) * glideAt;
  return [
    { start, end: middle, shape: shapes[first.kind] },
    { start: middle, end, shape: shapes[second.kind] },
  ];
}

function isVowel(kind: keyof typeof shapes): boolean {
  return ['a', 'e', 'i', 'o', 'u', 'schwa'].includes(kind);
}

function kindOf(symbol: string): { kind: keyof typeof shapes; length: number } | undefined {
  for (const [pattern, kind] of sounds) {
    const match = pattern.exec(symbol);
    if (match !== null) {
      return { kind, length: match[0].length };
    }
  }
  return undefined;
}

/** @param half half a frame in seconds: a closure that falls anywhere in a frame is shown by it */
function poseAt(spans: readonly Span[], first: number, at: number, half: number): MouthPose {
  const sums = { open: 0, wide: 0, teeth: 0, tongue: 0 };
  const weights = { jaw: 0, width: 0 };
  let press = 0;
  for (let index = first; index < spans.length; index++) {
    const { start, end, shape } = spans[index] as Span;
    if (start > at + 0.25) {
      break;
    }
    const jaw = share(at, start, end, blend.jaw);
    const width = share(at, start, end, blend.width);
    sums.open += shape.open * jaw;
    sums.teeth += shape.teeth * jaw;
    sums.tongue += shape.tongue * jaw;
    sums.wide += shape.wide * width;
    weights.jaw += jaw;
    weights.width += width;
    if (shape.press !== undefined) {
      const away = Math.max(0, start - at, at - end) - half;
      press = Math.max(press, away <= 0 ? 1 : Math.max(0, 1 - away / blend.close));
    }
  }
  if (weights.jaw < 1e-6 || weights.width < 1e-6) {
    return restingMouth;
  }
  return {
    open: sums.open / Math.max(1, weights.jaw),
    wide: sums.wide / Math.max(1, weights.width),
    teeth: sums.teeth / weights.jaw,
    tongue: sums.tongue / weights.jaw,
    press,
  };
}

/** How much of a bell around `at` lies over a span. */
function share(at: number, start: number, end: number, width: number): number {
  return bell((end - at) / width) - bell((start - at) / width);
}

/** The area under a bell curve up to a place, by a smooth step of the same slope. */
function bell(at: number): number {
  return 1 / (1 + Math.exp(-1.702 * at));
}
