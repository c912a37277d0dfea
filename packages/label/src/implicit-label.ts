import { ClipoError } from '@clipo/contract/errors';
import { ImplicitLabel } from '@clipo/contract/label';
import { parseProviderCode } from './provider-code.ts';

/** The seven keys of the implicit label, in the order of GB 45438-2025 Annex E. */
export const labelKeys = [
  'Label',
  'ContentProducer',
  'ProduceID',
  'ReservedCode1',
  'ContentPropagator',
  'PropagateID',
  'ReservedCode2',
] as const satisfies readonly (keyof ImplicitLabel)[];

/** What a producer of AI content puts into its label. */
export interface ProducedContent {
  /** The 27-character code of the service, see `parseProviderCode`. */
  providerCode: string;
  /** The producer's own unique id of this content; it must lead back to the record of its making. */
  produceId: string;
  /** Security information of the producer, such as a hash or a signature. */
  reserved1?: string;
}

/**
 * The implicit label of content that was made by this service (Label "1"). The propagator's fields stay empty: they belong
 * to the platform that spreads it.
 * @throws ClipoError `invalid_input` naming `providerCode`, `produceId` or `reserved1`
 */
export function makeImplicitLabel(content: ProducedContent): ImplicitLabel {
  const code = parseProviderCode(content.providerCode);
  if (!code.ok) {
    throw invalid('providerCode', code.problem);
  }
  const label: ImplicitLabel = {
    Label: '1',
    ContentProducer: content.providerCode,
    ProduceID: content.produceId,
    ReservedCode1: content.reserved1 ?? '',
    ContentPropagator: '',
    PropagateID: '',
    ReservedCode2: '',
  };
  const fieldOf = { ProduceID: 'produceId', ReservedCode1: 'reserved1' } as const;
  const wrong = ImplicitLabel.safeParse(label).error?.issues[0]?.path[0];
  if (wrong === 'ProduceID' || wrong === 'ReservedCode1') {
    throw invalid(fieldOf[wrong], 'must be printable ASCII without space and backslash, and an id is not empty');
  }
  return label;
}

/**
 * The label as it stands in files: one JSON object, keys in the standard's order, ASCII only, without spaces.
 * @throws ClipoError `invalid_input` where a value is outside the standard's characters
 */
export function labelJson(label: ImplicitLabel): string {
  const checked = ImplicitLabel.safeParse(label);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    throw invalid(issue?.path.join('.') || 'label', issue?.message ?? 'is not a label');
  }
  return JSON.stringify(Object.fromEntries(labelKeys.map((key) => [key, checked.data[key]])));
}

function invalid(field: string, problem: string): ClipoError {
  return new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
}
