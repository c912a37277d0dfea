import { ClipoError, type PresenterEngine } from '@clipo/contract';
import { type EngineChoice, engineOf } from '@clipo/presenter/engines';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { noPublicAddress, publicAddressLack } from './public-address.ts';
import type { EngineRow } from './queries.ts';
import { namedHosts, reachEngines } from './reach-engines.ts';

/** The keys of an engine: `token` is a second one that some have. */
export const EngineKeys = z.strictObject({ key: z.string().optional(), token: z.string().optional() });
export type EngineKeys = z.infer<typeof EngineKeys>;

/** What of a row an engine is opened by. */
type OpenedRow = Pick<EngineRow, 'id' | 'settings' | 'keysSealed'>;

/** Where keys of engines are sealed for. */
export const keysPlace = 'presenter_engines.keys';

/** The names under which an engine's keys are known while it is spoken to. */
export function variablesOf(engineId: string): { key: string; token: string } {
  const name = `ENGINE_${engineId.toUpperCase()}`;
  return { key: `${name}_KEY`, token: `${name}_TOKEN` };
}

/** @throws ClipoError internal where they can't be unsealed */
export async function keysOf(
  { envelope }: { envelope: Pick<Deps['envelope'], 'unseal'> },
  { keysSealed }: Pick<EngineRow, 'keysSealed'>,
): Promise<EngineKeys> {
  return keysSealed === null ? {} : EngineKeys.parse(JSON.parse(await envelope.unseal(keysSealed, keysPlace)));
}

/** An engine of a team as the document of a person names it, as far as the operator has set what it needs (`lackOf`). */
export function choiceOf(
  { id, settings: { kind, baseUrl, model, isAbroad = false, centsPerSecond }, keysSealed }: OpenedRow,
  settings: Deps['settings'],
): EngineChoice {
  const { key: keyFrom, token: tokenFrom } = variablesOf(id);
  switch (kind) {
    case 'clipo':
      return {
        ...{ kind, baseUrl: baseUrl ?? '', isAbroad, centsPerSecond },
        ...(keysSealed === null ? {} : { keyFrom }),
      };
    case 'heygen':
      return { kind, keyFrom, baseUrl, centsPerSecond };
    case 'aliyun':
      return { kind, model: model ?? 'videoretalk', keyFrom, baseUrl, centsPerSecond };
    case 'tencent':
      return { kind, keyFrom, tokenFrom, baseUrl, centsPerSecond };
    case 'duix':
      return {
        kind,
        baseUrl: settings.CLIPO_DUIX_URL ?? '',
        sharedFolder: { here: settings.CLIPO_DUIX_FOLDER ?? '', there: settings.CLIPO_DUIX_FOLDER_THERE },
        centsPerSecond,
      };
  }
}

/** What the operator has to set before an engine works here; undefined where nothing is missing. */
export function lackOf(
  { settings: { kind, baseUrl } }: Pick<EngineRow, 'settings'>,
  settings: Deps['settings'],
): ClipoError | undefined {
  if (kind === 'duix' && (settings.CLIPO_DUIX_URL === undefined || settings.CLIPO_DUIX_FOLDER === undefined)) {
    const [field, problem] = ['engine.kind', 'duix: this service has none (CLIPO_DUIX_URL, CLIPO_DUIX_FOLDER)'];
    return new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
  }
  if (kind === 'tencent') {
    const isNear = baseUrl !== undefined && hostsOf(settings).includes(new URL(baseUrl).host);
    const lack = publicAddressLack(settings, isNear);
    return lack === undefined ? undefined : noPublicAddress(lack);
  }
  return undefined;
}

/** Hosts in private networks that engines of teams may be at: those that the operator has named. */
export function hostsOf(settings: Deps['settings']): string[] {
  const duix = settings.CLIPO_DUIX_URL;
  return [...namedHosts(settings.CLIPO_ENGINE_HOSTS), ...(duix === undefined ? [] : [new URL(duix).host])];
}

/** What an engine takes and costs: known before it can be asked. */
export function capabilitiesOf(row: EngineRow, settings: Deps['settings']): PresenterEngine['capabilities'] {
  return engineOf(choiceOf(row, settings), 'engine', () => 'unused').capabilities;
}

/** The engine itself, ready to be asked with these keys. @throws ClipoError `invalid_input` where a key, or a setting of the operator's, is missing */
export function openEngine(row: OpenedRow, keys: EngineKeys, settings: Deps['settings']): PresenterEngine {
  const lack = lackOf(row, settings);
  if (lack !== undefined) {
    throw lack;
  }
  const names = variablesOf(row.id);
  const values: Readonly<Record<string, string | undefined>> = { [names.key]: keys.key, [names.token]: keys.token };
  const { fetch } = reachEngines(hostsOf(settings));
  return engineOf(choiceOf(row, settings), 'engine', (name) => values[name], fetch);
}

/** Where an engine is, for what is written down of whom data was given to. */
export function recipientOf({ settings: { kind, baseUrl } }: Pick<EngineRow, 'settings'>): string {
  const known = { heygen: 'api.heygen.com', aliyun: 'dashscope.aliyuncs.com', tencent: 'gw.tvs.qq.com' } as const;
  return baseUrl !== undefined ? new URL(baseUrl).host : kind === 'clipo' || kind === 'duix' ? kind : known[kind];
}
