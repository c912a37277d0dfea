import type { ClientOptions } from '@clipo/client';
import { inputFault } from '@clipo/messages';
import type { CliContext } from '../context.ts';

/** The service that `--server` names, with the key from CLIPO_API_KEY. @throws ClipoError invalid_input */
export function serverOf(url: string, { env, say }: Pick<CliContext, 'env' | 'say'>): ClientOptions {
  const key = env.variable('CLIPO_API_KEY');
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw inputFault('--server', 'rule.no_address');
  }
  if (key === undefined) {
    throw inputFault('--server', 'rule.key_missing');
  }
  return { url, key, language: say.language };
}
