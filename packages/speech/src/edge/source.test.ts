import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClipoError, Language } from '@clipo/contract';
import { afterAll, expect, it } from 'vitest';
import { createEngine } from '../create-engine.ts';
import { createEspeakSource } from '../espeak/source.ts';
import { openSpeech } from '../open-speech.ts';
import { readSpeechSettings } from '../settings.ts';
import { type EdgeAnswer, edgeServer } from './edge-server.fixture.ts';
import { speakMessage } from './protocol.ts';
import { createEdgeSource } from './source.ts';

const token = 'A1B2C3D4E5F60718293A4B5C6D7E8F90';
const folder = await mkdtemp(join(tmpdir(), 'clipo-edge-'));
const espeak = createEspeakSource(1);
const truth = createEngine(espeak, { cacheDir: join(folder, 'truth'), reference: espeak });
let answer: EdgeAnswer | undefined;
const server = await edgeServer(() => answer);
afterAll(async () => {
  await server.close();
  await espeak.close();
  await rm(folder, { recursive: true });
});

const texts = { 'zh-CN': '杯盖一按即开，单手能喝。', en: 'Salt & pepper: the lid opens <fast>, at one press.' };
const voices = { 'zh-CN': 'zh-CN-XiaoxiaoNeural', en: 'en-US-AriaNeural' };

/** What a draft voice says, as MP3, with its words in the service's units. */
async function spoken(language: Language) {
  const voice = language === 'en' ? 'espeak:en-warm' : 'espeak:zh-warm';
  const speech = await truth.speak({ text: texts[language], language, voice, rate: 1 });
  const made = ['-f', 'mp3', '-ar', '24000', '-b:a', '48k', 'pipe:1'];
  const mp3 = execFileSync('ffmpeg', ['-v', 'error', '-i', speech.path, ...made]);
  const metadata = speech.words.map(({ text, startSample, endSample }) => ({
    Type: 'WordBoundary',
    Data: {
      Offset: Math.round((startSample / 48) * 10_000),
      Duration: Math.round(((endSample - startSample) / 48) * 10_000),
      text: { Text: text, Length: text.length, BoundaryType: 'WordBoundary' },
    },
  }));
  return { speech, mp3, metadata };
}

let count = 0;
function speak(language: Language, { tryMs = 20_000, rate = 1 } = {}) {
  const settings = { url: server.url, token, voices: Object.values(voices) };
  const source = createEdgeSource(settings, { tryMs, retryMs: 1 });
  const engine = createEngine(source, { cacheDir: join(folder, `cache-${count++}`), reference: espeak });
  return engine.speak({ text: texts[language], language, voice: `edge:${voices[language]}`, rate });
}

it.each(['zh-CN', 'en'] as const)(
  '%s: the exchange gives sound, with words where the service says they are (C7)',
  async (language) => {
    const { speech, mp3, metadata } = await spoken(language);
    server.asked.length = 0;
    answer = (_, say) => {
      say.text('turn.start', '{"context":{}}');
      say.text('response', '{"context":{}}');
      // Sound comes in pieces, with words between them.
      for (let at = 0; at < mp3.length; at += 4000) {
        say.sound(mp3.subarray(at, at + 4000));
        say.text('audio.metadata', JSON.stringify({ Metadata: metadata.splice(0, 2) }));
      }
      say.text('audio.metadata', JSON.stringify({ Metadata: metadata }));
      say.text('turn.end', '{}');
    };
    const found = await speak(language, { rate: 1.25 });
    expect(found).toMatchObject({ timesFrom: 'engine', engine: 'edge-tts/1' });
    expect(found.voiceLicence).toContain('Unofficial');
    expect(found.words.map(({ text }) => text)).toEqual(speech.words.map(({ text }) => text));
    const errors = found.words.map(
      (word, at) => Math.abs(word.startSample - (speech.words[at]?.startSample ?? 0)) / 48,
    );
    expect(Math.max(...errors)).toBeLessThan(90);
    expect(found.phonemes.length).toBeGreaterThan(8);

    const [asked] = server.asked;
    const query = asked?.url.searchParams;
    expect(query?.get('TrustedClientToken')).toBe(token);
    const now = Math.floor(Date.now() / 1000) + 11_644_473_600;
    const proofs = [now, now - 300].map((seconds) =>
      createHash('sha256')
        .update(`${BigInt(seconds - (seconds % 300)) * 10_000_000n}${token}`)
        .digest('hex')
        .toUpperCase(),
    );
    expect(proofs).toContain(query?.get('Sec-MS-GEC'));
    expect(asked?.messages[0]).toMatch(/Path:speech\.config\r\n\r\n\{.*"wordBoundaryEnabled":"true"/);
    expect(asked?.messages[1]).toContain(`<voice name='${voices[language]}'><prosody pitch='+0Hz' rate='+25%'`);
    expect(asked?.messages[1]).toContain(language === 'en' ? 'Salt and pepper' : '单手能喝');
  },
);

it.each<[string, EdgeAnswer | undefined, RegExp]>([
  ['a token that is not taken', undefined, /refused the connection.*CLIPO_EDGE_TTS_TOKEN/],
  ['a connection that breaks off', (_, say) => say.hangUp(), /broke off before the end|refused the connection/],
  ['an end without sound', (_, say) => say.text('turn.end', '{}'), /without any sound/],
  [
    'what is no sound',
    (_, say) => {
      say.sound(Buffer.from('<html>maintenance</html>'.repeat(200)));
      say.text('turn.end', '{}');
    },
    /no MP3|without any sound/,
  ],
  ['words that are none', (_, say) => say.text('audio.metadata', '{"Metadata":5}'), /expected array/i],
  ['silence for ever', () => undefined, /did not answer within/],
])('%s is told, and the token is in no message', async (_, how, told) => {
  answer = how;
  const tryMs = told.source.startsWith('did not') ? 300 : 20_000;
  const error = await speak('en', { tryMs }).catch((cause: ClipoError) => cause);
  expect(error).toMatchObject({ code: 'voice_failed', isRetryable: true, message: expect.stringMatching(told) });
  expect(String((error as ClipoError).message)).not.toContain(token);
});

it('what looks like a mark in a text is only text', () => {
  const speech = { text: `<break time='9s'/> & "quoted"\u0007`, voice: 'en-US-AriaNeural', rate: 0.8, request: 'r' };
  const said = speakMessage(speech, new Date(0));
  expect(said).toContain(`rate='-20%'`);
  expect(said).toContain('&lt;break time=&apos;9s&apos;/&gt; &amp; &quot;quoted&quot; </prosody>');
});

it('is off unless a token is set; then its voices are listed with what they are (C7)', async () => {
  const settingsOf = (values: Record<string, string>) =>
    readSpeechSettings({ home: folder, variable: (name) => values[name] });
  expect(settingsOf({})).not.toHaveProperty('edge');
  const { edge } = settingsOf({ CLIPO_EDGE_TTS_TOKEN: token });
  const speech = openSpeech({ cacheDir: folder, ...(edge && { edge }) });
  const listed = (await speech.voices()).filter(({ engine }) => engine === 'edge');
  await speech.close();
  expect(listed.map(({ id }) => id)).toContain('edge:zh-CN-XiaoxiaoNeural');
  expect(listed.every(({ licence, offline }) => /licenses it to no product/.test(licence) && !offline)).toBe(true);
  expect(() => settingsOf({ CLIPO_EDGE_TTS_TOKEN: 'a b' })).toThrow('CLIPO_EDGE_TTS_TOKEN');
});
