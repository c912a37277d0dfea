import { ClipoError } from '@clipo/contract/errors';
import { createParser } from 'eventsource-parser';
import { authorization, type ClientOptions, problemOf } from './open-client.ts';

/** Something that happened, as the service tells it. */
export interface ServiceEvent {
  id: number;
  type: string;
  batchId: string | null;
  data: Record<string, unknown>;
}

const waitMs = 1000;
/** Tries in a row that may get no answer: half a minute of a service that is being started again. */
const mostTries = 30;

/**
 * Follows a batch from its beginning to its end. Where the line breaks, it goes on after the last event that was seen.
 * @throws ClipoError `unavailable` where the service stays away, `cancelled`
 */
export async function* followEvents(
  { url, key }: ClientOptions,
  batchId: string,
  signal: AbortSignal,
): AsyncIterable<ServiceEvent> {
  let last = 0;
  let tries = 0;
  while (true) {
    signal.throwIfAborted();
    try {
      const address = `${url.replace(/\/+$/, '')}/api/v1/events?batch=${encodeURIComponent(batchId)}&after=${last}`;
      const response = await fetch(address, { headers: authorization(key), signal });
      if (!response.ok) {
        throw await problemOf(response);
      }
      for await (const event of eventsIn(response)) {
        tries = 0;
        last = event.id;
        yield event;
      }
    } catch (error) {
      if (signal.aborted || (error instanceof ClipoError && !error.isRetryable)) {
        throw error;
      }
    }
    tries += 1;
    if (tries >= mostTries) {
      const problem = 'the service does not answer any more';
      throw new ClipoError('unavailable', problem, { details: { problem }, isRetryable: true });
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

async function* eventsIn(response: Response): AsyncIterable<ServiceEvent> {
  const waiting: ServiceEvent[] = [];
  const parser = createParser({ onEvent: ({ data }) => waiting.push(JSON.parse(data) as ServiceEvent) });
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    yield* waiting.splice(0);
  }
}
