import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { runProgram } from '@clipo/engine';
import { expect, it } from 'vitest';
import { readSettings } from '../env.ts';
import { openLog } from '../log.ts';
import { startApi } from '../testing/api.fixture.ts';
import { openTracing } from './open-tracing.ts';
import { traced } from './trace.ts';

interface Sent {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: { spans: Span[] }[];
  }[];
}
interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code?: number };
}

/** A collector that takes OTLP over HTTP, as OpenTelemetry's own does. */
async function startCollector() {
  const spans: Span[] = [];
  const services = new Set<string | undefined>();
  const headers: unknown[] = [];
  const server = createServer(async (request, response) => {
    const { resourceSpans } = (await json(request)) as Sent;
    headers.push([request.method, request.url, request.headers['content-type'], request.headers['x-key']]);
    for (const { resource, scopeSpans } of resourceSpans) {
      services.add(resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue);
      spans.push(...scopeSpans.flatMap((scope) => scope.spans));
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, spans, services, headers, close: () => server.close() };
}

it('requests, jobs and runs of FFmpeg are told to a collector as one trace; without one nothing is (O5)', async () => {
  const collector = await startCollector();
  const api = await startApi();
  try {
    const settings = readSettings({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=secret',
    });
    const tracing = await openTracing(settings, 'api', openLog({ CLIPO_LOG_LEVEL: 'silent' }));
    const traceId = 'ab'.repeat(16);
    const above = '0123456789abcdef';
    await api.ask('GET', '/api/v1/keys', undefined, { traceparent: `00-${traceId}-${above}-01` });
    await api.ask('GET', '/api/v1/nothing');
    // What people give away of themselves is in no trace, also where it is refused.
    const marked = { contact: 'marker.person@example.com', password: 'MARKER-1' };
    await api.ask('POST', '/api/v1/sign-in/password', marked, {
      cookie: 'clipo_session=MARKER-2',
      'x-key': 'MARKER-3',
    });
    await traced({ name: 'render-piece', kind: 'consumer' }, () => runProgram('ffprobe', ['-version']));
    await traced({ name: 'end-batch', kind: 'consumer' }, () => Promise.reject(new Error('no'))).catch(() => undefined);
    await tracing.close();
    await api.ask('GET', '/api/v1/keys');

    expect(collector.services).toEqual(new Set(['clipo-api']));
    expect(collector.headers[0]).toEqual(['POST', '/v1/traces', 'application/json', 'secret']);
    const named = (name: string) => collector.spans.filter((span) => span.name === name);
    const [first, second] = named('GET');
    expect(first).toMatchObject({ traceId, parentSpanId: above, kind: 2 });
    expect(first?.attributes).toContainEqual({ key: 'http.route', value: { stringValue: '/api/v1/keys' } });
    expect(first?.attributes).toContainEqual({ key: 'http.response.status_code', value: { intValue: '200' } });
    expect(BigInt(first?.endTimeUnixNano ?? 0)).toBeGreaterThan(BigInt(first?.startTimeUnixNano ?? 0));
    expect(second?.traceId).not.toBe(traceId);
    const [job] = named('render-piece');
    expect(named('ffprobe')[0]).toMatchObject({ traceId: job?.traceId, parentSpanId: job?.spanId });
    expect(named('end-batch')[0]).toMatchObject({ kind: 5, status: { code: 2 } });
    expect(named('POST')).toHaveLength(1);
    expect(JSON.stringify(collector.spans)).not.toMatch(/marker/i);
    expect(collector.spans).toHaveLength(6);
  } finally {
    await api.stop();
    collector.close();
  }
});
