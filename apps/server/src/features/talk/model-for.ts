import { Readable } from 'node:stream';
import type { TalkModel } from '@clipo/agent';
import { ClipoError } from '@clipo/contract';
import { type AddressGuard, guardedFetch } from '@clipo/guarded-fetch';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { selectLatestConsents } from '../agreements/queries.ts';
import { purposeVersion } from '../privacy/purposes.ts';
import { selectTeamModel, type TeamModelRow } from './queries-models.ts';

/** The model that leads a team's conversations, and whose it is. */
export interface LeadingModel {
  source: 'team' | 'server';
  model: TalkModel;
  /** What a million tokens cost, in hundredths, where the team has said so. */
  price: { currency: string; in: number; out: number } | null;
}

type ModelDeps = Pick<Deps, 'db' | 'settings' | 'envelope' | 'addresses'>;

/** The team's own model, else the server's; undefined where the built-in planner leads. */
export async function modelFor(deps: ModelDeps, teamId: string): Promise<LeadingModel | undefined> {
  const row = await deps.db.asTeam(teamId, (tx) => selectTeamModel(tx, teamId));
  if (row !== undefined) {
    return { source: 'team', model: await modelOf(deps, row), price: priceOf(row) };
  }
  const { CLIPO_AGENT_URL: baseUrl, CLIPO_AGENT_MODEL: name, CLIPO_AGENT_KEY: key } = deps.settings;
  return baseUrl === undefined || name === undefined
    ? undefined
    : { source: 'server', model: { baseUrl, name, key }, price: null };
}

async function modelOf({ envelope, addresses }: ModelDeps, row: TeamModelRow): Promise<TalkModel> {
  const key = row.keySealed === null ? undefined : await envelope.unseal(row.keySealed, 'team_models.key');
  return { baseUrl: row.baseUrl, name: row.name, key, fetch: fetchThrough(addresses) };
}

function priceOf({ currency, priceIn, priceOut }: TeamModelRow): LeadingModel['price'] {
  return currency === null || priceIn === null || priceOut === null ? null : { currency, in: priceIn, out: priceOut };
}

/** Whether the person lets a model's provider have their words. A key's holder answers for it themselves. */
export async function letsModelRead({ db }: Pick<Deps, 'db'>, { person }: Actor): Promise<boolean> {
  if (person === undefined) {
    return true;
  }
  const [latest] = await db.asSystem((tx) => selectLatestConsents(tx, person.userId, ['third-party-model']));
  return latest?.act === 'give' && latest.version === purposeVersion;
}

const mostAnswerBytes = 8 * 1024 * 1024;
const longestMs = 200_000;

/** A fetch for an address that a team gave: it reaches public addresses only, and follows no redirect. */
export function fetchThrough(guard: AddressGuard): typeof fetch {
  return async (input, init = {}) => {
    const { body, headers, signal } = init;
    if (typeof body !== 'string') {
      throw new ClipoError('internal', 'a model is sent text');
    }
    const answer = await guardedFetch(input instanceof Request ? input.url : input, {
      method: 'POST',
      headers: Object.fromEntries(new Headers(headers)),
      body,
      mostBytes: mostAnswerBytes,
      timeoutMs: longestMs,
      guard,
      ...(signal != null && { signal }),
    });
    const stream = Readable.toWeb(Readable.from(answer.stream())) as ReadableStream<Uint8Array>;
    return new Response(stream, { status: answer.status, headers: answer.headers });
  };
}
