import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { openSpeech } from '../open-speech.ts';
import { findWeights, pullVoice } from './pull-voice.ts';
import { Weights, weightsCatalog } from './weights.ts';

const folder = await mkdtemp(join(tmpdir(), 'clipo-pull-'));
const files = { 'model.onnx': Buffer.alloc(300_000, 'not a model '), 'tokens.txt': 'a 1\n', 'lexicon.txt': 'a a\n' };
await mkdir(join(folder, 'tiny-voice'));
for (const [name, content] of Object.entries(files)) {
  await writeFile(join(folder, 'tiny-voice', name), content);
}
execFileSync('tar', ['-cjf', join(folder, 'tiny.tar.bz2'), '-C', folder, 'tiny-voice']);
const archive = await readFile(join(folder, 'tiny.tar.bz2'));

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let answers: Answer[] = [];
let ranges: (string | undefined)[] = [];
const server = createServer((request, response) => {
  ranges.push(request.headers.range);
  (answers.length > 1 ? answers.shift() : answers[0])?.(request, response);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tiny.tar.bz2`;
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

/** Serves from where it is asked to, and breaks off after so many bytes. */
const serves =
  (most = Number.POSITIVE_INFINITY, bytes: Uint8Array = archive, knowsRanges = true): Answer =>
  (request, response) => {
    const asked = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const from = knowsRanges ? asked : 0;
    if (from >= bytes.length) {
      response.writeHead(416).end();
      return;
    }
    const rest = bytes.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length });
    if (rest.length <= most) {
      response.end(rest);
    } else {
      response.write(rest.subarray(0, most));
      setTimeout(() => response.destroy(), 30);
    }
  };

const weights = Weights.parse({
  name: 'tiny',
  title: { 'zh-CN': '小', en: 'tiny' },
  languages: ['en'],
  url,
  sha256: createHash('sha256').update(archive).digest('hex'),
  licence: 'CC0-1.0',
  licenceUrl: 'https://example.com/licence',
  folder: 'tiny-voice',
  kind: 'vits',
  speakers: 2,
  files: { model: 'model.onnx', tokens: 'tokens.txt', lexicon: ['lexicon.txt'] },
});
let home = '';
let count = 0;
beforeEach(() => {
  count += 1;
  home = join(folder, `models-${count}`);
  ranges = [];
});
const pull = (more: Partial<Weights> = {}) =>
  pullVoice({ ...weights, ...more }, home, () => undefined, new AbortController().signal);

it('weights are pulled, checked, unpacked, and their licence and hash recorded; a second time nothing is done', async () => {
  answers = [serves()];
  expect((await pull()).isNew).toBe(true);
  const record = JSON.parse(await readFile(join(home, 'tiny', 'voice.json'), 'utf8'));
  expect(record).toMatchObject({ weights: { sha256: weights.sha256, licence: 'CC0-1.0' }, bytes: archive.length });
  expect((await readdir(home)).sort()).toEqual(['tiny']);
  expect((await pull()).isNew).toBe(false);
  expect(ranges).toEqual([undefined]);
});

it('a download that breaks off goes on where it was, in the same run and in the next', async () => {
  answers = [serves(50), serves(30), serves()];
  await pull();
  expect(ranges).toEqual([undefined, 'bytes=50-', 'bytes=80-']);
  home = `${home}-again`;
  ranges = [];
  // The second connection brings nothing: it is given up, and what came is kept.
  answers = [serves(60), (_, response) => void response.destroy()];
  await expect(pull()).rejects.toMatchObject({
    code: 'fetch_failed',
    message: expect.stringContaining('run it again'),
  });
  answers = [serves()];
  await pull();
  expect(ranges.at(-1)).toBe('bytes=60-');
});

it('a server that knows no ranges sends it anew, and one that has nothing more is believed', async () => {
  answers = [serves(40, archive, false), serves(Number.POSITIVE_INFINITY, archive, false)];
  expect((await pull()).pulled.bytes).toBe(archive.length);
  home = `${home}-whole`;
  await mkdir(home);
  await writeFile(join(home, `tiny-${weights.sha256.slice(0, 12)}.part`), archive);
  answers = [serves()];
  expect((await pull()).isNew).toBe(true);
});

it('damaged weights are thrown away and never used', async () => {
  const damaged = Buffer.from(archive);
  damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 0xff;
  answers = [serves(Number.POSITIVE_INFINITY, damaged)];
  await expect(pull()).rejects.toMatchObject({
    code: 'checksum_mismatch',
    details: { expected: weights.sha256, received: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
  expect(await readdir(home)).toEqual([]);
});

it('a page, a missing file and an archive without what is needed are told as such', async () => {
  answers = [(_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')];
  await expect(pull()).rejects.toMatchObject({ code: 'fetch_failed', message: expect.stringContaining('web page') });
  answers = [(_, response) => void response.writeHead(404).end()];
  await expect(pull()).rejects.toMatchObject({ code: 'fetch_failed', message: expect.stringContaining('404') });
  answers = [serves()];
  await expect(pull({ ruleFsts: ['number.fst'] })).rejects.toMatchObject({
    code: 'unreadable_material',
    message: expect.stringContaining('number.fst'),
  });
});

it('the catalogue is whole, and a catalogue that leads out of its folder or lacks a hash is refused', async () => {
  expect(weightsCatalog.length).toBeGreaterThan(0);
  await expect(findWeights('melo-zh')).rejects.toMatchObject({ details: { nearest: 'melo-zh-en' } });
  const file = join(folder, 'own.json');
  await writeFile(file, JSON.stringify({ ...weights, folder: '../away' }));
  await expect(findWeights(file)).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringMatching(/folder/),
  });
  await writeFile(file, JSON.stringify({ ...weights, sha256: undefined }));
  await expect(findWeights(file)).rejects.toMatchObject({ message: expect.stringMatching(/sha256/) });
  await writeFile(file, JSON.stringify(weights));
  expect((await findWeights(file)).name).toBe('tiny');
});

it('a voice says what it needs before it is pulled; weights that are no model fail by name and take nothing down', async () => {
  const speech = openSpeech({ cacheDir: join(folder, 'cache'), modelsDir: home });
  try {
    const needs = (await speech.voices()).find(({ id }) => id === 'sherpa:melo-zh-en')?.needs;
    expect(needs).toBe('./clipo voices pull melo-zh-en');
    answers = [serves()];
    await pull();
    expect((await speech.voices()).find(({ id }) => id === 'sherpa:tiny')?.needs).toBeUndefined();
    const say = (voice: string) => speech.speak({ text: 'Hello there.', language: 'en', voice, rate: 1 });
    await expect(say('sherpa:tiny')).rejects.toMatchObject({ code: 'voice_failed' });
    await expect(say('sherpa:tiny/7')).rejects.toMatchObject({ message: expect.stringContaining('speakers 0 to 1') });
    await expect(say('sherpa:melo-zh-en')).rejects.toMatchObject({ message: expect.stringContaining('voices pull') });
    expect((await say('default')).sampleCount).toBeGreaterThan(10_000);
  } finally {
    await speech.close();
  }
});
