import type { Log } from '../log.ts';
import type { FinishedSpan, SpanFacts, SpanKind } from './trace.ts';

/** Spans are sent so many at once, or after this time. */
const mostAtOnce = 512;
const everyMs = 2000;
/** More than this wait for a collector that is away: then the oldest are given up. */
const mostWaiting = 8192;
const timeoutMs = 10_000;

/** Numbers of OTLP's SpanKind. */
const kinds: Readonly<Record<SpanKind, number>> = { internal: 1, server: 2, consumer: 5 };

/**
 * Sends spans to a collector as OTLP over HTTP in JSON (OpenTelemetry Protocol 1.x), in the background. Of a collector that
 * does not answer the log tells once; the service goes on.
 * @param headers as OpenTelemetry writes them: `name=value,name=value`
 */
export function openExport({
  endpoint,
  headers = '',
  role,
  log,
}: {
  endpoint: string;
  headers?: string | undefined;
  role: string;
  log: Log;
}) {
  const waiting: FinishedSpan[] = [];
  const address = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const more = Object.fromEntries(headers.split(',').flatMap(headerOf));
  let isAway = false;
  let sending: Promise<void> = Promise.resolve();
  const send = async () => {
    while (waiting.length > 0) {
      const spans = waiting.splice(0, mostAtOnce);
      try {
        const answer = await fetch(address, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...more },
          body: JSON.stringify(documentOf(spans, role)),
          signal: AbortSignal.timeout(timeoutMs),
        });
        await answer.arrayBuffer();
        if (!answer.ok) {
          throw new Error(`status ${answer.status}`);
        }
        isAway = false;
      } catch (cause) {
        if (!isAway) {
          log.warn({ cause }, 'traces could not be sent');
        }
        isAway = true;
        waiting.unshift(...spans);
        waiting.splice(0, Math.max(0, waiting.length - mostWaiting));
        return;
      }
    }
  };
  const flush = () => {
    sending = sending.then(send);
    return sending;
  };
  const timer = setInterval(() => void flush(), everyMs);
  timer.unref();
  return {
    add(span: FinishedSpan) {
      waiting.push(span);
      if (waiting.length >= mostAtOnce && !isAway) {
        void flush();
      }
    },
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

function headerOf(text: string): [string, string][] {
  const at = text.indexOf('=');
  return at < 1 ? [] : [[text.slice(0, at).trim(), text.slice(at + 1).trim()]];
}

function documentOf(spans: readonly FinishedSpan[], role: string) {
  return {
    resourceSpans: [
      {
        resource: { attributes: attributesOf({ 'service.name': `clipo-${role}`, 'process.pid': process.pid }) },
        scopeSpans: [{ scope: { name: 'clipo' }, spans: spans.map(spanOf) }],
      },
    ],
  };
}

function spanOf({ traceId, spanId, parentSpanId, name, kind, startNs, endNs, facts, problem }: FinishedSpan) {
  return {
    traceId,
    spanId,
    ...(parentSpanId === undefined ? {} : { parentSpanId }),
    name,
    kind: kinds[kind],
    startTimeUnixNano: String(startNs),
    endTimeUnixNano: String(endNs),
    attributes: attributesOf(facts),
    status: problem === undefined ? {} : { code: 2, message: problem.slice(0, 1000) },
  };
}

function attributesOf(facts: SpanFacts) {
  return Object.entries(facts).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: anyValue(value) }],
  );
}

function anyValue(value: string | number | boolean) {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    default:
      return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  }
}
