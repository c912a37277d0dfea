import { ClipoError } from '@clipo/contract/errors';

/** What a person is told of a failure: the service's own words, in their language. */
export function errorText(error: unknown): string {
  if (error instanceof ClipoError) {
    return String(error.details.told ?? error.message);
  }
  return error instanceof Error ? error.message : String(error);
}
