import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from '@clipo/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawFace } from '../packages/presenter/src/face/drawn-face.fixture.ts';
import { anaPicture, pngOf } from './engine-on-service.fixture.ts';
import { filmPerson, sway } from './person-film.fixture.ts';
import { accessFaults, expectNoSideways, type Look, type Studio, startStudio } from './studio.fixture.ts';

let studio: Studio;
let folder: Awaited<ReturnType<typeof tempFolder>>;

beforeAll(async () => {
  folder = await tempFolder('faces');
  studio = await startStudio({ CLIPO_WORKERS: '0' });
}, 300_000);
afterAll(async () => {
  await studio.close();
  await folder[Symbol.asyncDispose]();
});

const desk: Look = { language: 'zh-CN', width: 1440, height: 900, scheme: 'light' };
const phone: Look = { language: 'en', width: 390, height: 844, scheme: 'dark' };

async function open(look: Look) {
  const { page, context, complaints } = await studio.open(look);
  await context.addInitScript((secret) => sessionStorage.setItem('clipo.key', secret), studio.key);
  await page.goto(`${studio.url}/presenters`);
  await page.getByRole('button', { name: /(用照片或视频创建|Create one from a picture or footage)$/ }).click();
  return { page, complaints };
}

const choose = (page: Page, name: string, mimeType: string, buffer: Buffer) =>
  page.getByRole('dialog').locator('input[type=file]').first().setInputFiles({ name, mimeType, buffer });

/** Where a point is, as it is told to who does not see it. */
async function told(page: Page, point: string): Promise<number[]> {
  const label = (await page.locator(`[data-point="${point}"]`).getAttribute('aria-label')) ?? '';
  return (label.match(/\d+/g) ?? []).map(Number);
}

it('points of a face are dragged and moved by keys, kept where they lie on the face, and found again (C6)', async () => {
  const { page, complaints } = await open(desk);
  await choose(page, 'ana.png', 'image/png', Buffer.from(anaPicture()));
  await page.getByText('这张照片可以用。').waitFor({ timeout: 120_000 });
  await page.getByText('调整面部关键点').click();
  const corner = page.locator('[data-point="mouth.left"]');
  await corner.waitFor();
  await page.locator('.points-stage img').waitFor();
  expect(await accessFaults(page)).toEqual([]);
  const [x = 0, y = 0] = await told(page, 'mouth.left');
  await corner.scrollIntoViewIfNeeded();
  const box = await corner.boundingBox();
  const [px, py] = [(box?.x ?? 0) + 14, (box?.y ?? 0) + 14];
  await page.mouse.move(px, py);
  await page.mouse.down();
  await page.mouse.move(px - 20, py + 10, { steps: 4 });
  await page.mouse.up();
  const [draggedX = 0, draggedY = 0] = await told(page, 'mouth.left');
  expect(draggedX).toBeLessThan(x);
  expect(draggedY).toBeGreaterThan(y);
  await corner.focus();
  await page.keyboard.press('Shift+ArrowUp');
  expect((await told(page, 'mouth.left'))[1]).toBeLessThan(draggedY);
  await page.getByRole('button', { name: '保存这些点' }).click();
  await page.getByText('这张照片可以用，按您标定的关键点。').waitFor({ timeout: 120_000 });

  // Far from the face, they are refused and not kept.
  const chin = page.locator('[data-point="chin"]');
  await page.locator('.points-editor .ant-segmented-item').filter({ hasText: '脸' }).click();
  await chin.focus();
  for (let press = 0; press < 25; press++) {
    await page.keyboard.press('Shift+ArrowUp');
  }
  await page.getByRole('button', { name: '保存这些点' }).click();
  await page.locator('.points-editor .ant-alert').waitFor({ timeout: 120_000 });
  expect(await page.locator('.points-editor .ant-alert').textContent()).toContain('chin');

  await page.getByRole('button', { name: '恢复自动识别的点' }).click();
  await page.getByText('这张照片可以用。').waitFor({ timeout: 120_000 });
  await page.locator('.points-editor .ant-segmented-item').filter({ hasText: '嘴' }).click();
  expect((await told(page, 'mouth.left'))[0]).toBe(x);
  // That they were refused is an answer.
  expect(complaints.filter((complaint) => !complaint.includes('/face-points'))).toEqual([]);
}, 400_000);

it('a film is watched while it is looked at: frames, the face, faults; then the person is asked (C6)', async () => {
  const { page, complaints } = await open(phone);
  const calm = await filmPerson(join(folder.path, 'calm.mp4'), 10, (part) => ({
    sway: sway(part),
    background: '#1FC04A',
  }));
  await choose(page, 'calm.mp4', 'video/mp4', await readFile(calm));
  const look = page.locator('.footage-look');
  await look.getByRole('progressbar').waitFor({ timeout: 120_000 });
  await look.locator('img').waitFor({ timeout: 120_000 });
  await page.getByText('This film will do.').waitFor({ timeout: 300_000 });
  await look.getByText('green screen').waitFor();
  await page.getByRole('radio', { name: 'younger than 18' }).check();
  await page.getByLabel('Name of the guardian').waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await expectNoSideways(page);

  await page.getByRole('button', { name: 'Take another' }).click();
  const talking = await filmPerson(join(folder.path, 'talking.mp4'), 10, (part) => ({
    mouthOpen: part < 0.5 ? 0.8 : 0,
  }));
  await choose(page, 'talking.mp4', 'video/mp4', await readFile(talking));
  await page.getByText('This film will not do yet').waitFor({ timeout: 300_000 });
  await page.getByText(/mouth/).first().waitFor();
  expect(await page.getByLabel('Name of the person').count()).toBe(0);
  expect(complaints).toEqual([]);
}, 900_000);

/** What the page asks for, and how a drawn person does it. Left and right are the person's own. */
const poses = {
  'Turn your head to your left': { turn: 0.6 },
  'Turn your head to your right': { turn: -0.6 },
  'Open your mouth wide': { mouthOpen: 0.8 },
  '': {},
} as const;

it('whoever films with the browser first does what is drawn by lot; the consent carries it (C6)', async () => {
  const { page, complaints } = await open(phone);
  const drawn = Object.fromEntries(
    Object.entries(poses).map(([asked, face]) => {
      const picture = drawFace({ width: 480, height: 640, radius: 110, background: '#1FC04A', ...face });
      return [asked, `data:image/png;base64,${pngOf(picture).toString('base64')}`];
    }),
  );
  // The browser's own camera is let in; nobody sits before this one.
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await page.getByRole('button', { name: 'Take the picture' }).click();
  await page.getByText('This picture will not do yet').waitFor({ timeout: 180_000 });
  await page.getByRole('button', { name: 'Take another' }).click();
  // The camera is a canvas that does what the page asks; recording, sending and looking at it are what they always are.
  await page.evaluate(async (pictures) => {
    const images = new Map<string, HTMLImageElement>();
    for (const [asked, address] of Object.entries(pictures)) {
      const image = new Image();
      image.src = address;
      await image.decode();
      images.set(asked, image);
    }
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [480, 640];
    setInterval(() => {
      const asked = document.querySelector('.camera-task strong')?.textContent ?? '';
      canvas.getContext('2d')?.drawImage(images.get(asked) ?? (images.get('') as HTMLImageElement), 0, 0);
    }, 40);
    const devices = { getUserMedia: async () => canvas.captureStream(25) };
    Object.defineProperty(navigator, 'mediaDevices', { value: devices });
  }, drawn);
  await page.getByRole('button', { name: 'Film with the camera' }).click();
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  await page.getByRole('button', { name: 'Film 14 seconds' }).click({ timeout: 180_000 });
  await page.getByText('This film will do.').waitFor({ timeout: 400_000 });
  await page.getByLabel('Name of the person').fill('Ana');
  await page.getByRole('radio', { name: '18 or older' }).check();
  await page.getByRole('checkbox', { name: /has read this/ }).check();
  await page.getByRole('button', { name: 'Record the consent' }).click();
  await page.getByText(/Ready: choose “Ana”/).waitFor();
  const headers = { authorization: `Bearer ${studio.key}` };
  const listed = await (await fetch(`${studio.url}/api/v1/person-consents`, { headers })).json();
  const [consent] = (listed as { items: { terms: { kind: string; challenge: object } }[] }).items;
  expect(consent?.terms).toMatchObject({
    kind: 'footage',
    challenge: { kind: 'gesture', task: expect.stringMatching(/^[a-z-]+, [a-z-]+, [a-z-]+$/) },
  });
  expect(complaints).toEqual([]);
}, 900_000);
