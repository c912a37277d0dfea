import type { Language, SpokenPhoneme } from '@clipo/contract';
import { openRig } from '@clipo/presenter';
import { matchSounds } from '../../packages/speech/src/align/match-sounds.ts';

// How well the lips of a drawn presenter follow a voice: when they are open and shut, against when the sounds are heard.

/** What is said to measure it: twenty sentences a language. */
export const syncSentences: Readonly<Record<Language, readonly string[]>> = {
  'zh-CN': [
    '还在为早上的热水发愁？',
    '杯盖一按即开，单手能喝。',
    '三百一十六不锈钢内胆，喝着放心。',
    '九十五度的热水放六小时，还有六十二度。',
    '通勤路上真方便。',
    '爸爸妈妈也爱用。',
    '点击下方链接，把它带走吧！',
    '这个冬天，给自己一份温暖。',
    '怕漏水？倒过来摇一摇，一滴也不漏。',
    '办公桌上放一杯，喝水不再忘。',
    '两百六十八克，比一部手机重不了多少。',
    '买一个送一个，名额不多了。',
    '颜色有白色、蓝色和米色。',
    '妈妈说，这杯子比上一个好用多了。',
    '跑步、爬山、骑车，都能带上它。',
    '别再用一次性杯子了。',
    '保温保冷，一杯搞定。',
    '表面磨砂，摸起来很舒服。',
    '品牌直发，破损包赔。',
    '现在下单，明天就到。',
  ],
  en: [
    'Tired of cold coffee by nine in the morning?',
    'The lid opens at one press, so you can drink on the way.',
    'Stainless steel inside, so every sip tastes clean.',
    'Hot water stays hot for six hours.',
    'My mum bought five of them.',
    'Tap the link below and bring it home.',
    'This winter, give yourself a bit of warmth.',
    'Turn it upside down: not a drop comes out.',
    'Put one on your desk and you will not forget to drink.',
    'It weighs less than most phones.',
    'Buy one, get one, while they last.',
    'Comes in white, blue and beige.',
    'Better than the bottle I had before.',
    'Running, climbing, biking: it goes where you go.',
    'Stop buying paper cups.',
    'Keeps warm and keeps cool, all in one.',
    'The matte finish feels great in the hand.',
    'Broken on the way? We replace it for free.',
    'Order today and it ships tomorrow.',
    'Happy people, maybe a bit too proud of a bottle.',
  ],
};

/** Vowels for which lips go wide apart in speech that nobody rounds off, and sounds for which they are shut. */
const openVowels: ReadonlySet<string> = new Set(['a', 'ɑ', 'æ', 'ʌ', 'ɔ', 'ɛ']);
const lipsShut: ReadonlySet<string> = new Set(['p', 'pʰ', 'b', 'm']);
const fps = 25;
const shutGap = 0.005;

/** A sound and when it is heard, as far as anybody knows. */
type Sound = Pick<SpokenPhoneme, 'symbol' | 'startSample' | 'endSample'>;

/** What was found in one or more sentences. */
export interface LipSync {
  /** By how many milliseconds the mouth is widest later than a vowel's middle is heard. */
  offsets: number[];
  closures: number;
  /** Closures that no frame shows, for a message. */
  notShut: string[];
}

/**
 * Draws the lips for the sounds that an engine or an alignment tells, and compares them with what is heard.
 * @param drawn what the presenter is told
 * @param heard what is heard: the same for engines that tell times of their own
 */
export function lipSyncOf(
  { drawn, heard }: { drawn: readonly Sound[]; heard: readonly Sound[] },
  { sampleCount, language, text }: { sampleCount: number; language: Language; text: string },
): LipSync {
  const gaps = gapsOf(drawn, sampleCount, language);
  const found: LipSync = { offsets: [], closures: 0, notShut: [] };
  for (const { symbol, startSample, endSample } of drawn) {
    if (lipsShut.has(symbol)) {
      found.closures++;
      // The frames that show the sound, and those that its first and last samples fall in.
      const from = Math.max(0, Math.floor((startSample / 48_000) * fps) - 1);
      const until = Math.min(gaps.length - 1, Math.ceil((endSample / 48_000) * fps));
      if (Math.min(...gaps.slice(from, until + 1)) > shutGap) {
        found.notShut.push(`${text} ${symbol} at ${(startSample / 48_000).toFixed(2)} s`);
      }
    }
  }
  for (const [mine, theirs] of matchSounds(
    drawn.map(({ symbol }) => symbol),
    heard.map(({ symbol }) => symbol),
  )) {
    const [own, true_] = [drawn[mine], heard[theirs]];
    const isPeak =
      own !== undefined &&
      openVowels.has(own.symbol) &&
      ![drawn[mine - 1], drawn[mine + 1]].some((near) => openVowels.has(near?.symbol ?? ''));
    const peak = isPeak ? peakNear(gaps, middleOf(own)) : null;
    if (peak !== null && true_ !== undefined) {
      found.offsets.push((peak - middleOf(true_)) * 1000);
    }
  }
  return found;
}

/** Several sentences as one finding: the middle of the offsets, and what 95 of 100 of them stay within. */
export function summed(found: readonly LipSync[]) {
  const offsets = found.flatMap((one) => one.offsets).sort((a, b) => a - b);
  const sizes = offsets.map(Math.abs).sort((a, b) => a - b);
  return {
    vowels: offsets.length,
    medianMs: offsets[Math.floor(offsets.length / 2)] ?? Number.NaN,
    p95Ms: sizes[Math.floor(sizes.length * 0.95)] ?? Number.NaN,
    closures: found.reduce((sum, { closures }) => sum + closures, 0),
    notShut: found.flatMap(({ notShut }) => notShut),
  };
}

function middleOf({ startSample, endSample }: Sound): number {
  return (startSample + endSample) / 96_000;
}

/** The gap between the lips in every frame that shows a sentence. */
function gapsOf(phonemes: readonly Sound[], sampleCount: number, language: Language): number[] {
  const rig = openRig({
    character: 'lin',
    colors: { outfit: '#2f4b7c', accent: '#f2a03d' },
    track: {
      language,
      sampleCount,
      seed: 1,
      phonemes: phonemes.map(({ symbol, startSample, endSample }) => ({ symbol, startSample, endSample })),
      words: [],
      sentences: [{ startSample: 0, endSample: sampleCount, mood: 'neutral', role: 'body' }],
    },
    size: { width: 90, height: 160 },
    fps,
    framing: 'head',
    // Nothing is drawn here: what is drawn follows the gap, as the presenter's own test shows.
    canvas: { createCanvas: () => blankCanvas, readPixels: () => new Uint8Array() },
  });
  const gaps = Array.from({ length: Math.ceil((sampleCount / 48_000) * fps) }, (_, frame) => rig.mouthGap(frame));
  rig.close();
  return gaps;
}
const blankCanvas = { width: 1, height: 1, getContext: () => ({}) as CanvasRenderingContext2D };

/** When the mouth is widest within a fifth of a second of a moment; null where it has no peak there. Frames show their middle. */
function peakNear(gaps: readonly number[], seconds: number): number | null {
  const around = Math.round(seconds * fps - 0.5);
  let best = -1;
  for (let frame = Math.max(1, around - 5); frame <= Math.min(gaps.length - 2, around + 5); frame++) {
    const isPeak = (gaps[frame] ?? 0) >= (gaps[frame - 1] ?? 0) && (gaps[frame] ?? 0) >= (gaps[frame + 1] ?? 0);
    if (isPeak && (best < 0 || Math.abs(frame - around) < Math.abs(best - around))) {
      best = frame;
    }
  }
  if (best < 0) {
    return null;
  }
  const [before = 0, here = 0, after = 0] = gaps.slice(best - 1, best + 2);
  const bend = before - 2 * here + after;
  return (best + 0.5 + (bend === 0 ? 0 : (0.5 * (before - after)) / bend)) / fps;
}
