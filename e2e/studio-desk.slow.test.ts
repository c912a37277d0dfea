import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '@clipo/engine';
import { shapesTakenFor, tempFolder } from '@clipo/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type ModeratorServer,
  moderatorSettings,
  startModeratorServer,
} from '../apps/server/src/features/moderators/moderator-servers.fixture.ts';
import { accessFaults, expectNoSideways, type Studio, startStudio, takeShots } from './studio.fixture.ts';

let studio: Studio;
let engine: ModeratorServer;
beforeAll(async () => {
  engine = await startModeratorServer();
  studio = await startStudio({
    ...{ CLIPO_WORKERS: '1', ...moderatorSettings(engine.url) },
  });
}, 180_000);
afterAll(async () => {
  await studio.close();
  await engine.close();
});

const ask = (method: string, path: string, body?: object | Uint8Array) =>
  fetch(`${studio.url}/api/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${studio.key}`,
      'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
    },
    ...(body === undefined ? {} : { body: body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body) }),
  });

async function desk(): Promise<Page> {
  const { page, context } = await studio.open({ language: 'en', width: 1024, height: 768, scheme: 'dark' });
  await context.addInitScript((kept) => sessionStorage.setItem('clipo.key', kept), studio.key);
  await page.goto(`${studio.url}/desk`);
  return page;
}

/** Two seconds of one colour, then two of what a network doubts. */
async function film(): Promise<Uint8Array> {
  await using folder = await tempFolder('desk');
  const shapes = join(folder.path, 'shapes.jpg');
  await writeFile(shapes, await shapesTakenFor('indecent'));
  const out = join(folder.path, 'film.mp4');
  const plain = ['-f', 'lavfi', '-t', '2', '-i', 'color=#224466:s=640x480:r=10'];
  const doubted = ['-loop', '1', '-t', '2', '-r', '10', '-i', shapes];
  const joined = '[1:v]scale=640:480,setsar=1[s];[0:v]setsar=1[p];[p][s]concat=n=2:v=1:a=0,format=yuv420p';
  await runProgram('ffmpeg', [...plain, ...doubted, '-filter_complex', joined, '-movflags', '+faststart', out]);
  return new Uint8Array(await readFile(out));
}

it('evidence in place: a film stands at the second that is doubted, blurred and grey; a text shows whose words they are (S3)', async () => {
  const sent = await ask('POST', 'materials?name=film.mp4', await film());
  expect(sent.status).toBe(201);
  const page = await desk();
  await page.getByText('film.mp4').waitFor();
  await page.keyboard.press('n');
  const player = page.locator('.desk-case video');
  await player.waitFor();
  const at = () => player.evaluate((video: HTMLVideoElement) => video.currentTime);
  await expect.poll(at, { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
  expect(await player.evaluate((video) => getComputedStyle(video).filter)).toMatch(/blur.*grayscale/);
  // Back to it from anywhere, by the button that names the second.
  await player.evaluate((video: HTMLVideoElement) => {
    video.currentTime = 0;
  });
  await page.getByRole('button', { name: /^at 2\.\d s$/ }).click();
  await expect.poll(at, { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
  await expectNoSideways(page);
  expect(await accessFaults(page)).toEqual([]);
  await takeShots(page, 'desk-film');
  await page.keyboard.press('b');
  await page.keyboard.press('Enter');
  // Grave: another looks at it too.
  await page.getByText('Noted; another reviewer looks at it too').waitFor();

  engine.play('review');
  const { id } = (await (await ask('POST', 'speeches', { text: 'Warm all day.', language: 'en' })).json()) as {
    id: string;
  };
  await page.getByText(id).first().waitFor();
  await page.keyboard.press('n');
  await page.locator('.desk-case .said').filter({ hasText: 'Warm all day.' }).first().waitFor();
  await expectNoSideways(page);
  expect(await accessFaults(page)).toEqual([]);
  await takeShots(page, 'desk-words');
  await page.keyboard.press('a');
  await page.keyboard.press('Enter');
  await page.getByText('Decided; its team was told').waitFor();
  const isThere = async () =>
    ((await (await ask('GET', `renders/${id}`)).json()) as { file: object | null }).file !== null;
  await expect.poll(isThere, { timeout: 120_000 }).toBe(true);
}, 300_000);
