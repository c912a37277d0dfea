import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type TempFolder, tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MadeVideo, madeSignatures, planSignatures } from './batch-signatures.ts';
import { differenceOf } from './compare.ts';
import type { Signature } from './signature.ts';
import { copyOf, recipes, renderSet } from './test-set.fixture.ts';

/** What copyists do to a video, and how little it changes. */
const tricks = {
  'merely re-encoded': { picture: 'null', sound: 'anull' },
  'brighter by 5 %': { picture: 'eq=brightness=0.05', sound: 'volume=0.7' },
  'cropped by 4 %': { picture: 'crop=iw*0.96:ih*0.96,scale=180:320', sound: 'lowpass=6000' },
  'sped up by 2 %': { picture: 'setpts=PTS/1.02,fps=30', sound: 'atempo=1.02' },
} as const;

let folder: TempFolder;
let made: Record<keyof typeof recipes, MadeVideo>;
let set: Record<keyof typeof recipes, Signature>;
const pieces = () => join(folder.path, 'cache', 'pieces');

beforeAll(async () => {
  folder = await tempFolder('difference');
  made = await renderSet(folder.path);
  const names = Object.keys(recipes) as (keyof typeof recipes)[];
  const signatures = await madeSignatures(
    names.map((name) => made[name]),
    pieces(),
  );
  set = Object.fromEntries(names.map((name, index) => [name, signatures[index]])) as typeof set;
});
afterAll(() => folder?.remove());

/** The signature of a copy: nothing is known of how it was made, so its frames and its sound are listened to. */
async function signatureOfCopy(name: keyof typeof tricks): Promise<Signature> {
  const own = join(folder.path, name.replace(/\W+/g, '-'));
  const copy = await copyOf(made.base, own, 'copy', tricks[name]);
  const [signature] = await madeSignatures([copy], join(own, 'pieces'));
  return signature as Signature;
}

describe('the test set of differences (C10)', () => {
  it('ranks a re-cut under other words under another product', () => {
    const [recut, reworded, other] = (['recut', 'reworded', 'other'] as const).map((name) =>
      differenceOf(set.base, set[name]),
    );
    expect(recut?.score).toBeGreaterThan(0.1);
    expect(reworded?.score).toBeGreaterThan((recut?.score ?? 1) + 0.1);
    expect(other?.score).toBeGreaterThan((reworded?.score ?? 1) + 0.15);
    expect(other?.score).toBeGreaterThan(0.75);
  });

  it('says what differs: a re-cut only in pictures, other words in words and sound', () => {
    expect(differenceOf(set.base, set.recut).parts).toMatchObject({ words: 0, sound: 0 });
    const { parts } = differenceOf(set.base, set.reworded);
    expect(parts.words).toBeGreaterThan(0.7);
    expect(parts.sound).toBeGreaterThan(0.6);
    expect(parts.picture).toBeLessThan(0.25);
  });

  it.each(Object.keys(tricks) as (keyof typeof tricks)[])('a copy %s is no other video', async (name) => {
    const { score, parts } = differenceOf(set.base, await signatureOfCopy(name));
    expect(parts.picture).toBeLessThan(0.12);
    expect(parts.sound).toBeLessThan(0.2);
    expect(score).toBeLessThan(0.06);
    expect(score).toBeLessThan(differenceOf(set.base, set.recut).score / 2);
  });

  it('burned-in words do not make a shot another one', () => {
    const shots = [set.base, set.reworded].map(({ picture }): Signature['picture'] =>
      picture?.kind === 'seen' ? { ...picture, shots: picture.shots.slice(0, 3), weights: [1, 1, 1] } : null,
    );
    const bare = { ...set.base, sound: null, words: null, structure: null };
    expect(differenceOf({ ...bare, picture: shots[0] ?? null }, { ...bare, picture: shots[1] ?? null }).score).toBe(0);
  });

  it('looks come from drawing; where they are lost, the finished files give the same ones', async () => {
    const looks = (await readdir(pieces(), { recursive: true })).filter((name) => name.endsWith('.look'));
    expect(looks.length).toBeGreaterThanOrEqual(10);
    await Promise.all(looks.map((name) => rm(join(pieces(), name))));
    const again = await madeSignatures([made.base, made.other], pieces());
    expect(differenceOf(again[0] as Signature, set.base).parts.picture).toBeLessThan(0.02);
    const back = (await readdir(pieces(), { recursive: true })).filter((name) => name.endsWith('.look'));
    expect(back.length).toBe(new Set([made.base, made.other].flatMap(({ plan }) => plan.sceneHashes)).size);
  });

  it('storyboards alone give the same ranking before anything is drawn', async () => {
    const names = ['base', 'recut', 'reworded', 'other'] as const;
    const [base, ...others] = await planSignatures(names.map((name) => made[name]));
    const scores = others.map((signature) => differenceOf(base as Signature, signature).score);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    expect(scores[0]).toBeGreaterThan(0.05);
  });
});
