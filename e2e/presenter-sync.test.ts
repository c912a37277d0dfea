import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language, Speech } from '@clipo/contract';
import { openRig } from '@clipo/presenter';
import { createEspeakEngine } from '@clipo/speech';
import { afterAll, expect, it } from 'vitest';

// Sync of the drawn presenters, measured on the built-in voice: when lips are open and shut, against the sounds' own times.

const sentences: Readonly<Record<Language, readonly string[]>> = {
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

/** How far the lips go for a vowel in speech that nobody rounds off, by height of the tongue. */
const openVowels = new Set(['a', 'ɑ', 'æ', 'ʌ', 'ɔ', 'ɛ']);
const lipsShut = new Set(['p', 'pʰ', 'b', 'm']);
const fps = 25;
const folder = await mkdtemp(join(tmpdir(), 'clipo-sync-'));
const engine = createEspeakEngine({ cacheDir: join(folder, 'cache') });
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

/** The gap between the lips in every frame that shows a sentence. */
function gapsOf(speech: Speech, language: Language): number[] {
  const rig = openRig({
    character: 'lin',
    colors: { outfit: '#2f4b7c', accent: '#f2a03d' },
    track: {
      language,
      sampleCount: speech.sampleCount,
      seed: 1,
      phonemes: speech.phonemes.map(({ symbol, startSample, endSample }) => ({ symbol, startSample, endSample })),
      words: [],
      sentences: [{ startSample: 0, endSample: speech.sampleCount, mood: 'neutral', role: 'body' }],
    },
    size: { width: 90, height: 160 },
    fps,
    framing: 'head',
    // Nothing is drawn here: what is drawn follows the gap, as the room's own test shows.
    canvas: { createCanvas: () => blankCanvas, readPixels: () => new Uint8Array() },
  });
  const gaps = Array.from({ length: Math.ceil((speech.sampleCount / 48_000) * fps) }, (_, frame) =>
    rig.mouthGap(frame),
  );
  rig.close();
  return gaps;
}
const blankCanvas = { width: 1, height: 1, getContext: () => ({}) as CanvasRenderingContext2D };

it.each(['zh-CN', 'en'] as const)(
  '%s: the mouth is open with the vowels, and shut on every b, p and m (C6)',
  async (language) => {
    const offsets: number[] = [];
    let closures = 0;
    const notShut: string[] = [];
    for (const text of sentences[language]) {
      const speech = await engine.speak({ text, language, voice: 'default', rate: 1 });
      const gaps = gapsOf(speech, language);
      const { phonemes } = speech;
      expect(phonemes.length, text).toBeGreaterThan(4);
      for (const [index, { symbol, startSample, endSample }] of phonemes.entries()) {
        const middle = (startSample + endSample) / 96_000;
        if (lipsShut.has(symbol)) {
          closures++;
          // The frames that show the sound, and those that its first and last samples fall in.
          const from = Math.max(0, Math.floor((startSample / 48_000) * fps) - 1);
          const until = Math.min(gaps.length - 1, Math.ceil((endSample / 48_000) * fps));
          if (Math.min(...gaps.slice(from, until + 1)) > 0.005) {
            notShut.push(`${text} ${symbol} at ${middle.toFixed(2)} s`);
          }
        }
        const isPeak =
          openVowels.has(symbol) &&
          ![phonemes[index - 1], phonemes[index + 1]].some((near) => openVowels.has(near?.symbol ?? ''));
        if (isPeak) {
          const peak = peakNear(gaps, middle);
          if (peak !== null) {
            offsets.push((peak - middle) * 1000);
          }
        }
      }
    }
    offsets.sort((a, b) => a - b);
    const median = offsets[Math.floor(offsets.length / 2)] ?? Number.NaN;
    const far = offsets.map(Math.abs).sort((a, b) => a - b)[Math.floor(offsets.length * 0.95)] ?? Number.NaN;
    expect(closures).toBeGreaterThan(25);
    expect(offsets.length).toBeGreaterThan(60);
    expect(notShut).toEqual([]);
    expect(Math.abs(median)).toBeLessThanOrEqual(20);
    expect(far).toBeLessThanOrEqual(60);
  },
);

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
