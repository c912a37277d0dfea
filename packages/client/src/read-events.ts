import { createParser } from 'eventsource-parser';

/** The events of an answer that is streamed, as they come, until it ends or breaks off. */
export async function* readEvents(response: Response): AsyncIterable<{ event: string | undefined; data: string }> {
  const waiting: { event: string | undefined; data: string }[] = [];
  const parser = createParser({ onEvent: ({ event, data }) => waiting.push({ event, data }) });
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (part === undefined || part.done) {
      return;
    }
    parser.feed(decoder.decode(part.value, { stream: true }));
    yield* waiting.splice(0);
  }
}
