import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClipoError } from '@clipo/contract';

/** Words that everybody thinks of here: a password that is one of them, with digits and signs round it, is none. */
const contextWords = ['clipo', 'video', 'shipin', 'duanshipin', 'admin', 'password', 'mima'] as const;

/** The five thousand commonest of eight characters and more, in small letters (see NOTICE). */
let common: Set<string> | undefined;

/**
 * Refuses a password that is guessed first: one of the commonest, a word of the service, or what the person is called by.
 * @param own contacts and names of the person
 * @throws ClipoError invalid_input
 */
export function refuseWeakPassword(password: string, own: readonly string[]): void {
  const said = password.normalize('NFKC').toLowerCase();
  common ??= new Set(readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8').split('\n'));
  if (common.has(said) || /^(.)\1*$/u.test(said)) {
    throw weak('is one of the most used: choose a longer one of your own');
  }
  const bare = withoutTrimmings(said);
  const names = own.flatMap((name) => [name.toLowerCase(), name.toLowerCase().split('@')[0] ?? '']);
  if (contextWords.some((word) => word === bare) || names.some((name) => name !== '' && isAbout(said, name))) {
    throw weak('is the name of the service, or of you: choose another');
  }
}

/** The letters in the middle, with the digits and signs before and behind cut off. */
function withoutTrimmings(text: string): string {
  return text.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '');
}

/** Whether a password is a name of the person, whole or with digits and signs round it. */
function isAbout(said: string, name: string): boolean {
  const bare = withoutTrimmings(name);
  return said === name || said === name.replace('+86', '') || (bare.length > 2 && withoutTrimmings(said) === bare);
}

function weak(problem: string): ClipoError {
  return new ClipoError('invalid_input', `password: ${problem}`, { details: { field: 'password', problem } });
}
