import autocannon from 'autocannon';
import { createKey } from '../../apps/server/src/features/keys/create-key.ts';
import { scopes } from '../../apps/server/src/http/actor.ts';
import type { TestService } from '../../apps/server/src/testing/service.fixture.ts';
import { cpuSecondsOf, databaseCpuSeconds } from '../harness/processor-time.ts';

/** How one route answers when many ask at once. */
export interface RouteFigures {
  route: string;
  requestsPerSecond: number;
  p99Ms: number;
  /** Processor time of the API and of PostgreSQL for one request, which other work on the machine hardly changes. */
  cpuMs: { api: number; database: number };
  /** Of the requests per second of the route that does nothing: what HTTP alone lets through on this machine, now. */
  ofBare: number;
}

interface Page {
  items: { id: string; sha256?: string; files?: Record<'video' | 'cover', { link: string }> | null }[];
}

/**
 * Asks the commonest routes of a running service that has made a batch, one route after the other, each with so many
 * clients on the loopback. The first row is the route that does nothing, `/healthz`.
 * @throws Error where a single request was not answered well: a figure of errors says nothing
 */
export async function askRoutes(
  { deps, teamId, url, home, pids }: Pick<TestService, 'deps' | 'teamId' | 'url' | 'home' | 'pids'>,
  { clients, seconds }: { clients: number; seconds: number },
): Promise<RouteFigures[]> {
  const { secret } = await createKey(
    deps,
    { teamId, keyId: 'bench', scopes: ['*'] },
    { name: 'bench', scopes: [...scopes] },
  );
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const firstOf = async (path: string) => {
    const answer = await fetch(`${url()}/api/v1/${path}`, { headers });
    const [first] = ((await answer.json()) as Page).items;
    if (first === undefined) {
      throw new Error(`${path} is empty: there is nothing to ask for`);
    }
    return first;
  };
  const batch = await firstOf('batches');
  const video = await firstOf(`videos?batch=${batch.id}`);
  const material = await firstOf('materials');
  const product = { product: { id: 'CUP1', name: '随行杯', sellingPoints: ['单手能开', '倒放不漏'] }, materialIds: [] };
  const api = '/api/v1';
  const copy = { text: '单手能开，倒放不漏。', language: 'zh-CN' };
  const requests: [string, autocannon.Request][] = [
    ['GET /healthz', { path: '/healthz' }],
    ['GET batches/{id}', { path: `${api}/batches/${batch.id}`, headers }],
    ['GET batches', { path: `${api}/batches`, headers }],
    ['GET videos?batch=', { path: `${api}/videos?batch=${batch.id}`, headers }],
    ['GET videos/{id}', { path: `${api}/videos/${video.id}`, headers }],
    ['GET materials?sha256=', { path: `${api}/materials?sha256=${material.sha256}`, headers }],
    ['GET products', { path: `${api}/products`, headers }],
    ['POST products', { method: 'POST', path: `${api}/products`, headers, body: JSON.stringify(product) }],
    ['POST scripts/score', { method: 'POST', path: `${api}/scripts/score`, headers, body: JSON.stringify(copy) }],
    ['a cover by its link', { path: video.files?.cover.link ?? '' }],
    ["a video's first 64 KiB", { path: video.files?.video.link ?? '', headers: { range: 'bytes=0-65535' } }],
  ];
  const figures: RouteFigures[] = [];
  for (const [route, request] of requests) {
    const options = { url: url(), connections: clients, requests: [{ method: 'GET' as const, ...request }] };
    // Once without counting: code is compiled and connections to the database are opened.
    await autocannon({ ...options, amount: clients * 4, timeout: 60 });
    const before = { api: cpuSecondsOf(pids().service), database: databaseCpuSeconds(home) };
    const {
      requests: made,
      latency,
      non2xx,
      errors,
      timeouts,
    } = await autocannon({
      ...options,
      duration: seconds,
      timeout: 60,
    });
    if (non2xx + errors + timeouts > 0 || made.total === 0) {
      throw new Error(`${route}: ${non2xx} answered with an error, ${errors} failed, ${timeouts} took too long`);
    }
    const bare = figures[0]?.requestsPerSecond ?? made.average;
    const cpuMs = {
      api: ((cpuSecondsOf(pids().service) - before.api) * 1000) / made.total,
      database: ((databaseCpuSeconds(home) - before.database) * 1000) / made.total,
    };
    figures.push({ route, requestsPerSecond: made.average, p99Ms: latency.p99, cpuMs, ofBare: made.average / bare });
  }
  return figures;
}
