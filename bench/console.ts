import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Transaction } from '../apps/server/src/db/database.ts';
import { startEmbedded } from '../apps/server/src/db/embedded.ts';
import { readSettings } from '../apps/server/src/env.ts';
import { startService } from '../apps/server/src/start.ts';
import { type FilledConsole, fillConsole } from './console-parts/fill.ts';
import { pagesOf } from './console-parts/pages.ts';
import { machineNow, median, round, table } from './harness/numbers.ts';

// `clipo bench console`: how fast the operators' pages answer with 200,000 people, 2 million acts and 10,000 open cases,
// each beside the bare queries behind it, whose plans stand in results/console.md. It ends with 1 where a page is slower
// than 300 ms. `--small` fills a fiftieth, to see that it runs.
const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, small: { type: 'boolean', default: false } },
});
const limitMs = 300;
const runs = 15;
const share = options.small ? 50 : 1;
const machine = machineNow();
const home = await mkdtemp(join(tmpdir(), 'clipo-bench-console-'));
const store = await startEmbedded(home);
const settings = readSettings({
  CLIPO_HOME: home,
  DATABASE_URL: store.url,
  PORT: '0',
  CLIPO_WORKERS: '0',
  CLIPO_LOG_LEVEL: 'error',
  CLIPO_RATE_LIMIT: '0',
  CLIPO_CAPTCHA: 'off',
});
const service = await startService(settings);
try {
  await run();
} finally {
  await service.stop();
  await store.stop();
  await rm(home, { recursive: true, force: true });
}

interface PageFigures {
  page: string;
  /** Median and worst of the answers, with the way over HTTP. */
  medianMs: number;
  worstMs: number;
  /** Of the bare queries, in a transaction of their own. */
  queryMs: number;
  ratio: number;
  plans: string[];
}

async function run(): Promise<void> {
  const client = new pg.Client({ connectionString: store.url });
  await client.connect();
  const key = await keyOf(service.firstRunLink ?? '');
  const said = (text: string) => process.stderr.write(`${text}\n`);
  said('filling');
  const filled = await fillConsole(client, { url: service.url, key, share });
  const figures: PageFigures[] = [];
  for (const page of pagesOf(filled)) {
    said(page.name);
    figures.push(await measurePage(client, { key, filled }, page));
  }
  await client.end();
  const found = { machine, rows: filled.rows, limitMs, pages: figures.map(({ plans: _, ...one }) => one) };
  const results = join(import.meta.dirname, 'results');
  mkdirSync(results, { recursive: true });
  const text = describe(figures, filled);
  if (!options.small) {
    writeFileSync(join(results, 'console.json'), `${JSON.stringify(found, null, 2)}\n`);
    writeFileSync(join(results, 'console.md'), text);
  }
  process.stdout.write(options.json ? `${JSON.stringify(found)}\n` : text);
  process.exitCode = figures.some(({ worstMs }) => worstMs > limitMs) ? 1 : 0;
}

async function keyOf(link: string): Promise<string> {
  const { origin, searchParams } = new URL(link);
  const answer = await fetch(`${origin}/first-run`, {
    method: 'POST',
    body: new URLSearchParams({ grant: searchParams.get('grant') ?? '' }),
  });
  return /clipo_[\w-]{43}/.exec(await answer.text())?.[0] ?? '';
}

async function measurePage(
  client: pg.Client,
  { key, filled }: { key: string; filled: FilledConsole },
  page: ReturnType<typeof pagesOf>[number],
): Promise<PageFigures> {
  const ask = async () => {
    const answer = await fetch(`${service.url}${page.path}`, { headers: { authorization: `Bearer ${key}` } });
    const body = await answer.text();
    if (answer.status !== 200) {
      throw new Error(`${page.name}: ${answer.status} ${body}`);
    }
  };
  // The first fetches from the disk what the others have at hand; so it is with a page that is looked at every ten seconds.
  await ask();
  const answers = await timesOf(ask);
  const asked: { text: string; values: unknown[] }[] = [];
  const bare = async (isNoted: boolean) => {
    await client.query("begin; select set_config('clipo.team', '*', true)");
    const logger = { logQuery: (text: string, values: unknown[]) => isNoted && asked.push({ text, values }) };
    await page.query(drizzle(client, { logger }) as unknown as Transaction, filled);
    await client.query('commit');
  };
  await bare(true);
  const queries = await timesOf(() => bare(false));
  const plans: string[] = [];
  for (const { text, values } of asked) {
    plans.push(await planOf(client, text, values));
  }
  const medianMs = median(answers);
  const queryMs = median(queries);
  return {
    page: page.name,
    medianMs: round(medianMs, 1),
    worstMs: round(Math.max(...answers), 1),
    queryMs: round(queryMs, 1),
    ratio: round(medianMs / queryMs, 2),
    plans,
  };
}

async function timesOf(act: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < runs; index += 1) {
    const started = performance.now();
    await act();
    times.push(performance.now() - started);
  }
  return times;
}

/** How PostgreSQL answers a query: the first lines of its plan, and how long it took. */
async function planOf(client: pg.Client, text: string, values: unknown[]): Promise<string> {
  await client.query("begin; select set_config('clipo.team', '*', true)");
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (analyze, costs off) ${text}`, values);
  await client.query('rollback');
  const lines = rows.map((row) => row['QUERY PLAN']);
  return lines.filter((line) => /->|^[A-Z]\w+ .*actual|Index Cond|^Execution/.test(line)).join('\n');
}

function describe(figures: readonly PageFigures[], { rows }: FilledConsole): string {
  const counts = Object.entries(rows).map(([name, many]) => `${many.toLocaleString('en')} ${name}`);
  return [
    '# The operators’ console under load',
    '',
    `${counts.join(', ')}. ${machine.cores} cores, load ${machine.load} before.`,
    `Answers over HTTP, ${runs} times each; the bare queries in the same run. Limit: ${limitMs} ms.`,
    '',
    table([
      ['page', 'median ms', 'worst ms', 'bare query ms', 'ratio'],
      ...figures.map((one) => [one.page, one.medianMs, one.worstMs, one.queryMs, one.ratio].map(String)),
    ]),
    '',
    ...figures.flatMap(({ page, plans }) => [`## ${page}`, '', ...plans.flatMap((plan) => ['```', plan, '```', ''])]),
  ].join('\n');
}
