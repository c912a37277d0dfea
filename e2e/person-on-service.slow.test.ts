import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { runProgram } from '@clipo/engine';
import { verifyFile } from '@clipo/label';
import { keptOf } from '@clipo/presenter/consent';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../apps/server/src/testing/api.fixture.ts';
import { type RunningWorker, startWorker } from '../apps/server/src/work/worker.ts';
import { drawFace } from '../packages/presenter/src/face/drawn-face.fixture.ts';

let api: TestApi;
let worker: RunningWorker;
let ana = '';
let cup = '';

interface Told {
  id: string;
  status: string;
  code: string;
  detail: string;
  version: string;
  rule: string;
  holds: boolean;
  progress: { percent: number };
  items: Told[];
  files: { kind: string; id: string; batchId: string | null; status: string }[];
  file: { sha256: string };
  failedReason: { code: string; message: string } | null;
}

beforeAll(async () => {
  api = await startApi({ CLIPO_WORKERS: '1' });
  worker = await startWorker(api.deps);
  const { width, height, data } = drawFace({ background: null });
  const canvas = createCanvas(width, height);
  const image = canvas.getContext('2d').createImageData(width, height);
  image.data.set(data);
  canvas.getContext('2d').putImageData(image, 0, 0);
  ana = await upload('ana.png', canvas.toBuffer('image/png'));
  cup = await upload('cup.png', await readFile(path.join(import.meta.dirname, '../examples/tumbler/coffee.png')));
}, 120_000);
afterAll(async () => {
  await worker.stop();
  await api.stop();
});

async function upload(name: string, bytes: Buffer): Promise<string> {
  const headers = { 'content-type': 'application/octet-stream' };
  return (await tell(api.ask('POST', `/api/v1/materials?name=${name}`, new Uint8Array(bytes), headers))).id;
}
async function tell(asked: Promise<Response>): Promise<Told> {
  return (await (await asked).json()) as Told;
}
const present = () =>
  api.ask('POST', '/api/v1/presentations', { text: 'Hello.', language: 'en', presenter: ana, resolution: 540 });
const order = (hook: string) =>
  api.ask('POST', '/api/v1/batches', {
    brief: {
      product: { id: 'cup', name: hook, category: 'Home', sellingPoints: ['One hand opens the lid', 'Stays hot'] },
      materials: [{ file: 'cup.png' }],
      languages: ['en'],
      formats: ['1x1'],
      durationSeconds: 6,
      resolution: 720,
      fps: 24,
      music: false,
      presenter: { character: 'ana.png', layout: 'half' },
    },
    files: { 'cup.png': cup, 'ana.png': ana },
    isDraft: true,
  });
const consent = (more: object = {}) =>
  api.ask('POST', `/api/v1/materials/${ana}/consents`, {
    person: { name: 'Ana', isAdult: true },
    agreedTo: '2026-11',
    language: 'en',
    ...more,
  });

/** Waits until something is as asked, however long that takes. */
async function when(address: string, isIt: (told: Told) => boolean): Promise<Told> {
  for (;;) {
    const told = await tell(api.ask('GET', address));
    if (isIt(told)) {
      return told;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
const hasEnded = ({ status }: Told) => ['done', 'failed'].includes(status);
const made = async (kind: 'batches' | 'renders', asked: Promise<Response>) =>
  when(`/api/v1/${kind}/${(await tell(asked)).id}`, hasEnded);
const pausedOnce = async (hook: string) => {
  const { id } = await tell(order(hook));
  await api.ask('POST', `/api/v1/batches/${id}/pause`);
  await when(`/api/v1/batches/${id}`, ({ status }) => status === 'running');
  return id;
};

it('a person speaks on the service by a recorded consent alone; a withdrawal stops what is planned and lists what was made (C6, A8)', async () => {
  for (const refused of [await present(), await order('Tumbler')]) {
    expect(await refused.json()).toMatchObject({
      status: 403,
      code: 'consent_needed',
      detail: expect.stringContaining(`/api/v1/materials/${ana}/consents`),
    });
  }
  expect(await tell(api.ask('GET', '/api/v1/consent-text?language=en'))).toMatchObject({ version: '2026-11' });
  expect((await consent({ agreedTo: '2020-01' })).status).toBe(422);
  expect((await consent({ person: { name: 'Ana', isAdult: false } })).status).toBe(422);
  const render = await tell(consent({ purposes: ['render'] }));
  // Alone it is no consent to advertise.
  expect(await tell(order('Tumbler'))).toMatchObject({
    code: 'consent_needed',
    detail: expect.stringMatching('advertise'),
  });
  expect((await api.ask('POST', `/api/v1/person-consents/${render.id}/withdraw`, { by: 'Ana' })).status).toBe(200);
  const { id } = await tell(consent());
  expect((await consent()).status).toBe(409);

  const said = await made('renders', present());
  expect(said).toMatchObject({ status: 'done', failedReason: null });
  const batch = await made('batches', order('Tumbler'));
  expect(batch).toMatchObject({ status: 'done', failedReason: null });
  const [video] = (await tell(api.ask('GET', `/api/v1/videos?batch=${batch.id}`))).items;
  const film = await api.deps.media.localFile(said.file.sha256);
  expect((await verifyFile(film, {})).problems).toEqual([]);
  // Of her clothes, low in the middle.
  const filters = 'select=eq(n\\,8),crop=2:2:270:900,scale=1:1';
  const [red = 0, , blue = 0] = await runProgram('ffmpeg', [
    ...['-i', `file:${film}`, '-vf', filters, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'],
  ]);
  expect(blue - red).toBeGreaterThan(40);

  // All pieces of the first are there; of the second none.
  const waiting = [await pausedOnce('Tumbler'), await pausedOnce('Flask')];
  const rows = `update person_consents set terms = '{}' where id = '${id}'`;
  await expect(api.deps.db.asSystem((tx) => tx.execute(rows))).rejects.toThrow();
  const kept = await shaOf(ana);
  const folder = keptOf(path.join(api.deps.settings.home, 'cache'), kept);
  await stat(folder);

  const withdrawn = await tell(api.ask('POST', `/api/v1/person-consents/${id}/withdraw`, { by: 'Ana', reason: 'no' }));
  expect(withdrawn).toMatchObject({ consent: { holds: false, withdrawal: { by: 'Ana', reason: 'no' } } });
  expect(withdrawn.files.map(({ batchId, id: file }) => batchId ?? file).sort()).toEqual(
    [said.id, batch.id, ...waiting].sort(),
  );
  expect(withdrawn.files).toContainEqual(expect.objectContaining({ kind: 'video', id: video?.id, status: 'done' }));
  await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await tell(present())).toMatchObject({ code: 'consent_needed', detail: expect.stringContaining('withdrawn') });
  for (const each of waiting) {
    await api.ask('POST', `/api/v1/batches/${each}/resume`);
    await when(`/api/v1/batches/${each}`, hasEnded);
    const { items } = await tell(api.ask('GET', `/api/v1/videos?batch=${each}`));
    expect(items).toMatchObject([{ status: 'failed', failedReason: { code: 'consent_needed' } }]);
  }

  // Who consents again is prepared again, also for what failed.
  await consent();
  const [again = ''] = waiting;
  await api.ask('POST', `/api/v1/batches/${again}/retry`);
  expect(await when(`/api/v1/batches/${again}`, ({ status }) => status === 'done')).toMatchObject({ status: 'done' });
  const { items } = await tell(api.ask('GET', `/api/v1/person-consents?materialId=${ana}`));
  expect(items.map(({ id: each }) => each)).toContain(id);
  expect(items).toHaveLength(3);
}, 300_000);

it('a single file and a plan that are at work when a person withdraws end there and then, and say why (A8)', async () => {
  const { items } = await tell(api.ask('GET', `/api/v1/person-consents?materialId=${ana}`));
  const held = items.find(({ holds }) => holds)?.id ?? (await tell(consent())).id;
  const text = 'One hand opens the lid and it stays hot. '.repeat(40);
  const body = { text, language: 'en', presenter: ana, resolution: 1080 };
  const { id } = await tell(api.ask('POST', '/api/v1/presentations', body));
  await when(`/api/v1/renders/${id}`, ({ status, progress }) => status === 'rendering' && progress.percent > 0);
  expect((await api.ask('POST', `/api/v1/person-consents/${held}/withdraw`, { by: 'Ana' })).status).toBe(200);
  const ended = await when(`/api/v1/renders/${id}`, hasEnded);
  expect(ended).toMatchObject({ status: 'failed', file: null, failedReason: { code: 'consent_needed' } });
  // It did not go on to its end first.
  expect(ended.progress.percent).toBeLessThan(90);
}, 600_000);

async function shaOf(material: string): Promise<string> {
  return ((await (await api.ask('GET', `/api/v1/materials/${material}`)).json()) as { sha256: string }).sha256;
}
