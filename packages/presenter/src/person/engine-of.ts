import { ClipoError, type PresenterEngine } from '@clipo/contract';
import { createAliyunEngine } from '../remote/aliyun-engine.ts';
import { createClipoEngine } from '../remote/clipo-engine.ts';
import { createDuixEngine } from '../remote/duix-engine.ts';
import { createHeygenEngine } from '../remote/heygen-engine.ts';
import { createTencentEngine } from '../remote/tencent-engine.ts';
import type { EngineChoice } from './person-document.ts';

/**
 * The engine that a person's document names, with its keys from the settings.
 * @param fetch how it is reached; left out, plainly
 * @throws ClipoError `invalid_input` where a key is not set
 */
export function engineOf(
  choice: EngineChoice,
  field: string,
  variable: (name: string) => string | undefined,
  fetch?: typeof globalThis.fetch,
): PresenterEngine {
  const key = (name: string) => {
    const value = variable(name);
    if (value === undefined || value === '') {
      const problem = `needs the environment variable ${name}`;
      throw new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
    }
    return value;
  };
  switch (choice.kind) {
    case 'clipo': {
      const { baseUrl, keyFrom, isAbroad, centsPerSecond } = choice;
      const token = keyFrom === undefined ? undefined : key(keyFrom);
      return createClipoEngine({ baseUrl, token, capabilities: { isAbroad, centsPerSecond }, fetch });
    }
    case 'heygen':
      return createHeygenEngine({ ...choice, apiKey: key(choice.keyFrom), fetch });
    case 'aliyun':
      return createAliyunEngine({ ...choice, apiKey: key(choice.keyFrom), fetch });
    case 'tencent':
      return createTencentEngine({ ...choice, appKey: key(choice.keyFrom), accessToken: key(choice.tokenFrom), fetch });
    case 'duix':
      return createDuixEngine({ ...choice, fetch });
  }
}
