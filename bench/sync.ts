import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { table } from './harness/numbers.ts';
import { measureEngines, mostMedianMs } from './harness/sync-engines.ts';

// `clipo bench sync`: how well the lips of a drawn presenter follow each engine's voice, twenty sentences a language.
const { values: options } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const results = join(import.meta.dirname, 'results');
const folder = mkdtempSync(join(tmpdir(), 'clipo-bench-sync-'));
const began = performance.now();
try {
  const found = await measureEngines(folder, ({ engine, sound }) => process.stderr.write(`${engine} ${sound}\n`));
  const rows = found.map(({ notShut, medianMs, p95Ms, ...row }) => ({
    ...row,
    medianMs: Math.round(medianMs),
    p95Ms: Math.round(p95Ms),
    shut: row.closures - notShut.length,
  }));
  const isReached = rows.every(
    ({ medianMs, p95Ms, limitMs, shut, closures }) =>
      Math.abs(medianMs) <= mostMedianMs && p95Ms <= limitMs && shut === closures,
  );
  const markdown = [
    '# `clipo bench sync`',
    '',
    'Twenty sentences a language, 25 frames a second. Offset: by how many milliseconds the mouth is widest later than the',
    'middle of an open vowel is heard, as the speaking engine itself tells it. Services and recordings are measured with the',
    'sound of such an engine, sent over HTTP, WebSocket or in a file as they would send it, and without its times. sherpa-onnx',
    'gives sound without times, as a service does, and goes through the same code. No natural or human voice could be measured:',
    'when its sounds are truly heard is not known here.',
    '',
    table([
      ['engine', 'language', 'sound of', 'times from', 'vowels', 'median', 'p95', 'limit', 'b, p, m shut'],
      ...rows.map((row) => [
        row.engine,
        row.language,
        row.sound,
        row.timesFrom,
        String(row.vowels),
        String(row.medianMs),
        String(row.p95Ms),
        String(row.limitMs),
        `${row.shut} of ${row.closures}`,
      ]),
    ]),
    '',
    `Promised: median within ±${mostMedianMs} ms, p95 within the limit, lips shut on every b, p and m: **${isReached ? 'reached' : 'MISSED'}**.`,
    '',
  ].join('\n');
  const minutes = Math.round((performance.now() - began) / 6000) / 10;
  process.stderr.write(`all engines in one run, in ${minutes} minutes\n`);
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, 'sync.json'), `${JSON.stringify({ rows }, null, 2)}\n`);
  writeFileSync(join(results, 'sync.md'), markdown);
  process.stdout.write(options.json ? `${JSON.stringify(rows)}\n` : markdown);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
