import { ImplicitLabel } from '@clipo/contract/label';
import { labelKeys } from './implicit-label.ts';
import { type LabelProblem, problem } from './problem.ts';

/** A label's JSON read strictly. `problems` holds everything that is wrong, not only the first. */
export type ParsedLabel = { ok: true; label: ImplicitLabel } | { ok: false; problems: LabelProblem[] };

/** With signatures a real label has some kilobytes. */
const mostLabelCharacters = 65_536;

const requiredKeys: readonly string[] = ['Label', 'ContentProducer', 'ProduceID'];

/**
 * Reads the text of an implicit label as strictly as the checkers of GB 45438-2025 do: one JSON object, no unknown and no
 * double keys, every value a string of the allowed characters, Label "1", "2" or "3", producer and id present. The four
 * optional fields read as "" where they are missing. Never throws.
 */
export function parseLabelJson(text: string): ParsedLabel {
  if (text.length > mostLabelCharacters) {
    return { ok: false, problems: [problem('too_large', `the label has ${text.length} characters`)] };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problems: [problem('not_json', 'the label is not JSON')] };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, problems: [problem('not_an_object', 'the label is not one JSON object')] };
  }
  const { names, hasForeignEscape } = scanTopLevel(text);
  const known = new Set<string>(labelKeys);
  const unknown = [...new Set(names)].filter((name) => !known.has(name));
  const seen = new Set<string>();
  const double = new Set(names.filter((name) => seen.size === seen.add(name).size));
  const entries = new Map(Object.entries(value));
  const problems = [
    ...unknown.map((name) => problem('unknown_key', `unknown key ${JSON.stringify(name)}`)),
    ...[...double].map((name) => problem('duplicate_key', `key ${JSON.stringify(name)} stands twice`)),
    ...requiredKeys.filter((name) => !entries.has(name)).map((name) => problem('missing_key', `${name} is missing`)),
    ...labelKeys.flatMap((name) => (entries.has(name) ? problemsOfValue(name, entries.get(name)) : [])),
  ];
  if (hasForeignEscape) {
    problems.push(problem('charset', 'the JSON holds an escape other than \\", which the standard does not allow'));
  }
  if (problems.length > 0) {
    return { ok: false, problems };
  }
  const label = Object.fromEntries(labelKeys.map((name) => [name, entries.get(name) ?? '']));
  return { ok: true, label: ImplicitLabel.parse(label) };
}

function problemsOfValue(name: (typeof labelKeys)[number], value: unknown): LabelProblem[] {
  if (typeof value !== 'string') {
    return [problem('not_a_string', `${name} must be a string, is ${value === null ? 'null' : typeof value}`)];
  }
  if (ImplicitLabel.shape[name].safeParse(value).success) {
    return [];
  }
  if (name === 'Label') {
    return [problem('bad_value', `Label must be "1", "2" or "3", is ${JSON.stringify(value.slice(0, 40))}`)];
  }
  return value === ''
    ? [problem('bad_value', `${name} is empty`)]
    : [problem('charset', `${name} holds characters other than printable ASCII without space and backslash`)];
}

/**
 * The keys of the outer object in order, doubles included (JSON.parse hides them), and whether any string in it is
 * written with an escape other than `\"`. The text is known to be valid JSON with an object on top.
 */
function scanTopLevel(text: string): { names: string[]; hasForeignEscape: boolean } {
  const names: string[] = [];
  let hasForeignEscape = false;
  let depth = 0;
  let isKeyNext = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') {
      const start = index;
      index += 1;
      while (text[index] !== '"') {
        if (text[index] === '\\') {
          index += 1;
          hasForeignEscape ||= text[index] !== '"';
        }
        index += 1;
      }
      if (depth === 1 && isKeyNext) {
        names.push(JSON.parse(text.slice(start, index + 1)) as string);
        isKeyNext = false;
      }
    } else if (character === '{' || character === '[') {
      depth += 1;
      isKeyNext = depth === 1;
    } else if (character === '}' || character === ']') {
      depth -= 1;
    } else if (character === ',' && depth === 1) {
      isKeyNext = true;
    }
  }
  return { names, hasForeignEscape };
}
