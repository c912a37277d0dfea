import type { PresenterTrack, Role } from '@clipo/contract';
import type { Acting } from './acting.ts';
import type { CharacterArt } from './character.ts';
import type { ArmState } from './figure.ts';
import { blendHands, type HandPoseName, handPoses } from './hand.ts';
import { chance, drift, lastBefore, smooth } from './noise.ts';

/** A place of an arm, written for the arm at the left of the picture; the right one mirrors it. */
interface ArmPlace {
  x: number;
  y: number;
  hand: HandPoseName;
  angle: number;
  /** 1 shows the palm, −1 the hand's back. */
  facing: 1 | -1;
}

const place = (x: number, y: number, hand: HandPoseName, angle: number, facing: 1 | -1): ArmPlace => ({
  x,
  y,
  hand,
  angle,
  facing,
});

/** What hands say. `both` moves the two alike. */
const gestures = {
  beat: { both: false, at: place(-104, 344, 'offer', -16, 1) },
  offer: { both: false, at: place(-172, 322, 'offer', -62, 1) },
  open: { both: true, at: place(-160, 338, 'open', -48, 1) },
  wide: { both: true, at: place(-182, 296, 'open', -40, 1) },
  count: { both: false, at: place(-146, 246, 'point', -4, 1) },
  pinch: { both: false, at: place(-112, 300, 'pinch', 4, 1) },
  heart: { both: false, at: place(-52, 322, 'flat', 58, -1) },
  thumb: { both: false, at: place(-150, 262, 'thumb', 70, -1) },
  wave: { both: false, at: place(-166, 226, 'open', -14, 1) },
} as const satisfies Record<string, { both: boolean; at: ArmPlace }>;
type GestureName = keyof typeof gestures;

/** Which gestures go with which mood. */
const repertoire = {
  neutral: ['beat', 'offer', 'open', 'pinch'],
  happy: ['open', 'offer', 'beat', 'count'],
  excited: ['wide', 'open', 'count', 'offer'],
  curious: ['open', 'count', 'pinch'],
  serious: ['pinch', 'beat', 'count'],
  concerned: ['heart', 'open', 'beat'],
  surprised: ['wide', 'open'],
} as const satisfies Record<string, readonly GestureName[]>;

/** Where a hand points during a time, in the figure's units. */
export interface Pointing {
  start: number;
  end: number;
  x: number;
  y: number;
}

/** Higher than this a pointing arm would have to put its elbow out of the picture. */
const highestPointing = 152;

/** From wrist to fingertips, and half a hand's breadth with its thumb, in units. */
const handReach = 106;
const handHalf = 42;

interface Key {
  seconds: number;
  place: ArmPlace;
  /** Hands that wave go on moving while they are held up. */
  isWaving: boolean;
}

/** The arms over time. */
export interface ArmTrack {
  at(seconds: number): { left: ArmState; right: ArmState };
}

/** The room that hands must stay in, in the figure's units: beyond it the picture ends. */
export interface HandRoom {
  left: number;
  right: number;
  bottom: number;
}

/** Plans what the arms do: rest, gestures on words that bear weight, pointing where it is asked for. */
export function planArms(
  art: CharacterArt,
  track: PresenterTrack,
  acting: Acting,
  pointings: readonly Pointing[],
  room: HandRoom,
): ArmTrack {
  const rests = restOf(art);
  const keys = { left: keysFrom(rests.left), right: keysFrom(rests.right) };
  gesture(track, acting, pointings, keys, rests);
  for (const pointing of pointings) {
    point(pointing, art, keys, rests);
  }
  const arms = {
    left: { keys: keys.left, times: keys.left.map((key) => key.seconds), side: -1 as const },
    right: { keys: keys.right, times: keys.right.map((key) => key.seconds), side: 1 as const },
  };
  return {
    at: (seconds) => ({
      left: armAt(arms.left, seconds, track.seed + 21, room),
      right: armAt(arms.right, seconds, track.seed + 22, room),
    }),
  };
}

function restOf({ rest, body }: CharacterArt): { left: ArmPlace; right: ArmPlace } {
  const hanging = place(-body.shoulder - 4, 484, 'relaxed', -176, -1);
  const clasped = place(-50, 458, 'relaxed', 64, -1);
  switch (rest) {
    case 'clasped':
      return { left: clasped, right: { ...clasped, y: 451 } };
    case 'one':
      return { left: hanging, right: place(-58, 420, 'relaxed', 70, -1) };
    case 'hanging':
      return { left: hanging, right: hanging };
  }
}

const keysFrom = (rest: ArmPlace): Key[] => [{ seconds: -1e6, place: rest, isWaving: false }];

type Keys = { left: Key[]; right: Key[] };

/** Gestures on beats: raised before the word, struck on it, held, and back to rest where the next is far. */
function gesture(
  track: PresenterTrack,
  acting: Acting,
  pointings: readonly Pointing[],
  keys: Keys,
  rests: { left: ArmPlace; right: ArmPlace },
): void {
  let free = -1;
  let last: GestureName = 'beat';
  const { beats } = acting;
  const beatTimes = beats.map(({ seconds }) => seconds);
  for (const [index, beat] of beats.entries()) {
    if (beat.seconds < free) {
      continue;
    }
    const sentence = track.sentences.findLast((one) => one.startSample / 48_000 <= beat.seconds + 0.01);
    const isFirst = free < 0;
    const name = chooseGesture(track, sentence?.role ?? 'body', sentence?.mood ?? 'neutral', index, last, isFirst);
    last = name;
    const { both, at } = gestures[name];
    const next = beats[lastBefore(beatTimes, beat.seconds + 0.8) + 1];
    const gap = (next?.seconds ?? 1e6) - beat.seconds;
    const hold = Math.min(gap - 0.34, name === 'wave' ? 1.1 : 0.95);
    free = beat.seconds + 0.8;
    const side: keyof Keys = chance(track.seed + 31, index) < 0.5 ? 'left' : 'right';
    const arms: readonly (keyof Keys)[] = both ? ['left', 'right'] : [side];
    for (const arm of arms) {
      const isTaken = pointings.some(
        ({ start, end, x }) =>
          start - 0.6 < beat.seconds + hold && beat.seconds < end + 0.6 && x < 0 === (arm === 'left'),
      );
      if (!isTaken) {
        strike(keys[arm], beat.seconds, hold, at, rests[arm], name === 'wave', gap > 1.7);
      }
    }
    if (!both && gap <= 1.7) {
      const other = side === 'left' ? 'right' : 'left';
      settle(keys[other], beat.seconds, rests[other]);
    }
  }
}

function chooseGesture(
  track: PresenterTrack,
  role: Role,
  mood: keyof typeof repertoire,
  index: number,
  last: GestureName,
  isFirst: boolean,
): GestureName {
  const roll = chance(track.seed + 41, index);
  if (isFirst && role === 'hook' && (mood === 'happy' || mood === 'excited') && roll < 0.7) {
    return 'wave';
  }
  if (role === 'cta' && roll < 0.35 && last !== 'thumb') {
    return 'thumb';
  }
  const choice = repertoire[mood].filter((name) => name !== last);
  return choice[Math.floor(chance(track.seed + 42, index) * choice.length)] ?? 'beat';
}

function strike(
  keys: Key[],
  seconds: number,
  hold: number,
  at: ArmPlace,
  rest: ArmPlace,
  isWaving: boolean,
  isLast: boolean,
): void {
  const from = keys.at(-1);
  const begin = seconds - 0.44;
  if (from === undefined || from.seconds > begin) {
    return;
  }
  keys.push({ ...from, seconds: begin, isWaving: false });
  keys.push({ seconds: seconds - 0.04, place: { ...at, y: at.y - 16 }, isWaving: false });
  keys.push({ seconds: seconds + 0.12, place: { ...at, y: at.y + 8 }, isWaving });
  const end = seconds + Math.max(0.2, hold);
  keys.push({ seconds: end, place: at, isWaving: false });
  if (isLast) {
    keys.push({ seconds: end + 0.6, place: rest, isWaving: false });
  }
}

/** Lets an arm sink that the coming gesture does not need. */
function settle(keys: Key[], seconds: number, rest: ArmPlace): void {
  const from = keys.at(-1);
  if (from !== undefined && from.place !== rest && from.seconds < seconds - 0.2) {
    keys.push({ ...from, seconds: seconds - 0.2, isWaving: false });
    keys.push({ seconds: seconds + 0.4, place: rest, isWaving: false });
  }
}

/** The arm on the target's side goes out towards it, the hand open where the target is near, else the finger. */
function point(
  { start, end, x, y }: Pointing,
  { body }: CharacterArt,
  keys: Keys,
  rests: { left: ArmPlace; right: ArmPlace },
): void {
  const arm = x < 0 ? 'left' : 'right';
  const shoulderX = -(body.shoulder - 31);
  const dx = Math.min(-30, -Math.abs(x) - shoulderX);
  const dy = y - 194;
  const distance = Math.max(1, Math.hypot(dx, dy));
  const reach = Math.min(236, Math.max(120, distance - 96));
  const angle = (Math.atan2(dx, -dy) * 180) / Math.PI;
  const target = place(
    shoulderX + (dx / distance) * reach,
    Math.max(highestPointing, 194 + (dy / distance) * reach),
    'point',
    angle,
    1,
  );
  // Downwards an open hand shows better than a finger.
  const shown: ArmPlace = dy > 150 ? { ...target, hand: 'offer', angle: Math.max(-120, angle) } : target;
  const list = keys[arm];
  const kept = list.filter((key) => key.seconds < start - 0.05 || key.seconds > end + 0.65);
  const before = kept.findLast((key) => key.seconds < start)?.place ?? rests[arm];
  const after = kept.find((key) => key.seconds > end)?.place ?? rests[arm];
  const cue: Key[] = [
    { seconds: start, place: before, isWaving: false },
    { seconds: start + 0.55, place: shown, isWaving: false },
    { seconds: Math.max(start + 0.6, end - 0.1), place: shown, isWaving: false },
    { seconds: end + 0.5, place: after, isWaving: false },
  ];
  list.splice(0, list.length, ...[...kept, ...cue].sort((a, b) => a.seconds - b.seconds));
}

function armAt(
  { keys, times, side }: { keys: readonly Key[]; times: readonly number[]; side: -1 | 1 },
  seconds: number,
  seed: number,
  room: HandRoom,
): ArmState {
  const index = Math.max(0, lastBefore(times, seconds));
  const from = keys[index] as Key;
  const to = keys[index + 1] ?? from;
  const share = to === from ? 0 : smooth((seconds - from.seconds) / (to.seconds - from.seconds));
  const between = (a: number, b: number) => a + (b - a) * share;
  const lift = Math.hypot(to.place.x - from.place.x, to.place.y - from.place.y) * 0.08 * Math.sin(Math.PI * share);
  const sway = from.isWaving ? Math.sin(seconds * 13) * 15 * Math.sin(Math.PI * share) : 0;
  const x = between(from.place.x, to.place.x) + drift(seed, seconds, 0.7) * 2.4;
  const y = between(from.place.y, to.place.y) - lift + drift(seed + 3, seconds, 0.8) * 2.4;
  const placed = -side * x;
  const angle = -side * (between(from.place.angle, to.place.angle) + sway + drift(seed + 5, seconds, 0.6) * 2);
  // The hand must stay in the picture, and with it the fingers where they reach aside.
  const reach = handReach * Math.sin((angle * Math.PI) / 180);
  const left = room.left + Math.max(handHalf, -reach);
  const right = room.right - Math.max(handHalf, reach);
  return {
    wrist: { x: Math.min(right, Math.max(left, placed)), y: Math.min(room.bottom, y) },
    hand: blendHands(handPoses[from.place.hand], handPoses[to.place.hand], share),
    angle,
    facing: between(from.place.facing, to.place.facing),
  };
}
