import { isIP } from 'node:net';
import { ClipoError } from '@clipo/contract';
import { isPublicAddress } from '@clipo/guarded-fetch';
import type { Deps } from '../../deps.ts';

/**
 * What stands in the way of an engine that fetches voices from this service; undefined where nothing does.
 * @param isNear whether the engine is in the operator's own network, where any address will do
 */
export function publicAddressLack(
  { CLIPO_URL: url }: Pick<Deps['settings'], 'CLIPO_URL'>,
  isNear: boolean,
): string | undefined {
  if (url === undefined) {
    return 'CLIPO_URL is not set';
  }
  return isNear || isPublicHost(new URL(url).hostname) ? undefined : `CLIPO_URL is ${url}`;
}

/** Whether a host can be reached from outside, as far as its name says. */
export function isPublicHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) {
    return isPublicAddress(bare);
  }
  return bare.includes('.') && !/(?:^|\.)(?:localhost|local|lan|internal|home|test)$/.test(bare);
}

/** The error that says what the operator has to set. */
export function noPublicAddress(lack: string): ClipoError {
  const field = 'engine.kind';
  const problem = `tencent: it fetches voices from this service, which has no public address (${lack})`;
  return new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
}
