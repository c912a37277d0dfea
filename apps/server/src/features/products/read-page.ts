import { ClipoError } from '@clipo/contract';
import { guardedFetch } from '@clipo/guarded-fetch';
import { check } from '../../check/check.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import { type PageFacts, readPageFacts } from './page-facts.ts';

const mostPageBytes = 5 * 1024 * 1024;
const timeoutMs = 20_000;

/** A page of a shop as it was read: what it says, and where that stands in the end. */
export interface ReadPage extends PageFacts {
  /** The address that answered, after redirects. */
  url: string;
}

/**
 * Fetches the page of a product through the guard and reads what it says. Nothing is kept, and nothing of it is obeyed.
 * @throws ClipoError `url_refused`, `fetch_failed` where the shop blocks or says nothing of a product, `content_rejected`, `cancelled`
 */
export async function readPage(
  { addresses }: Pick<Deps, 'addresses'>,
  { url, signal }: { url: string; signal: AbortSignal },
): Promise<ReadPage> {
  const answer = await guardedFetch(url, {
    mostBytes: mostPageBytes,
    timeoutMs,
    types: ['text/html', 'application/xhtml'],
    headers: { accept: 'text/html,application/xhtml+xml', 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' },
    signal,
    guard: addresses,
  });
  const bytes = await answer.bytes();
  if (answer.status !== 200) {
    throw pageFailed(url, `answered with status ${answer.status}`);
  }
  const facts = readPageFacts(decodeHtml(bytes, answer.headers.get('content-type') ?? ''), answer.url);
  if (facts.name === undefined) {
    throw pageFailed(url, 'says nothing of a product; it may show its goods only to signed-in people');
  }
  const { images: _images, ...texts } = facts;
  const content = {
    kind: 'document',
    document: { page: Object.fromEntries(Object.entries(texts).map(([field, { text }]) => [field, text])) },
  } as const;
  assertAllowed(content, check(content));
  return { ...facts, url: answer.url };
}

/** Chinese shops still send GB 18030; what a page says of itself holds where the header is silent. */
function decodeHtml(bytes: Buffer, header: string): string {
  const named = /charset=["']?([\w-]+)/i;
  const label = named.exec(header)?.[1] ?? named.exec(bytes.subarray(0, 2048).toString('latin1'))?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

function pageFailed(url: string, problem: string): ClipoError {
  return new ClipoError('fetch_failed', `${url} ${problem}`, { details: { url: new URL(url).host, problem } });
}
