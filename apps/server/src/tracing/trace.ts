import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** What a span tells besides its name and times. */
export type SpanFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/** A piece of work with its times, as it is sent: ids in hexadecimal, times in nanoseconds since 1970. */
export interface FinishedSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  name: string;
  kind: SpanKind;
  startNs: bigint;
  endNs: bigint;
  facts: SpanFacts;
  /** What went wrong; undefined where nothing did. */
  problem: string | undefined;
}

/** `server`: it answers a request; `consumer`: it does a job; `internal`: a step of either. */
export type SpanKind = 'server' | 'consumer' | 'internal';

/** A span that is going on. */
export interface OpenSpan {
  traceId: string;
  spanId: string;
  /** More that has become known of it. */
  add(facts: SpanFacts): void;
  fail(problem: string): void;
}

/** Where spans go; undefined, and nothing of this costs more than a question. */
let sink: ((span: FinishedSpan) => void) | undefined;
const current = new AsyncLocalStorage<OpenSpan>();

/** Begins to hand spans over; undefined ends it. */
export function traceTo(next: typeof sink): void {
  sink = next;
}

/** Runs work as a span below the one that it is part of; `parent` is what another service tells of its own. */
export async function traced<T>(
  { name, kind = 'internal', facts = {}, parent }: SpanStart,
  work: (span: OpenSpan | undefined) => Promise<T>,
): Promise<T> {
  if (sink === undefined) {
    return work(undefined);
  }
  const above = parent ?? current.getStore();
  const known = { ...facts };
  let problem: string | undefined;
  const span: OpenSpan = {
    traceId: above?.traceId ?? randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    add: (more) => Object.assign(known, more),
    fail: (what) => {
      problem = what;
    },
  };
  const startNs = nowNs();
  try {
    return await current.run(span, () => work(span));
  } catch (cause) {
    problem ??= cause instanceof Error ? cause.message : String(cause);
    throw cause;
  } finally {
    const { traceId, spanId } = span;
    sink?.({
      ...{ traceId, spanId, parentSpanId: above?.spanId, name, kind, startNs, endNs: nowNs() },
      ...{ facts: known, problem },
    });
  }
}

interface SpanStart {
  name: string;
  kind?: SpanKind;
  facts?: SpanFacts;
  parent?: Pick<OpenSpan, 'traceId' | 'spanId'> | undefined;
}

/** Tells of work that is over, below the span that is going on. */
export function addSpan(name: string, { startNs, endNs, facts, problem }: EndedWork): void {
  const above = current.getStore();
  sink?.({
    traceId: above?.traceId ?? randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    parentSpanId: above?.spanId,
    ...{ name, kind: 'internal', startNs, endNs, facts, problem },
  });
}

type EndedWork = Pick<FinishedSpan, 'startNs' | 'endNs' | 'facts' | 'problem'>;

/** The span that a caller names in `traceparent` (W3C Trace Context); undefined where it names none, or wrongly. */
export function readParent(header: string | undefined): Pick<OpenSpan, 'traceId' | 'spanId'> | undefined {
  const [, traceId, spanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(header ?? '') ?? [];
  const isZero = (text: string | undefined) => text === undefined || /^0+$/.test(text);
  return isZero(traceId) || isZero(spanId) ? undefined : { traceId: traceId as string, spanId: spanId as string };
}

/** Nanoseconds since 1970, never going back within a process. */
function nowNs(): bigint {
  return BigInt(Math.round((performance.timeOrigin + performance.now()) * 1e6));
}
