import { providerOf } from '@clipo/batch';
import { inputFault } from '@clipo/messages';
import type { Settings } from './env.ts';
import { isPublicHost } from './features/presenters/public-address.ts';

/**
 * Refuses to serve people under a public address while labels name nobody: whoever provides the service is named by the code in each
 * implicit label (GB 45438-2025 §6.1), which nobody can invent for them.
 * @throws ClipoError invalid_input, also where the code itself is wrong
 */
export function requireProvider({
  CLIPO_URL: url,
  CLIPO_PROVIDER_CODE: code,
}: Pick<Settings, 'CLIPO_URL' | 'CLIPO_PROVIDER_CODE'>): void {
  if (providerOf(code).isDevelopment && url !== undefined && isPublicHost(new URL(url).hostname)) {
    throw inputFault('CLIPO_PROVIDER_CODE', 'rule.provider_needed', { url });
  }
}
