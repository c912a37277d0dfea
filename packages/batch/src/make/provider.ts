import { ClipoError } from '@clipo/contract/errors';
import { developmentProviderCode, parseProviderCode } from '@clipo/label';

/** The provider's code that goes into every label; without a setting, the development code. */
export function providerOf(setting: string | undefined): { code: string; isDevelopment: boolean } {
  const code = setting ?? developmentProviderCode;
  const parsed = parseProviderCode(code);
  if (!parsed.ok) {
    throw new ClipoError('invalid_input', `CLIPO_PROVIDER_CODE: ${parsed.problem}`, {
      details: { field: 'CLIPO_PROVIDER_CODE', problem: parsed.problem },
    });
  }
  return { code, isDevelopment: parsed.isDevelopment };
}
