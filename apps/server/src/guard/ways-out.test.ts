import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkFile } from '@clipo/label';
import { tempFolder, tinyMedia } from '@clipo/testkit';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { materials, videos } from '../db/schema/index.ts';
import { startApi, type TestApi } from '../testing/api.fixture.ts';
import { signInWithCode, type TestBrowser } from '../testing/browser.fixture.ts';
import { addBatch, batchWhen } from '../testing/make-batch.fixture.ts';
import { type RunningWorker, startWorker } from '../work/worker.ts';

/** A real video of a seller's, made by a real worker: what leaves is what would leave. */
let api: TestApi;
let worker: RunningWorker;
let seller: TestBrowser;
let teamId = '';
let batchId = '';
let videoId = '';
let folder: Awaited<ReturnType<typeof tempFolder>>;

beforeAll(async () => {
  folder = await tempFolder('ways-out');
  api = await startApi({ CLIPO_WORKERS: '1' });
  worker = await startWorker(api.deps);
  seller = await signInWithCode(api, '+8613900000321');
  teamId = ((await (await seller.ask('GET', '/api/v1/me')).json()) as { team: { id: string } }).team.id;
  const batch = await addBatch(api.deps, teamId);
  batchId = batch.id;
  await batchWhen(api.deps, batch, ({ status }) => status === 'done');
  const [video] = await api.deps.db.asTeam(teamId, (tx) => tx.select().from(videos).where(eq(videos.batchId, batchId)));
  videoId = video?.id ?? '';
}, 600_000);
afterAll(async () => {
  await worker.stop();
  await api.stop();
  await folder[Symbol.asyncDispose]();
});

/** Files that left, by their names. */
type Left = Record<string, Uint8Array>;

const bytesOf = async (answer: Response | Promise<Response>): Promise<Uint8Array> => {
  const got = await answer;
  expect(got.status).toBe(200);
  return new Uint8Array(await got.arrayBuffer());
};
const follow = (link: string) => bytesOf(api.app.request(link));
const say = async <T>(path: string, body?: object): Promise<T> =>
  (await (await seller.ask(body === undefined ? 'GET' : 'POST', path, body)).json()) as T;

/** All files of a zip. */
async function unpacked(zip: Uint8Array): Promise<Left> {
  const at = join(folder.path, `zip-${Math.random()}`);
  await mkdir(at);
  await writeFile(`${at}.zip`, zip);
  execFileSync('unzip', ['-q', `${at}.zip`, '-d', at]);
  const names = await readdir(at, { recursive: true, withFileTypes: true });
  const files = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  return Object.fromEntries(
    await Promise.all(
      files.map(async (path) => [path.slice(at.length + 1), new Uint8Array(await readFile(path))] as const),
    ),
  );
}

/** The files of a video behind the links that an answer holds. */
async function linked(files: Record<string, { link: string }>): Promise<Left> {
  const kinds = Object.entries(files).map(async ([kind, { link }]) => {
    const ending = { video: 'mp4', cover: 'png', cover3x4: 'png' }[kind] ?? kind;
    return [`${kind}.${ending}`, await follow(link)] as const;
  });
  return Object.fromEntries(await Promise.all(kinds));
}

/** Every operation that answers with something else than JSON, and what leaves through it. */
const ways: Record<string, () => Promise<Left>> = {
  async downloadFile() {
    const { files } = await say<{ files: Record<string, { link: string }> }>(`/api/v1/videos/${videoId}`);
    return linked(files);
  },
  async downloadPackage() {
    // Channels want larger films than tests make: they go by what its record says.
    await api.deps.db.asTeam(teamId, (tx) =>
      tx
        .update(videos)
        .set({ record: sql`record || '{"width": 1080, "height": 1080}'::jsonb` })
        .where(eq(videos.id, videoId)),
    );
    const channels = [{ platform: 'douyin', handle: 'a' }];
    const wish = { videos: [videoId], labels: ['ai'] };
    const posted = await say<{ package: string }>('/api/v1/deliveries', { ...wish, channels });
    const bare = await say<{ package: string }>('/api/v1/deliveries', { ...wish, channels: [] });
    return { ...(await unpacked(await follow(posted.package))), ...(await unpacked(await follow(bare.package))) };
  },
  exportMyData: async () => unpacked(await bytesOf(seller.ask('POST', '/api/v1/me/export'))),
  previewSound: async () => ({ 'sound.m4a': await bytesOf(seller.ask('GET', `/api/v1/videos/${videoId}/edit/sound`)) }),
  hearMusic: async () => ({ 'music.m4a': await bytesOf(seller.ask('GET', '/api/v1/music/warm-home/sound')) }),
  async speak() {
    const wish = { model: 'tts-1', voice: 'alloy', input: '单手能开。' };
    const said = (['mp3', 'wav', 'flac', 'opus'] as const).map(async (format) => {
      const answer = api.ask('POST', '/v1/audio/speech', { ...wish, response_format: format });
      return [`speech.${format}`, await bytesOf(answer)] as const;
    });
    return Object.fromEntries(await Promise.all(said));
  },
  async tryPronunciation() {
    const wish = { text: 'Klypo', language: 'zh-CN', words: { Klypo: { 'zh-CN': { say: '可丽波' } } } };
    return { 'trial.wav': await bytesOf(seller.ask('POST', '/api/v1/dictionary/try', wish)) };
  },
  async labelFile() {
    const sent = await readFile(await tinyMedia('pictureJpeg'));
    const answer = api.ask('POST', '/api/v1/labels?name=a.jpg', sent, { 'content-type': 'application/octet-stream' });
    return { 'labelled.jpg': await bytesOf(answer) };
  },
};

/** Operations that answer with something else than JSON, and give nothing that was generated; with why. */
const nothingGenerated: Readonly<Record<string, string>> = {
  getEnterpriseProof: 'a scan that the team sent, for operators alone',
  exportWard: 'what exportMyData gives, to a guardian: by the same verb',
  exportAudit: 'the record of acts, as a table',
  getCaseFile: 'what somebody sent with a case',
  getAuthorityPackage: 'evidence as it lies in the store, for who may ask for it by law',
  draftIncidentReport: 'a text for operators',
  getClaimProofFile: 'a scan that the team sent to prove a claim',
  getMaterialProofFile: 'a scan that the team sent to prove its rights',
  downloadStatement: 'a table of credits',
  takePaymentNotice: 'what a payment provider wants to hear',
  sendMessage: 'JSON, event by event; the page that shows it says that AI wrote it',
  retryAnswer: 'as sendMessage',
  previewFile: 'a material of the team’s own, small, where it edits',
  lookAtFootage: 'frames of a film of the team’s own, while it is looked at',
  previewPerson:
    'colours and alpha of a presenter, with the implicit label, which the editor draws under the label that it shows',
  previewFont: 'a font',
  followVideoEdits: 'changes of a document',
  followEvents: 'JSON, event by event',
};

/** Who gives links to files, and which of the tests here follows them. */
const linkGivers: Readonly<Record<string, string>> = {
  'features/videos/file-links.ts': 'downloadFile',
  'features/deliveries/routes.ts': 'downloadPackage',
  'features/shares/client-routes.ts': 'what a client sees through a link',
  'features/renders/routes.ts': 'speech that was made as a render',
  'features/undertakings/routes.ts': 'undertakings.test.ts: the implicit label stays',
  'features/materials/material-view.ts': 'materials of the team’s own, as they were sent, and small pictures of them',
  'features/licensed/routes.ts': 'materials that an operator laid out, as they were sent, and small pictures of them',
  'features/safety/shapes.ts': 'materials, as reviewers look at them',
};

/** Texts that lie beside files: data and not generated, by the end of their names. */
const besides = /(?:\.json|manifest\.csv|licences\.csv|使用授权\.txt|permitted-use\.txt|materials\/[^/]*)$/;

async function expectLabelled(left: Left): Promise<void> {
  const files = Object.entries(left).filter(([name]) => !besides.test(name));
  expect(files.length).toBeGreaterThan(0);
  for (const [name, bytes] of files) {
    if (name.endsWith('.txt')) {
      expect(`${name}: ${Buffer.from(bytes).toString('utf8')}`).toMatch(/AI.{0,6}生成|AI-generated/);
      continue;
    }
    const { verdict, implicit, explicit } = await checkFile(bytes);
    const isSubRip = explicit !== null && implicit === null;
    // SubRip has no place for the implicit one: there, the words are the label.
    expect(`${name} ${verdict} ${isSubRip ? explicit : implicit?.Label}`).toBe(
      `${name} valid ${isSubRip ? 'AI生成' : '1'}`,
    );
  }
}

describe('nothing that was generated leaves without its label, whichever way (L1, S1)', () => {
  it('each operation that gives a file is known here: what it gives is labelled, or was not generated', async () => {
    const document = (await (await api.app.request('/api/v1/openapi.json')).json()) as {
      paths: Record<string, Record<string, { operationId: string; responses: Record<string, { content?: object }> }>>;
    };
    const giving = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ operationId, responses }) => {
        const types = Object.entries(responses).flatMap(([status, { content = {} }]) =>
          status.startsWith('2') ? Object.keys(content) : [],
        );
        return types.some((type) => !type.includes('json')) ? [operationId] : [];
      }),
    );
    expect(giving.sort()).toEqual([...Object.keys(ways), ...Object.keys(nothingGenerated)].sort());
  });

  it('each place that gives links to files is known here', async () => {
    const root = join(import.meta.dirname, '..');
    const names = (await readdir(root, { recursive: true })).filter((name) => /(?<!\.test|\.fixture)\.ts$/.test(name));
    const givers: string[] = [];
    for (const name of names) {
      const text = await readFile(join(root, name), 'utf8');
      if (/import \{[^}]*\b(?:mediaLinkFor|packageLinkFor)\b/.test(text)) {
        givers.push(name.replaceAll('\\', '/'));
      }
    }
    expect(givers.sort()).toEqual(Object.keys(linkGivers).sort());
  });

  it.each(Object.keys(ways))('what leaves by %s is labelled', async (way) => {
    await expectLabelled((await ways[way]?.()) ?? {});
  });

  it('what a client sees through a link is labelled', async () => {
    const { path } = await say<{ path: string }>(`/api/v1/batches/${batchId}/shares`, { name: '客户' });
    const answer = await api.app.request('/api/v1/shared', { headers: { 'x-clipo-share': path.split('#')[1] ?? '' } });
    const { videos: shown } = (await answer.json()) as { videos: { film: string; cover: string; label: string }[] };
    expect(shown).toMatchObject([{ label: 'AI生成' }]);
    for (const { film, cover } of shown) {
      await expectLabelled({ 'film.mp4': await follow(film), 'cover.png': await follow(cover) });
    }
  });

  it('speech that was made as a render is labelled', async () => {
    const { id } = await say<{ id: string }>('/api/v1/speeches', { text: '倒放不漏。' });
    for (;;) {
      const { status, file } = await say<{ status: string; file: { link: string } | null }>(`/api/v1/renders/${id}`);
      if (file !== null) {
        return expectLabelled({ 'speech.wav': await follow(file.link) });
      }
      expect(status).not.toBe('failed');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  it('whatever lies in the store, as who lists the bucket sees it, is labelled, or is a material that was sent', async () => {
    const rows = await api.deps.db.asSystem((tx) => tx.select({ sha256: materials.sha256 }).from(materials));
    const sent = new Set(rows.map(({ sha256 }) => sha256));
    let tried = 0;
    for await (const { hash } of api.deps.media.list()) {
      if (!sent.has(hash)) {
        await expectLabelled({ [hash]: new Uint8Array(await readFile(await api.deps.media.localFile(hash))) });
        tried += 1;
      }
    }
    // The film, its cover and three forms of its subtitles at least.
    expect(tried).toBeGreaterThanOrEqual(5);
  });
});
