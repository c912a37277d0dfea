/** Everything that can be wrong with a label or with the file around it. */
export type LabelProblemCode =
  // The label's JSON
  | 'not_json'
  | 'not_an_object'
  | 'unknown_key'
  | 'duplicate_key'
  | 'missing_key'
  | 'not_a_string'
  | 'bad_value'
  | 'charset'
  // The labels of a file
  | 'no_label'
  | 'several_labels'
  | 'other_label'
  | 'unusual_place'
  | 'no_explicit_label'
  // Who made it
  | 'provider_code'
  | 'development_code'
  | 'bad_signature'
  // The file itself
  | 'unsupported_file'
  | 'broken_file'
  | 'too_large';

/** One thing that is wrong, as data: a closed code for programs, a message for people. */
export interface LabelProblem {
  code: LabelProblemCode;
  message: string;
}

/** Makes a problem. */
export function problem(code: LabelProblemCode, message: string): LabelProblem {
  return { code, message };
}
