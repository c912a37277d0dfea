import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Language, Speech, SpeechRequest } from '@clipo/contract';
import { afterAll, expect, it } from 'vitest';
import { speakOut } from '../front-end/speak-out.ts';
import { loudness } from '../loudness.ts';
import { speakableLength } from '../speakable-length.ts';
import { createEspeakEngine } from './engine.ts';
import { listVoices } from './voices.ts';

const folder = await mkdtemp(join(tmpdir(), 'clipo-speech-'));
const engine = createEspeakEngine({ cacheDir: join(folder, 'cache') });
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const request = (text: string, language: Language, more: Partial<SpeechRequest> = {}): SpeechRequest => ({
  text,
  language,
  voice: 'default',
  rate: 1,
  ...more,
});
const chinese = [
  '316不锈钢内胆，喝着放心。',
  '95℃热水放6小时后仍有62℃。',
  '杯盖一按即开，单手能喝，通勤路上真方便。',
  '澄光随行保温杯500ml，到手价¥89.00，点击下方链接带走它！',
  '上班族的第一杯热水，交给澄光就好，早上装满，下午还是热的。',
];
const english = [
  '316 stainless steel inside, so every sip tastes clean.',
  'Keeps 95°C water hot for 6 hours.',
  'Get yours today for $39.90, tap the link below!',
  'The lid of the tumbler opens at one press, so you can drink on the way to work.',
  'The 澄光随行保温杯 500ml is here.',
];

function seconds(speech: Speech): number {
  return speech.sampleCount / speech.sampleRate;
}

async function samplesOf(speech: Speech): Promise<Int16Array> {
  const file = await readFile(speech.path);
  return new Int16Array(file.buffer.slice(file.byteOffset + 44, file.byteOffset + file.length));
}

it('Chinese is spoken from its characters, at 3.7 to 4.7 a second, with every voice (part 6)', async () => {
  const text = '还在为早上的热水发愁？杯盖一按即开，单手能喝，通勤路上真方便。';
  const count = [...text].filter((character) => /\p{Script=Han}/u.test(character)).length;
  const voices = listVoices().filter((voice) => voice.languages.includes('zh-CN'));
  expect(voices.length).toBeGreaterThanOrEqual(3);
  for (const voice of voices) {
    const pace = count / seconds(await engine.speak(request(text, 'zh-CN', { voice: voice.id })));
    expect(pace, voice.id).toBeGreaterThan(3.7);
    expect(pace, voice.id).toBeLessThan(4.7);
  }
});

it('English is spoken at 140 to 170 words a minute over several lines, with every voice (part 6)', async () => {
  const lines = english.slice(0, 4);
  // Words as they are said: thirty-nine dollars ninety are four.
  const count = lines
    .flatMap((text) => speakOut(text, 'en'))
    .flatMap((part) => part.text.match(/[\w']+/g) ?? []).length;
  const voices = listVoices().filter((voice) => voice.languages.includes('en'));
  expect(voices.length).toBeGreaterThanOrEqual(3);
  for (const voice of voices) {
    const spoken = await Promise.all(lines.map((text) => engine.speak(request(text, 'en', { voice: voice.id }))));
    const pace = (count * 60) / spoken.reduce((sum, speech) => sum + seconds(speech), 0);
    expect(pace, voice.id).toBeGreaterThan(140);
    expect(pace, voice.id).toBeLessThan(170);
  }
});

it.each([...chinese.map((text) => [text, 'zh-CN'] as const), ...english.map((text) => [text, 'en'] as const)])(
  'words of the original text with rising times, all of it covered: %s',
  async (text, language) => {
    const speech = await engine.speak(request(text, language));
    const covered = new Set<number>();
    let lastSample = 0;
    let lastOffset = 0;
    for (const word of speech.words) {
      expect(word.text).toBe(text.slice(word.textStart, word.textEnd));
      expect(word.textStart).toBeGreaterThanOrEqual(lastOffset);
      expect(word.startSample).toBeGreaterThanOrEqual(lastSample);
      // Nothing is said in under 30 ms.
      expect(word.endSample - word.startSample, word.text).toBeGreaterThan(1_440);
      lastOffset = word.textEnd;
      lastSample = word.endSample;
      for (let index = word.textStart; index < word.textEnd; index++) {
        covered.add(index);
      }
    }
    expect(lastSample).toBeLessThanOrEqual(speech.sampleCount);
    expect(speech.words.at(-1)?.endSample).toBeGreaterThan(speech.sampleCount - 0.25 * 48_000);
    for (let index = 0; index < text.length; index++) {
      expect(covered.has(index) || !/[\p{L}\p{N}%¥$℃]/u.test(text[index] ?? ''), `"${text[index]}" at ${index}`).toBe(
        true,
      );
    }
  },
);

it('captions keep the written form while the voice says it in words', async () => {
  const speech = await engine.speak(request('澄光随行保温杯500ml，到手价¥89.00，点击下方链接带走它！', 'zh-CN'));
  const written = speech.words.map((word) => word.text);
  expect(written).toContain('500ml');
  expect(written).toContain('¥89.00');
  const volume = speech.words.find((word) => word.text === '500ml');
  // 五百毫升 takes four syllables' time, not three letters'.
  expect((volume?.endSample ?? 0) - (volume?.startSample ?? 0)).toBeGreaterThan(0.6 * 48_000);
});

it('word times are where the sound is: pauses between clauses are quiet, words are not', async () => {
  const speech = await engine.speak(request('杯盖一按即开，单手能喝，通勤路上真方便。', 'zh-CN'));
  const samples = await samplesOf(speech);
  const level = (from: number, to: number) =>
    Math.sqrt(samples.slice(from, to).reduce((sum, value) => sum + value * value, 0) / Math.max(1, to - from));
  const gaps = speech.words.flatMap((word, index) => {
    const next = speech.words[index + 1];
    return next !== undefined && next.startSample - word.endSample > 2_400
      ? [level(word.endSample + 960, next.startSample - 960)]
      : [];
  });
  const words = speech.words.map((word) => level(word.startSample, word.endSample));
  expect(gaps).toHaveLength(2);
  expect(Math.max(...gaps)).toBeLessThan(Math.min(...words) / 8);
});

it('every line has one loudness, no clipping and almost no silence at its ends', async () => {
  for (const [text, language] of [
    [chinese[0] ?? '', 'zh-CN'],
    [chinese[4] ?? '', 'zh-CN'],
    [english[2] ?? '', 'en'],
  ] as const) {
    for (const voice of listVoices().filter((candidate) => candidate.languages.includes(language))) {
      const samples = await samplesOf(await engine.speak(request(text, language, { voice: voice.id })));
      expect(Math.abs(loudness(Float64Array.from(samples, (value) => value / 32_767)) + 16)).toBeLessThan(0.3);
      expect(samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeLessThanOrEqual(27_571);
      const first = samples.findIndex((value) => Math.abs(value) > 300);
      const last = samples.length - samples.findLastIndex((value) => Math.abs(value) > 300);
      expect(first, voice.id).toBeLessThan(0.06 * 48_000);
      expect(last, voice.id).toBeLessThan(0.08 * 48_000);
    }
  }
});

it('the rate is kept within 8 % from 0.8 to 1.25', async () => {
  for (const [text, language] of [
    [chinese[2] ?? '', 'zh-CN'],
    [english[2] ?? '', 'en'],
  ] as const) {
    const normal = seconds(await engine.speak(request(text, language)));
    for (const rate of [0.8, 0.9, 1.1, 1.25]) {
      const ratio = normal / seconds(await engine.speak(request(text, language, { rate })));
      expect(Math.abs(ratio / rate - 1), `${language} ${rate}`).toBeLessThan(0.08);
    }
  }
});

it('the length of a line is known within a quarter without speaking it', async () => {
  for (const [text, language] of [
    ...chinese.map((line) => [line, 'zh-CN'] as const),
    ...english.slice(0, 4).map((line) => [line, 'en'] as const),
  ]) {
    const spoken = seconds(await engine.speak(request(text, language))) * 1_000;
    expect(Math.abs(speakableLength(text, language) / spoken - 1), text).toBeLessThan(0.25);
  }
});

it('an equal request comes from the cache with identical bytes, and a damaged one is made anew', async () => {
  const line = request('倒放不漏。', 'zh-CN');
  const first = await engine.speak(line);
  const bytes = await readFile(first.path);
  const made = (await stat(first.path)).mtimeMs;
  expect(await engine.speak({ ...line })).toEqual(first);
  expect((await stat(first.path)).mtimeMs).toBe(made);
  await writeFile(first.path, bytes.subarray(0, 100));
  const again = await engine.speak(line);
  expect(again).toEqual(first);
  expect(bytes.equals(await readFile(again.path))).toBe(true);
});

it('equal requests at the same time share one synthesis, and nothing half written stays in the cache', async () => {
  const cacheDir = join(folder, 'shared');
  const fresh = createEspeakEngine({ cacheDir, workers: 2 });
  const all = await Promise.all(Array.from({ length: 6 }, () => fresh.speak(request('一起说。', 'zh-CN'))));
  expect(new Set(all.map((speech) => speech.path)).size).toBe(1);
  expect(fresh.pids()).toHaveLength(1);
  expect((await readdir(cacheDir)).map((name) => name.split('.').at(-1)).sort()).toEqual(['json', 'wav']);
  await fresh.close();
});

it('the same request on a fresh cache gives bit-identical samples, whatever was said before', async () => {
  const line = request(chinese[3] ?? '', 'zh-CN');
  const expected = await engine.speak(line);
  const fresh = createEspeakEngine({ cacheDir: join(folder, 'fresh'), workers: 1 });
  await fresh.speak(request(english[0] ?? '', 'en', { voice: 'espeak:en-warm', rate: 1.2 }));
  await fresh.speak(request('别的话。', 'zh-CN', { voice: 'espeak:zh-soft' }));
  const again = await fresh.speak(line);
  await fresh.close();
  const bytes = await readFile(expected.path);
  expect(bytes.equals(await readFile(again.path))).toBe(true);
  expect(again.words).toEqual(expected.words);
});

it('mark-up, emoji, right-to-left and control characters are only text: nothing is obeyed', async () => {
  const plain = seconds(await engine.speak(request('你好，世界。', 'zh-CN')));
  for (const text of ['你好\u0001，世界。😀', '你好，مرحبا世界。', '你好，\u202e世界。[[]]<>&']) {
    const speech = await engine.speak(request(text, 'zh-CN'));
    expect(Math.abs(seconds(speech) / plain - 1), text).toBeLessThan(0.2);
    expect(speech.words.map((word) => word.text).join('')).toContain('世界');
  }
  const tagged = seconds(await engine.speak(request('one <break time="9s"/> two', 'en')));
  expect(tagged).toBeLessThan(4);
});

it('an unknown voice is refused with the nearest, a text without words is refused by its field', async () => {
  await expect(engine.speak(request('好', 'zh-CN', { voice: 'espeak:zh-femal' }))).rejects.toMatchObject({
    code: 'invalid_input',
    details: { field: 'voice', nearest: 'espeak:zh-female' },
  });
  await expect(engine.speak(request('好', 'zh-CN', { voice: 'espeak:en-male' }))).rejects.toMatchObject({
    details: { nearest: 'espeak:zh-male' },
  });
  for (const text of ['', '😀', '！！']) {
    await expect(engine.speak(request(text, 'zh-CN'))).rejects.toMatchObject({
      code: 'invalid_input',
      details: { field: 'text' },
    });
  }
  await expect(engine.speak(request('好', 'zh-CN', { rate: Number.NaN }))).rejects.toMatchObject({
    details: { field: 'rate' },
  });
  await expect(engine.speak(request('好'.repeat(3_000), 'zh-CN'))).rejects.toMatchObject({
    details: { field: 'text' },
  });
});

it('a program that dies is replaced and its line still spoken', async () => {
  const fresh = createEspeakEngine({ cacheDir: join(folder, 'dies'), workers: 1 });
  await fresh.speak(request('第一句。', 'zh-CN'));
  const [pid] = fresh.pids();
  const second = fresh.speak(request('第二句话。'.repeat(60), 'zh-CN'));
  await expect.poll(() => pid !== undefined && process.kill(pid, 'SIGKILL')).toBe(true);
  expect((await second).sampleCount).toBeGreaterThan(48_000);
  expect(fresh.pids()).not.toContain(pid);
  await fresh.close();
});

it('cancelling ends the wait at once, and close() ends the programs', async () => {
  const fresh = createEspeakEngine({ cacheDir: join(folder, 'cancel'), workers: 1 });
  const controller = new AbortController();
  const long = fresh.speak(request('很长的一句话，'.repeat(250), 'zh-CN'), controller.signal);
  setTimeout(() => controller.abort(), 50);
  await expect(long).rejects.toMatchObject({ code: 'cancelled' });
  await fresh.speak(request('之后照常。', 'zh-CN'));
  const pids = fresh.pids();
  expect(pids).toHaveLength(1);
  await fresh.close();
  expect(pids.map(isRunning)).toEqual([false]);
  await expect(fresh.speak(request('关了。', 'zh-CN'))).rejects.toMatchObject({ code: 'cancelled' });
});

it('when the parent is killed, even by SIGKILL, the voice programs end too', async () => {
  const source = `
    import { createEspeakEngine } from ${JSON.stringify(new URL('./engine.ts', import.meta.url).href)};
    const engine = createEspeakEngine({ cacheDir: ${JSON.stringify(join(folder, 'orphans'))}, workers: 2 });
    const speak = (text) => engine.speak({ text, language: 'zh-CN', voice: 'default', rate: 1 });
    await Promise.all([speak('一句。'), speak('两句。')]);
    process.stdout.write(JSON.stringify(engine.pids()));
    setInterval(() => undefined, 1_000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
  const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
  const pids = JSON.parse(printed.toString()) as number[];
  expect(pids.map(isRunning)).toEqual([true, true]);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  await expect.poll(() => pids.map(isRunning), { timeout: 5_000 }).toEqual([false, false]);
});

it('who forgets close() still ends: idle programs keep nobody alive', async () => {
  const source = `
    import { createEspeakEngine } from ${JSON.stringify(new URL('./engine.ts', import.meta.url).href)};
    const engine = createEspeakEngine({ cacheDir: ${JSON.stringify(join(folder, 'forgot'))} });
    await engine.speak({ text: '一句。', language: 'zh-CN', voice: 'default', rate: 1 });`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: 'inherit',
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
  expect(await once(parent, 'exit')).toEqual([0, null]);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
