import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFonts, openPieceCache, type Piece, runProgram } from '@clipo/engine';
import { canReadPictures } from '@clipo/safety/pictures';
import { shapesTakenFor, tinyMedia } from '@clipo/testkit';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../check/check.ts';
import { type Film, middlesOf, openFilmLooker } from '../../check/look-at-film.ts';
import { perceiveFile } from '../../check/perceive-file.ts';
import { maySee } from '../../check/verdict.ts';
import { apiKeys } from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { createKey } from '../keys/create-key.ts';
import { nextOf } from './decide-case.ts';

interface Said {
  id: string;
  status: string;
  ruling: string | null;
  link: string;
  subjectId: string;
  name: string;
  mayAppeal: boolean;
  round: number;
  kappa: number | null;
  pairs: number;
  overturned: number;
  rule: string;
  code: string;
  verdict: { outcome: string };
  items: Said[];
  next: Said | null;
  decisions: { reason: string }[];
}

let api: TestApi;
/** Three who look for the service, each with a key. */
let reviewers: string[];
beforeAll(async () => {
  api = await startApi();
  const actor = { teamId: 'team_of_reviewers', keyId: 'key_made', scopes: ['*'] };
  reviewers = await Promise.all(
    ['one', 'two', 'three'].map(async (name) => (await createKey(api.deps, actor, { name, scopes: ['admin'] })).secret),
  );
  await api.deps.db.asSystem((tx) =>
    tx
      .update(apiKeys)
      .set({ scopes: ['*'] })
      .where(eq(apiKeys.teamId, actor.teamId)),
  );
});
afterAll(() => api.stop());

const { signal } = new AbortController();
const bytes = { 'content-type': 'application/octet-stream' };
const say = async (answer: Response) => (await answer.json()) as Said;
const upload = (file: Buffer, name: string) => api.ask('POST', `/api/v1/materials?name=${name}`, file, bytes);
const asReviewer = (number: number, method: string, path: string, body?: object) =>
  api.ask(method, `/api/v1/safety/${path}`, body, { authorization: `Bearer ${reviewers[number]}` });
const decide = (number: number, id: string, ruling: string, reason: string) =>
  asReviewer(number, 'POST', `cases/${id}/decisions`, { ruling, reason, note: '看过了' });

/** The same picture, half as large and encoded anew. */
function copyOf(path: string): Promise<Buffer> {
  const half = ['-vf', 'scale=iw/2:-1,format=rgb24', '-c:v', 'png', '-f', 'image2pipe', 'pipe:1'];
  return runProgram('ffmpeg', ['-i', path, ...half]);
}

describe('pictures pass the gate before anybody uses them (S1, S2)', () => {
  it('a picture that an operator forbade does not come in again, nor does a copy of it, by any door', async () => {
    const path = await tinyMedia('pictureJpeg');
    const picture = await readFile(path);
    const forbid = () => api.ask('POST', '/api/v1/safety/pictures?category=extremism&note=test', picture, bytes);
    const listed = await say(await forbid());
    expect((await forbid()).status).toBe(409);
    const copy = await copyOf(path);
    const answers = [await upload(copy, 'poster.png'), await api.ask('POST', '/api/v1/labels?name=a.png', copy, bytes)];
    for (const answer of answers) {
      expect(await say(answer)).toMatchObject({ code: 'content_rejected' });
    }
    // Who only uses the service neither sees nor changes the list.
    const { key } = await api.otherTeam();
    const stranger = { authorization: `Bearer ${key}` };
    expect((await api.ask('GET', '/api/v1/safety/pictures', undefined, stranger)).status).toBe(403);
    await api.ask('DELETE', `/api/v1/safety/pictures/${listed.id}`, { reason: '这张是误加的' });
    expect((await say(await upload(copy, 'poster.png'))).verdict.outcome).toBe('allowed');
  });

  it('what a network is not sure of is kept, but nobody sees, gets or uses it before a reviewer allows it', async () => {
    const held = await say(await upload(await shapesTakenFor('doubtful'), 'shapes.jpg'));
    expect(held.verdict.outcome).toBe('held');
    expect(await say(await api.ask('GET', held.link))).toMatchObject({ code: 'content_held' });
    const batch = () =>
      api.ask('POST', '/api/v1/batches', {
        brief: { product: { id: 'P', name: '杯子' }, materials: [{ file: 'a.jpg' }], durationSeconds: 6 },
        files: { 'a.jpg': held.id },
      });
    expect(await say(await batch())).toMatchObject({ code: 'content_held' });
    // Neither does another name of it help.
    await api.ask('PATCH', `/api/v1/materials/${held.id}`, { name: 'other.jpg' });
    expect((await api.ask('GET', held.link)).status).toBe(451);
    const { items } = await say(await asReviewer(0, 'GET', 'cases'));
    const { id = '', link = '' } = items.find(({ subjectId }) => subjectId === held.id) ?? {};
    // Who has the desk's link is a reviewer.
    expect((await api.app.request(link)).status).toBe(200);
    expect((await decide(0, id, 'allowed', 'harmless')).status).toBe(201);
    expect((await api.ask('GET', held.link)).status).toBe(200);
    expect((await batch()).status).toBe(202);
  });
});

const scene = { frames: 24, background: '#ffffff', layers: [] } as unknown as (Piece & { kind: 'body' })['scene'];
const body = (hash: string, frames = 24): Piece & { kind: 'body' } => {
  return { kind: 'body', hash, frames, scene, firstFrame: 0, endFrame: frames };
};
const size = { width: 320, height: 240 };

/** A piece that shows a picture all the time. */
async function putPiece(hash: string, picture: string): Promise<Piece> {
  await openPieceCache(join(api.deps.settings.home, 'cache', 'pieces')).put(hash, async (path) => {
    const shown = `scale=${size.width}:${size.height},format=yuv420p`;
    await runProgram('ffmpeg', ['-loop', '1', '-t', '1', '-i', picture, '-vf', shown, '-r', '24', path]);
  });
  return body(hash);
}

const film = (pieces: Piece[], changes: Partial<Film> = {}): Film => ({
  ...{ pieces, settings: { size, fps: 24 }, covers: [], language: 'en', allowed: new Set<string>() },
  ...changes,
});

describe('finished films and their covers pass the gate (S1, S2)', () => {
  it('each scene is seen in its middle, each cover whole; what a network doubts is held; a piece is seen once', async () => {
    const { deps } = api;
    const shapes = join(deps.settings.home, 'shapes.jpg');
    await writeFile(shapes, await shapesTakenFor('doubtful'));
    const plain = await putPiece('aa'.repeat(16), await tinyMedia('pictureJpeg'));
    const doubtful = await putPiece('bb'.repeat(16), shapes);
    const asked: number[] = [];
    const looker = {
      ...deps.looker,
      see(frame: Parameters<typeof deps.looker.see>[0]) {
        asked.push(frame.atMs);
        return deps.looker.see(frame);
      },
    };
    const films = openFilmLooker({ ...deps, looker });
    expect((await films.look(film([plain, plain]), signal)).findings).toEqual([]);
    const held = await films.look(film([plain, doubtful]), signal);
    expect(held.findings).toMatchObject([{ field: 'frame@1479', severity: 'review', category: 'vice' }]);
    expect(asked).toEqual([479, 479]);
    const verdict = check({ kind: 'file', sha256: '0', texts: {} }, held);
    expect([verdict.outcome, maySee(verdict)]).toEqual(['held', false]);

    const covered = await films.look(film([plain], { covers: [{ format: '3x4', path: shapes }] }), signal);
    expect(covered.findings).toMatchObject([{ field: 'cover@3x4', severity: 'review' }]);
    // Nobody is asked twice about a material that a reviewer allowed.
    const showing = { ...doubtful, scene: { ...scene, layers: ['sha-of-it'] } } as unknown as Piece;
    expect((await films.look(film([showing], { allowed: new Set(['sha-of-it']) }), signal)).findings).toEqual([]);
  });

  it('what was forbidden meanwhile stops a film whose pieces were seen before', async () => {
    const { deps, ask } = api;
    const path = join(deps.settings.home, 'forbidden.jpg');
    const picture = await shapesTakenFor('indecent');
    await writeFile(path, picture);
    const films = openFilmLooker(deps);
    const piece = await putPiece('dd'.repeat(16), path);
    const rulesOf = async () => (await films.look(film([piece]), signal)).findings.map(({ rule }) => rule);
    expect(await rulesOf()).not.toContain('known_picture');
    const listed = await say(await ask('POST', '/api/v1/safety/pictures?category=extremism&note=test', picture, bytes));
    expect(await rulesOf()).toContain('known_picture');
    const verdict = check({ kind: 'file', sha256: '0', texts: {} }, await films.look(film([piece]), signal));
    expect(verdict.outcome).toBe('blocked');
    await ask('DELETE', `/api/v1/safety/pictures/${listed.id}`, { reason: '这张是误加的' });
  });

  it('a piece that is not there is no permission', async () => {
    const films = openFilmLooker(api.deps);
    await expect(films.look(film([body('cc'.repeat(16))]), signal)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('a run of scenes is seen in the middle of each of them, a change in none', () => {
    const change = { kind: 'boundary', hash: 'x', frames: 10 } as unknown as Piece & { kind: 'boundary' };
    const run: Piece = { kind: 'run', hash: 'r', frames: 58, parts: [body('a'), change, body('b')] };
    expect(middlesOf(run)).toEqual([12, 46]);
    expect(middlesOf(change)).toEqual([]);
  });
});

describe('words on pictures pass the gate as other words do, where they can be read (S2)', () => {
  it('what is unlawful on a picture or in a clip is held, what a pack says is told, and plain pictures pass', async () => {
    const deps = { ...api.deps, settings: { ...api.deps.settings, CLIPO_READ_PICTURES: 'auto' as const } };
    const draw = async (words: string, ending: 'png' | 'mp4') => {
      const path = join(deps.settings.home, `words.${ending}`);
      const text = `drawtext=fontfile=${findFonts().bold}:text='${words}':fontsize=44:fontcolor=white:x=30:y=120`;
      const shown = ending === 'png' ? ['-frames:v', '1'] : ['-t', '1', '-pix_fmt', 'yuv420p'];
      await runProgram('ffmpeg', [
        '-y',
        '-f',
        'lavfi',
        '-i',
        'color=#224466:s=480x320:r=5',
        '-vf',
        text,
        ...shown,
        path,
      ]);
      const mediaType = ending === 'png' ? 'image/png' : 'video/mp4';
      const looked = await perceiveFile(deps, { path, mediaType }, signal);
      return { looked, outcome: check({ kind: 'file', sha256: '0', texts: {} }, looked).outcome };
    };
    // As the machine is: without tesseract and its Chinese nobody reads, and nothing is claimed.
    const isRead = await canReadPictures();
    const unlawful = await draw('在线赌场 首存送彩金', 'png');
    expect(unlawful.outcome).toBe(isRead ? 'held' : 'allowed');
    expect(unlawful.looked.rules.includes('tesseract')).toBe(isRead);
    expect((await draw('在线赌场 首存送彩金', 'mp4')).looked.findings.map(({ field }) => field)).toContain(
      isRead ? 'frame@0' : undefined,
    );
    expect((await draw('全网最低价', 'png')).outcome).toBe(isRead ? 'noted' : 'allowed');
    expect((await draw('早上装的热水还是温的', 'png')).outcome).toBe('allowed');
  });
});

describe('the review desk (S3)', () => {
  it('the gravest comes first and to one reviewer only; two decide on it; an appeal goes to a third', async () => {
    const grave = await say(await upload(await shapesTakenFor('indecent'), 'grave.jpg'));
    const next = async (number: number) => (await say(await asReviewer(number, 'POST', 'cases/next'))).next;
    const taken = await next(0);
    expect(taken?.subjectId).toBe(grave.id);
    // It is kept for them; somebody else is given another, or nothing.
    expect((await next(1))?.id).not.toBe(taken?.id);
    const id = taken?.id ?? '';
    expect(await say(await decide(0, id, 'blocked', 'indecent'))).toMatchObject({ status: 'second', ruling: null });
    // Not twice by one, and what the first said is not told to the second.
    expect((await decide(0, id, 'allowed', 'harmless')).status).toBe(409);
    expect((await next(0))?.id).not.toBe(id);
    expect((await say(await asReviewer(1, 'GET', `cases/${id}`))).decisions).toEqual([]);
    expect(await say(await decide(1, id, 'blocked', 'indecent'))).toMatchObject({
      status: 'decided',
      ruling: 'blocked',
    });
    expect((await say(await asReviewer(1, 'GET', `cases/${id}`))).decisions).toHaveLength(2);
    expect(await say(await api.ask('GET', grave.link))).toMatchObject({ code: 'content_rejected' });

    const appeal = (text: string) => api.ask('POST', `/api/v1/held/${id}/appeal`, { text });
    expect((await appeal('这是全网最低价的图')).status).toBe(451);
    expect((await say(await api.ask('GET', '/api/v1/held'))).items[0]).toMatchObject({ mayAppeal: true });
    expect(await say(await appeal('只是抽象图形，没有人物'))).toMatchObject({ status: 'open', round: 1 });
    expect((await appeal('再来一次也不行的')).status).toBe(409);
    // Those who decided are asked no more.
    expect((await next(0))?.id).not.toBe(id);
    expect((await decide(1, id, 'allowed', 'harmless')).status).toBe(409);
    expect((await next(2))?.id).toBe(id);
    await decide(2, id, 'allowed', 'harmless');
    // Grave as it is, two of them: here an operator's own key.
    expect((await api.ask('GET', grave.link)).status).toBe(451);
    const last = { ruling: 'allowed', reason: 'harmless', note: '' };
    expect((await say(await api.ask('POST', `/api/v1/safety/cases/${id}/decisions`, last))).ruling).toBe('allowed');
    expect((await api.ask('GET', grave.link)).status).toBe(200);
    expect(await say(await asReviewer(0, 'GET', 'agreement'))).toMatchObject({ pairs: 2, kappa: 1, overturned: 1 });
    // And by rule: which of them holds what reviewers allow.
    const { items: byRule } = await say(await asReviewer(0, 'GET', 'hits?days=7'));
    expect(byRule.find(({ rule }) => rule === 'indecent_picture')).toMatchObject({ held: 1, overturned: 1 });
  });

  it('another team sees nothing of it, and nobody reviews without being an operator', async () => {
    const { key } = await api.otherTeam();
    const stranger = { authorization: `Bearer ${key}` };
    expect((await say(await api.ask('GET', '/api/v1/held', undefined, stranger))).items).toEqual([]);
    for (const [method, path] of [
      ['GET', 'cases'],
      ['POST', 'cases/next'],
      ['GET', 'agreement'],
      ['GET', 'cases/sfc_1'],
    ] as const) {
      expect((await api.ask(method, `/api/v1/safety/${path}`, undefined, stranger)).status).toBe(403);
    }
  });

  it('two who differ are settled by a third; what is light takes one', () => {
    expect(nextOf(['blocked'], 1)).toEqual({ status: 'decided', ruling: 'blocked' });
    expect(nextOf(['blocked'], 3)).toEqual({ status: 'second' });
    expect(nextOf(['blocked', 'allowed'], 3)).toEqual({ status: 'third' });
    expect(nextOf(['blocked', 'allowed', 'allowed'], 3)).toEqual({ status: 'decided', ruling: 'allowed' });
  });
});
