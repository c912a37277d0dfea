import type { Settings } from '../env.ts';
import type { Log } from '../log.ts';
import { traceTo } from './trace.ts';

/** Tracing that was opened. */
export interface Tracing {
  /** Sends what is waiting, then stops. */
  close(): Promise<void>;
}

/**
 * Begins to send spans to the collector of the settings. Without one nothing is loaded, and nothing is done.
 * @param role `api` or `worker`: spans are told apart by it
 */
export async function openTracing(
  { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers }: TraceSettings,
  role: 'api' | 'worker',
  log: Log,
): Promise<Tracing> {
  if (endpoint === undefined) {
    return { close: () => Promise.resolve() };
  }
  const [{ openExport }, { watchPrograms }] = await Promise.all([
    import('./export-spans.ts'),
    import('./watch-programs.ts'),
  ]);
  const exporting = openExport({ endpoint, headers, role, log });
  traceTo(exporting.add);
  const unwatch = watchPrograms();
  return {
    async close() {
      unwatch();
      traceTo(undefined);
      await exporting.close();
    },
  };
}

type TraceSettings = Pick<Settings, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_EXPORTER_OTLP_HEADERS'>;
