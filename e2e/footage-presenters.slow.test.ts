import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ClipoError } from '@clipo/contract';
import { createPresenterMedia } from '@clipo/engine';
import { ingestFootage } from '@clipo/presenter/people';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filmPerson, filmSize as size, sway } from './person-film.fixture.ts';

const media = createPresenterMedia();
let folder = '';
const at = (name: string) => path.join(folder, name);
const ruleOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fits',
    (error: ClipoError) => error.details.rule ?? error.code,
  );

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clipo-footage-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('who talks while being filmed, and a film without a face, are refused by name (C6)', async () => {
  const talking = await filmPerson(at('talking.mp4'), 10, (part) => ({ mouthOpen: part < 0.5 ? 0.8 : 0 }));
  expect(await ruleOf(ingestFootage(talking, at('x.mkv'), media))).toBe('footage_mouth_moves');
  const empty = await filmPerson(at('empty.mp4'), 10, () => ({ radius: 2 }));
  expect(await ruleOf(ingestFootage(empty, at('x.mkv'), media))).toBe('face_none');
}, 240_000);

it('before a plain wall the person is cut out by a network, and every edge is refined', async () => {
  const file = await filmPerson(at('wall.mp4'), 10, (part) => ({ sway: sway(part) }));
  const footage = await ingestFootage(file, at('wall.mkv'), media);
  expect(footage.report.backdrop).toBe('other');
  const [x, y] = (footage.points[0] as (typeof footage.points)[number]).nose;
  let count = 0;
  for await (const rgba of media.readFrames(at('wall.mkv'), { ...size, fps: 25, mostFrames: 3 })) {
    const alpha = (px: number, py: number) => rgba[(Math.round(py) * size.width + Math.round(px)) * 4 + 3] as number;
    expect(alpha(x, y)).toBeGreaterThan(250);
    expect(alpha(x, y + 60)).toBeGreaterThan(250);
    expect(alpha(8, 8)).toBeLessThan(5);
    expect(alpha(size.width - 8, 60)).toBeLessThan(5);
    count++;
  }
  expect(count).toBe(3);
}, 240_000);
