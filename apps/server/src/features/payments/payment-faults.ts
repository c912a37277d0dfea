import { ClipoError } from '@clipo/contract';

/** The provider is out of reach, busy, or says what nobody can read: the same may work later. */
export function providerPasses(name: string, problem: string, cause?: unknown): ClipoError {
  const told = `${name} ${problem}`;
  return new ClipoError('unavailable', told, { details: { problem: told }, isRetryable: true, cause });
}

/** The provider refuses: the settings are wrong, or what was asked can't be. */
export function providerRefuses(name: string, code: string, message: string): ClipoError {
  const problem = `${code} ${message}`.trim().slice(0, 300);
  return new ClipoError('fetch_failed', `${name}: ${problem}`, { details: { url: name, problem } });
}

/** A notice that is not from the provider, or not for here, or too old. */
export function noticeRefused(name: string, problem: string): ClipoError {
  return new ClipoError('forbidden', `a notice of ${name} was refused: ${problem}`, { details: { need: problem } });
}
