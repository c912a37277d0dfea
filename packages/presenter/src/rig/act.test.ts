import { expect, it } from 'vitest';
import { perform } from './act.ts';
import { cast } from './cast/cast.ts';
import { lin } from './cast/lin.ts';
import { spoken, talk } from './spoken.fixture.ts';

const room = { left: -240, right: 240, bottom: 500 };
const act = (track = talk, cues: Parameters<typeof perform>[2] = []) => perform(lin, track, cues, room, 1 / 25);

it('hands move on the words that bear weight, and rest where none does', () => {
  const moved = act();
  const still = act({ ...talk, words: [] });
  const wayOf = (performance: typeof moved, from: number, to: number) => {
    let way = 0;
    for (let at = from; at < to; at += 0.04) {
      const [a, b] = [performance.at(at), performance.at(at + 0.04)];
      way += Math.hypot(a.left.wrist.x - b.left.wrist.x, a.left.wrist.y - b.left.wrist.y);
      way += Math.hypot(a.right.wrist.x - b.right.wrist.x, a.right.wrist.y - b.right.wrist.y);
    }
    return way;
  };
  for (const word of talk.words) {
    const at = word.startSample / 48_000;
    expect(wayOf(moved, at - 0.4, at + 0.3), `${at} s`).toBeGreaterThan(60);
    expect(wayOf(still, at - 0.4, at + 0.3), `${at} s`).toBeLessThan(15);
  }
});

it('who points reaches towards the target with the arm of its side, looks there, then back at the viewer', () => {
  for (const side of [-1, 1]) {
    const cue = { kind: 'point' as const, start: 3, end: 7, x: side * 420, y: 40 };
    const state = act(talk, [cue]).at(4);
    const arm = side < 0 ? state.left : state.right;
    expect(arm.wrist.x * side).toBeGreaterThan(100);
    expect(arm.wrist.y).toBeLessThan(260);
    expect(arm.hand.fingers[0].curl).toBeLessThan(0.1);
    expect(arm.hand.fingers[2].curl).toBeGreaterThan(0.9);
    expect(state.head.turn.yaw * side).toBeGreaterThan(0.2);
    expect(state.head.gaze.x * side).toBeGreaterThan(0.5);
    const later = act(talk, [cue]).at(6);
    expect(Math.abs(later.head.gaze.x)).toBeLessThan(0.3);
    expect((side < 0 ? later.left : later.right).wrist.x * side).toBeGreaterThan(100);
  }
});

it('hands stay inside the picture, whoever stands in it', () => {
  for (const art of cast) {
    const cues = [{ kind: 'point' as const, start: 2, end: 5, x: 900, y: 100 }];
    const performance = perform(art, talk, cues, { left: -190, right: 190, bottom: 500 }, 1 / 25);
    for (let at = 0; at < 12; at += 0.2) {
      const { left, right } = performance.at(at);
      for (const { wrist, angle } of [left, right]) {
        const tip = wrist.x + 100 * Math.sin((angle * Math.PI) / 180);
        expect(Math.abs(tip), `${art.card.id} at ${at}`).toBeLessThanOrEqual(190);
      }
    }
  }
});

it('eyes blink every few seconds and shut wholly, for longer than a frame', () => {
  const performance = act();
  let blinks = 0;
  let wasShut = false;
  for (let frame = 0; frame < 25 * 12; frame++) {
    const isShut = performance.at((frame + 0.5) / 25).head.gaze.open < 0.05;
    blinks += isShut && !wasShut ? 1 : 0;
    wasShut = isShut;
  }
  expect(blinks).toBeGreaterThanOrEqual(2);
  expect(blinks).toBeLessThanOrEqual(8);
});

it('the mood of the sentence is in smile and brows', () => {
  const faceOf = (mood: 'happy' | 'concerned' | 'surprised' | 'serious') => {
    const track = { ...talk, words: [], phonemes: [] };
    const sentences = track.sentences.map((sentence) => ({ ...sentence, mood }));
    const { head } = act({ ...track, sentences }).at(5);
    return { smile: head.mouth.smile, raise: head.gaze.browRaise, tilt: head.gaze.browTilt };
  };
  expect(faceOf('happy').smile).toBeGreaterThan(0.6);
  expect(faceOf('concerned').smile).toBeLessThan(0);
  expect(faceOf('concerned').tilt).toBeGreaterThan(0.5);
  expect(faceOf('serious').tilt).toBeLessThan(-0.2);
  expect(faceOf('surprised').raise).toBeGreaterThan(0.8);
});

it('nothing jumps: from frame to frame, hands and head go a way that an eye can follow', () => {
  const performance = act(talk, [{ kind: 'point', start: 3, end: 6, x: 400, y: 100 }]);
  for (let frame = 1; frame < 25 * 12; frame++) {
    const [a, b] = [performance.at((frame - 0.5) / 25), performance.at((frame + 0.5) / 25)];
    for (const side of ['left', 'right'] as const) {
      const way = Math.hypot(a[side].wrist.x - b[side].wrist.x, a[side].wrist.y - b[side].wrist.y);
      expect(way, `${side} hand at frame ${frame}`).toBeLessThan(70);
    }
    expect(Math.abs(a.head.turn.yaw - b.head.turn.yaw)).toBeLessThan(0.1);
    expect(Math.hypot(a.head.x - b.head.x, a.head.y - b.head.y)).toBeLessThan(6);
  }
});

it('a frame of speech hangs on its own moment alone', () => {
  const performance = act();
  const once = performance.at(4.2);
  performance.at(9);
  expect(performance.at(4.2)).toEqual(once);
  expect(act(spoken(['a'], 200)).at(0.6).head.mouth.open).toBeGreaterThan(0.6);
});

it('where a voice tells no sounds, the mouth goes with its words and rests between them', () => {
  const words = [
    { text: 'wonderful', startSample: 48_000, endSample: 86_400, stress: 0 },
    { text: '保温杯', startSample: 144_000, endSample: 182_400, stress: 0 },
  ];
  const performance = act({ ...talk, phonemes: [], words });
  const gaps = (from: number, to: number) =>
    Array.from({ length: Math.round((to - from) * 50) }, (_, at) => performance.mouthAt(from + at / 50).open);
  expect(Math.max(...gaps(1, 1.8))).toBeGreaterThan(0.5);
  expect(Math.max(...gaps(3, 3.8))).toBeGreaterThan(0.5);
  expect(Math.max(...gaps(2.1, 2.8))).toBeLessThan(0.02);
  // Three syllables are three openings.
  const peaks = gaps(3, 3.8).filter(
    (open, at, all) => at > 0 && open > (all[at - 1] ?? 0) && open >= (all[at + 1] ?? 0),
  );
  expect(peaks).toHaveLength(3);
});
