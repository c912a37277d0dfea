import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Language, Speech } from '@clipo/contract';
import { openSpeech } from '@clipo/speech';
import { machineNow, round, table } from './harness/numbers.ts';

// `clipo bench speech`: how far aligned word times are from those that the speaking engine itself tells. The sound goes
// through the HTTP adapter, which knows no times, as any cloud voice would; beside it, words spread evenly by length.
const { values: options } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const results = join(import.meta.dirname, 'results');

const sentences: Record<Language, readonly string[]> = {
  'zh-CN': [
    '杯盖一按即开，单手能喝，通勤路上真方便。',
    '还在为早上的热水发愁？澄光随行保温杯来了！',
    '95℃热水放6小时后仍有62℃。',
    '到手价¥89.00，点击下方链接带走它。',
    '316不锈钢内胆，喝着放心。',
    '每天早上出门，水都凉了，下午还想喝口热的。',
    '净重只有268克，放进包里几乎没有感觉。',
    '倒放24小时，一滴不漏，书包里也不怕。',
    '上班族的第一杯热水，交给它就好。',
    '现在下单，两件八五折，三天无理由退换。',
  ],
  en: [
    'The lid of the tumbler opens at one press, so you can drink on the way to work.',
    'Your coffee is cold before the meeting starts.',
    'It weighs 268 grams, and the lid opens with one hand.',
    'Keeps 95°C water hot for 6 hours.',
    'Get yours today for $39.90, tap the link below!',
    'Turn it upside down for a whole day, and not a single drop leaks.',
    'Stainless steel inside, so every sip tastes clean.',
    'Fill it in the morning, and it is still warm in the afternoon.',
    'Made for people who drink slowly and think fast.',
    'Two for the price of one, only until Sunday night.',
  ],
};
/** Voices that are not themselves what is aligned with. */
const voices: readonly (readonly [voice: string, language: Language])[] = [
  ['espeak:zh-soft', 'zh-CN'],
  ['espeak:zh-warm', 'zh-CN'],
  ['espeak:en-soft', 'en'],
  ['espeak:en-warm', 'en'],
  ['flite:slt', 'en'],
  ['flite:rms', 'en'],
  ['flite:awb', 'en'],
  ['flite:kal', 'en'],
];

/** What the 95th percentile of aligned words must stay within. */
const mostMs = 120;

const folder = mkdtempSync(join(tmpdir(), 'clipo-bench-speech-'));
let serving = '';
const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'audio/wav' }).end(readFileSync(serving)));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
const speech = openSpeech({
  cacheDir: folder,
  cloud: { url, key: undefined, model: 'bench', voices: ['bench'], format: 'wav', licence: 'bench' },
});
try {
  const machine = machineNow();
  const ready = new Set((await speech.voices()).flatMap(({ id, needs }) => (needs === undefined ? [id] : [])));
  const rows = [];
  for (const [voice, language] of voices.filter(([id]) => ready.has(id))) {
    process.stderr.write(`${voice}\n`);
    rows.push(await measureVoice(voice, language));
  }
  const markdown = [
    '# `clipo bench speech`',
    '',
    `${machine.cores} cores; load average ${machine.load} when it began. Ten sentences a voice. Errors of where words begin, in ms, against what the speaking engine tells. Draft voices are aligned with two other draft voices (same engine, another speaker); flite ones are another engine. No natural or human voice could be measured here: their true times are not known.`,
    '',
    table([
      [
        ...['voice', 'words', 'median', 'p90', 'p95', 'p95 of aligned', 'max'],
        ...['even: median', 'even: p95', 'called aligned', 'work ÷ length'],
      ],
      ...rows.map((row) =>
        [row.voice, row.words, row.median, row.p90, row.p95, row.alignedP95, row.max, row.evenMedian, row.evenP95]
          .map(String)
          .concat([`${row.aligned} of ${row.sentences}`, String(row.workShare)]),
      ),
    ]),
    '',
    `Promised: p95 of aligned words at most ${mostMs} ms: ${rows.every(({ alignedP95 }) => alignedP95 <= mostMs) ? 'reached' : 'MISSED'}. The other columns count sentences that are called estimated too.`,
    '',
  ].join('\n');
  mkdirSync(results, { recursive: true });
  writeFileSync(
    join(results, 'speech.json'),
    `${JSON.stringify({ machine: { cores: machine.cores }, rows }, null, 2)}\n`,
  );
  writeFileSync(join(results, 'speech.md'), markdown);
  process.stdout.write(options.json ? `${JSON.stringify(rows)}\n` : markdown);
} finally {
  await speech.close();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measureVoice(voice: string, language: Language) {
  const errors: number[] = [];
  const ofAligned: number[] = [];
  const even: number[] = [];
  let aligned = 0;
  let workMs = 0;
  let soundMs = 0;
  for (const [index, text] of sentences[language].entries()) {
    const truth = await speech.speak({ text, language, voice, rate: 1 });
    serving = truth.path;
    const began = performance.now();
    // The rate makes each request of a text another one for the cache, and changes nothing that can be heard.
    const rate = 1 + (voices.findIndex(([id]) => id === voice) + index / 100) / 10_000;
    const found = await speech.speak({ text, language, voice: 'openai:bench', rate });
    workMs += performance.now() - began;
    soundMs += truth.sampleCount / 48;
    aligned += found.timesFrom === 'aligned' ? 1 : 0;
    const spread = evenStarts(truth);
    for (const [place, word] of truth.words.entries()) {
      const error = Math.abs((found.words[place]?.startSample ?? 0) - word.startSample) / 48;
      errors.push(error);
      if (found.timesFrom === 'aligned') {
        ofAligned.push(error);
      }
      even.push(Math.abs((spread[place] ?? 0) - word.startSample) / 48);
    }
  }
  const at = (values: readonly number[], share: number) =>
    Math.round(values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0);
  return {
    voice,
    words: errors.length,
    median: at(errors, 0.5),
    p90: at(errors, 0.9),
    p95: at(errors, 0.95),
    alignedP95: at(ofAligned, 0.95),
    max: at(errors, 1),
    evenMedian: at(even, 0.5),
    evenP95: at(even, 0.95),
    aligned,
    sentences: sentences[language].length,
    workShare: round(workMs / soundMs, 2),
  };
}

/** Where words would begin if every character took as long as any other. */
function evenStarts({ words, sampleCount }: Speech): number[] {
  const whole = words.reduce((sum, { text }) => sum + text.length, 0);
  let before = 0;
  return words.map(({ text }) => {
    const start = (before / whole) * sampleCount;
    before += text.length;
    return start;
  });
}
