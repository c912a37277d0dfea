import { ClipoError } from '@clipo/contract';
import { guardedFetch } from '@clipo/guarded-fetch';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { addMaterial } from './add-material.ts';
import type { MaterialWords } from './check-material.ts';
import type { MaterialRow } from './queries.ts';

const mostBytes = 2 * 1024 ** 3;
const timeoutMs = 10 * 60_000;
const types = [
  'image/',
  'video/',
  'audio/',
  'font/',
  'application/font-',
  'application/x-font-',
  'application/octet-stream',
  'binary/octet-stream',
];

/**
 * Fetches a file from an address that a user gave and makes a material of it.
 * @throws ClipoError `url_refused`, `fetch_failed`, and those of `addMaterial`
 */
export async function importMaterial(
  deps: Pick<Deps, 'db' | 'media' | 'settings' | 'addresses' | 'looker' | 'queue'>,
  actor: Pick<Actor, 'teamId'>,
  { url, words, signal }: { url: string; words: Partial<MaterialWords>; signal: AbortSignal },
): Promise<{ material: MaterialRow; isNew: boolean }> {
  const answer = await guardedFetch(url, { mostBytes, timeoutMs, types, signal, guard: deps.addresses });
  if (answer.status !== 200) {
    await answer.bytes().catch(() => undefined);
    const problem = `answered with status ${answer.status}`;
    throw new ClipoError('fetch_failed', `${url} ${problem}`, { details: { url: new URL(url).host, problem } });
  }
  const stored = await deps.media.put(answer.stream(), { mostBytes, signal });
  const name = words.name ?? decodeName(new URL(answer.url).pathname.split('/').at(-1) ?? '');
  return addMaterial(deps, actor, { stored, words: { ...words, name } });
}

function decodeName(part: string): string {
  try {
    return decodeURIComponent(part) || 'file';
  } catch {
    return part;
  }
}
