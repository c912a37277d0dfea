import { type ClientOptions, openClient } from '@clipo/client';
import type { Finding } from '@clipo/safety';

/** Sent at once: far below what the service takes in one body, also where every letter is three bytes. */
const mostTexts = 1000;
const mostLetters = 300_000;

/** What a service finds in each text, in their order. */
export async function checkTextsThere(
  server: ClientOptions,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Finding[][]> {
  const found: Finding[][] = texts.map(() => []);
  for (let start = 0; start < texts.length; ) {
    let end = start + 1;
    let letters = texts[start]?.length ?? 0;
    while (end < texts.length && end - start < mostTexts && letters + (texts[end]?.length ?? 0) <= mostLetters) {
      letters += texts[end]?.length ?? 0;
      end += 1;
    }
    const body = { texts: texts.slice(start, end) };
    const { data } = await openClient(server).POST('/api/v1/checks', { body, signal });
    for (const { at, finding } of data?.findings ?? []) {
      found[start + at]?.push(finding as Finding);
    }
    start = end;
  }
  return found;
}
