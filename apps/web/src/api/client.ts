import { type ApiClient, type ApiSchemas, openClient } from '@clipo/client/open-client';
import { QueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { firstLanguage } from '../i18n/languages.ts';
import { keyOfTab } from './session.ts';

/** The API as this tab's user, answering in the page's language. It is opened anew for each call: both may change. */
export function api(): ApiClient {
  return openClient({ url: location.origin, key: keyOfTab(), language: i18next.language ?? firstLanguage });
}

/** The body of an answer; errors were thrown by the client already. */
export async function bodyOf<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  return data as T;
}

export const queries = new QueryClient({
  defaultOptions: { queries: { retry: retryAgain, staleTime: 5000, refetchOnWindowFocus: true } },
});

/** What is wrong with the question is wrong the second time too. */
function retryAgain(count: number, error: Error): boolean {
  return count < 3 && 'isRetryable' in error && error.isRetryable === true;
}

export type Schemas = ApiSchemas;
