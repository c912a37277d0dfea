import { ClipoError } from '@clipo/contract/errors';
import type { RuleKey } from './en.ts';
import type { MessageValues } from './fill.ts';
import { sayErrorIn } from './say-error.ts';

/** A fault of an input: which field, and which rule it breaks. The log reads English, the person their language. */
export function inputFault(field: string, rule: RuleKey, values: MessageValues = {}, cause?: unknown): ClipoError {
  const problem = sayErrorIn('en')(rule, values);
  return new ClipoError('invalid_input', `${field}: ${problem}`, {
    details: { ...values, field, problem, rule: rule.replace('rule.', '') },
    cause,
  });
}
