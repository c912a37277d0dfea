import { ClipoError, parseInput } from '@clipo/contract';
import { z } from 'zod';
import { Edit } from './edit-schema.ts';
import { refuseUnsupported } from './refuse-unsupported.ts';

const Merge = z
  .array(z.strictObject({ find: z.string().min(1).max(200), replace: z.union([z.string(), z.number(), z.boolean()]) }))
  .max(500);

/**
 * A Shotstack edit as it was sent: its merge fields are filled in, what is not made here is refused, the rest is checked.
 * @throws ClipoError `invalid_input`; InputProblems with the path of each fault
 */
export function readEdit(sent: unknown): Edit {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) {
    const problem = 'expected an object with timeline and output';
    throw new ClipoError('invalid_input', `edit: ${problem}`, { details: { field: 'edit', problem } });
  }
  const { merge = [], ...edit } = sent as { merge?: unknown };
  const filled = fill(edit, parseInput(Merge, merge, 'merge'));
  refuseUnsupported(filled);
  return parseInput(Edit, filled);
}

/** Replaces `{{NAME}}` in every text; a text that is nothing else becomes the value itself, so that numbers stay such. */
function fill(value: unknown, merge: z.output<typeof Merge>): unknown {
  if (typeof value === 'string') {
    const whole = merge.find(({ find }) => value.trim() === `{{${find}}}` || value.trim() === `{{ ${find} }}`);
    return whole !== undefined
      ? whole.replace
      : merge.reduce(
          (text, { find, replace }) =>
            text.replaceAll(`{{${find}}}`, String(replace)).replaceAll(`{{ ${find} }}`, String(replace)),
          value,
        );
  }
  if (Array.isArray(value)) {
    return value.map((each) => fill(each, merge));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, merge)]))
    : value;
}
