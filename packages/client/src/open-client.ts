import { ClipoError, type ErrorCode, errorTable } from '@clipo/contract/errors';
import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { components, paths } from './generated/api.ts';

export type ApiClient = Client<paths>;
/** The shapes of the API's answers and bodies, by their names in its document. */
export type ApiSchemas = components['schemas'];

/** Where the service is and whose key is shown. */
export interface ClientOptions {
  url: string;
  /** Left out in a browser, whose session is a cookie. */
  key?: string;
  /** Of messages: `zh-CN` or `en`. */
  language?: string;
}

/**
 * Opens a client. An answer that is an error is thrown as the ClipoError that it names, its message in the language asked
 * for; a service that can't be reached is `unavailable`.
 */
export function openClient({ url, key, language = 'en' }: ClientOptions): ApiClient {
  const client = createClient<paths>({
    baseUrl: url.replace(/\/+$/, ''),
    headers: { ...authorization(key), 'accept-language': language },
  });
  client.use(throwProblems);
  return client;
}

/** The header that shows a key. */
export function authorization(key: string | undefined): Record<string, string> {
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}

const throwProblems: Middleware = {
  async onResponse({ response }) {
    if (response.status >= 400) {
      throw await problemOf(response);
    }
    return undefined;
  },
  onError({ error }) {
    if (error instanceof ClipoError || (error instanceof Error && error.name === 'AbortError')) {
      return undefined;
    }
    const problem = `no answer (${error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)})`;
    return new ClipoError('unavailable', problem, { details: { problem }, isRetryable: true, cause: error });
  },
};

/** The error that an answer tells. */
export async function problemOf(response: Response): Promise<ClipoError> {
  const body: unknown = await response.json().catch(() => undefined);
  const { code, detail, retryable } = (body ?? {}) as { code?: string; detail?: string; retryable?: boolean };
  const known: ErrorCode = code !== undefined && Object.hasOwn(errorTable, code) ? (code as ErrorCode) : 'unavailable';
  const problem = detail ?? `status ${response.status}`;
  return new ClipoError(known, problem, { details: { told: problem, problem }, isRetryable: retryable === true });
}
