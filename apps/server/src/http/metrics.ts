import { timingSafeEqual } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import { createMiddleware } from 'hono/factory';
import type { Settings } from '../env.ts';
import type { ApiEnv } from './api-env.ts';
import type { Api } from './route.ts';

/** Upper bounds of the buckets of request times, in seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

interface Series {
  count: number;
  sum: number;
  buckets: number[];
}

/** Counts requests by route, method and status, and tells them in Prometheus's text form to who has the token. */
export function addMetrics(app: Api, { CLIPO_METRICS_TOKEN: token }: Pick<Settings, 'CLIPO_METRICS_TOKEN'>): void {
  if (token === undefined) {
    return;
  }
  const series = new Map<string, Series>();
  app.use(
    createMiddleware<ApiEnv>(async (c, next) => {
      const started = performance.now();
      await next();
      // Addresses that are not there would make endlessly many names.
      const labels = `method="${c.req.method}",route="${c.get('route') ?? 'other'}",status="${c.res.status}"`;
      observe(series, labels, (performance.now() - started) / 1000);
    }),
  );
  app.get('/metrics', (c) => {
    const given = Buffer.from(c.req.header('authorization') ?? '');
    const wanted = Buffer.from(`Bearer ${token}`);
    if (given.byteLength !== wanted.byteLength || !timingSafeEqual(given, wanted)) {
      throw new ClipoError('unauthenticated', 'metrics need their token');
    }
    return c.text(textOf(series), 200, { 'content-type': 'text/plain; version=0.0.4' });
  });
}

function observe(all: Map<string, Series>, labels: string, seconds: number): void {
  const one = all.get(labels) ?? { count: 0, sum: 0, buckets: bounds.map(() => 0) };
  all.set(labels, one);
  one.count += 1;
  one.sum += seconds;
  bounds.forEach((bound, index) => {
    one.buckets[index] = (one.buckets[index] ?? 0) + (seconds <= bound ? 1 : 0);
  });
}

function textOf(all: ReadonlyMap<string, Series>): string {
  const name = 'clipo_http_request_seconds';
  const { rss, heapUsed } = process.memoryUsage();
  const cpu = process.cpuUsage();
  const requests = [...all].flatMap(([labels, { count, sum, buckets }]) => [
    ...bounds.map((bound, index) => `${name}_bucket{${labels},le="${bound}"} ${buckets[index]}`),
    `${name}_bucket{${labels},le="+Inf"} ${count}`,
    `${name}_sum{${labels}} ${sum}`,
    `${name}_count{${labels}} ${count}`,
  ]);
  return [
    `# HELP ${name} Time that requests took.`,
    `# TYPE ${name} histogram`,
    ...requests,
    '# HELP process_resident_memory_bytes Memory of the process.',
    '# TYPE process_resident_memory_bytes gauge',
    `process_resident_memory_bytes ${rss}`,
    '# HELP nodejs_heap_size_used_bytes Heap in use.',
    '# TYPE nodejs_heap_size_used_bytes gauge',
    `nodejs_heap_size_used_bytes ${heapUsed}`,
    '# HELP process_cpu_seconds_total CPU time of the process.',
    '# TYPE process_cpu_seconds_total counter',
    `process_cpu_seconds_total ${(cpu.user + cpu.system) / 1e6}`,
    '',
  ].join('\n');
}
