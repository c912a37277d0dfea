import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Language, Speech } from '@clipo/contract';
import { openSpeech, takeRecording } from '@clipo/speech';
import { measureOffset } from '../../packages/presenter/src/remote/measure-offset.ts';
import { decodeWav } from '../../packages/speech/src/audio/decode-wav.ts';
import { edgeServer } from '../../packages/speech/src/edge/edge-server.fixture.ts';
import { lipSyncOf, summed, syncSentences } from './lip-sync.ts';

/** Lip sync of one engine in one language. */
export interface SyncRow extends ReturnType<typeof summed> {
  engine: string;
  language: Language;
  /** Whose sound it is: whose own marks are the truth. */
  sound: string;
  timesFrom: string;
  /** What its 95th percentile must stay within: 60 ms by an engine's own marks of sounds, 120 where sounds are aligned. */
  limitMs: number;
}

/** What the middle of the offsets must stay within, for all. */
export const mostMedianMs = 20;
const pauseSamples = 24_000;
const signal = new AbortController().signal;

/** Sounds of engines whose own marks tell what is heard, and which are not what others are aligned with. */
const sounds: readonly (readonly [Language, string])[] = [
  ['zh-CN', 'espeak:zh-soft'],
  ['en', 'espeak:en-warm'],
  ['en', 'flite:slt'],
];
const ownMarks: readonly (readonly [Language, string])[] = [
  ['zh-CN', 'espeak:zh-female'],
  ['en', 'espeak:en-female'],
  ['en', 'flite:slt'],
  ['en', 'flite:rms'],
  ['en', 'flite:awb'],
  ['en', 'flite:kal'],
];

/**
 * Measures how lips follow each engine: those that tell their sounds by these; the services and recordings of one's own by the
 * sound of an engine that does, over real HTTP, WebSocket and files, where what is heard is known. sherpa-onnx gives sound
 * without times as a service does, and is aligned by the same code; its weights are not here.
 */
export async function measureEngines(folder: string, onRow: (row: SyncRow) => void): Promise<SyncRow[]> {
  let serving: Speech | undefined;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'audio/wav' }).end(readFileSync(serving?.path ?? ''));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const edge = await edgeServer(() => (_, say) => (serving === undefined ? say.hangUp() : answerAsEdge(serving, say)));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const speech = openSpeech({
    cacheDir: join(folder, 'voices'),
    cloud: { url, key: undefined, model: 'replayed', voices: sounds.map(([, id]) => id), format: 'wav', licence: 'x' },
    edge: { url: edge.url, token: 'A1B2C3D4E5F60718', voices: ['zh-CN-XNeural', 'en-US-XNeural'] },
  });
  const rows: SyncRow[] = [];
  const add = (row: SyncRow) => {
    rows.push(row);
    onRow(row);
  };
  try {
    const ready = new Set((await speech.voices()).flatMap(({ id, needs }) => (needs === undefined ? [id] : [])));
    for (const [language, voice] of ownMarks.filter(([, id]) => ready.has(id))) {
      const said = await sayAll(voice, language);
      const found = said.map(({ text, speech: one }) => syncOf(one.phonemes, one, { language, text }));
      add({ engine: voice, sound: voice, language, timesFrom: 'engine', limitMs: 60, ...summed(found) });
    }
    for (const [language, sound] of sounds.filter(([, id]) => ready.has(id))) {
      const truths = await sayAll(sound, language);
      const edgeVoice = language === 'en' ? 'edge:en-US-XNeural' : 'edge:zh-CN-XNeural';
      for (const [engine, voice] of [
        ['openai', `openai:${sound}`],
        ['edge', edgeVoice],
      ] as const) {
        const found = [];
        const from = new Set<string>();
        for (const { text, speech: truth } of truths) {
          serving = truth;
          // A rate of its own makes each request another one for the cache, and changes nothing that can be heard.
          const rate = 1 + sounds.findIndex(([, id]) => id === sound) / 10_000;
          const told = await speech.speak({ text, language, voice, rate });
          from.add(told.timesFrom);
          const cut = heardEarlier(truth, told);
          const drawn = told.phonemes.map((sound) => later(sound, cut));
          found.push(syncOf(drawn, truth, { language, text }));
        }
        const timesFrom = engine === 'edge' ? 'words of the service' : [...from].join(', ');
        add({ engine, sound, language, timesFrom, limitMs: 120, ...summed(found) });
      }
      add(await measureRecording(truths, { language, sound, cacheDir: join(folder, 'lines') }));
    }
    return rows;
  } finally {
    await speech.close();
    await edge.close();
    server.closeAllConnections();
    server.close();
  }

  function sayAll(voice: string, language: Language) {
    return Promise.all(
      syncSentences[language].map(async (text) => ({
        text,
        speech: await speech.speak({ text, language, voice, rate: 1 }),
      })),
    );
  }
}

/** By how many samples a sound is heard earlier in the voice that was made of it: silence before it is cut anew. */
function heardEarlier(truth: Speech, told: Speech): number {
  const [sent, made] = [truth, told].map(({ path }) =>
    Int16Array.from(
      decodeWav(readFileSync(path)).samples.filter((_, at) => at % 3 === 0),
      (value) => value * 32_767,
    ),
  );
  const late = sent === undefined || made === undefined ? undefined : measureOffset(sent, made);
  if (late === undefined) {
    throw new Error(`${told.path} is not the sound of ${truth.path}`);
  }
  return -late * 48;
}

function syncOf(drawn: Speech['phonemes'], heard: Speech, of: { language: Language; text: string }) {
  return lipSyncOf({ drawn, heard: heard.phonemes }, { sampleCount: heard.sampleCount, ...of });
}

/** A recording of one's own: all sentences in one file, with pauses. */
async function measureRecording(
  truths: readonly { text: string; speech: Speech }[],
  { language, sound, cacheDir }: { language: Language; sound: string; cacheDir: string },
): Promise<SyncRow> {
  const pieces = truths.map(({ speech }) => decodeWav(readFileSync(speech.path)).samples);
  const whole = new Float64Array(pieces.reduce((sum, { length }) => sum + length + pauseSamples, 0));
  let at = 0;
  const heard = truths.flatMap(({ speech }, index) => {
    const piece = pieces[index] ?? new Float64Array();
    whole.set(piece, at);
    const moved = speech.phonemes.map((sound) => later(sound, at));
    at += piece.length + pauseSamples;
    return moved;
  });
  const text = truths.map((one) => one.text).join(language === 'en' ? ' ' : '');
  const recording = { id: sound, file: 'recording.wav', samples: whole, text, language, licence: 'x' };
  const { lines } = await takeRecording(recording, cacheDir, signal);
  const drawn = lines.flatMap(({ startSample, speech }) => speech.phonemes.map((sound) => later(sound, startSample)));
  const found = lipSyncOf({ drawn, heard }, { sampleCount: whole.length, language, text: sound });
  const timesFrom = [...new Set(lines.map(({ speech }) => speech.timesFrom))].join(', ');
  return { engine: 'recording', sound, language, timesFrom, limitMs: 120, ...summed([found]) };
}

function later<T extends { startSample: number; endSample: number }>(time: T, samples: number): T {
  return { ...time, startSample: time.startSample + samples, endSample: time.endSample + samples };
}

/** What the read-aloud service sends: MP3, and its words in units of 100 ns. */
function answerAsEdge(
  { path, words }: Speech,
  say: { text(path: string, body: string): void; sound(mp3: Uint8Array): void },
): void {
  const mp3 = execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-f', 'mp3', '-ar', '24000', '-b:a', '48k', 'pipe:1']);
  const ticks = (samples: number) => Math.round((samples / 48) * 10_000);
  const Metadata = words.map(({ text, startSample, endSample }) => ({
    Type: 'WordBoundary',
    Data: {
      Offset: ticks(startSample),
      Duration: ticks(endSample - startSample),
      text: { Text: text, Length: text.length, BoundaryType: 'WordBoundary' },
    },
  }));
  say.text('turn.start', '{"context":{}}');
  say.sound(mp3);
  say.text('audio.metadata', JSON.stringify({ Metadata }));
  say.text('turn.end', '{}');
}
