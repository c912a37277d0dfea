import { z } from 'zod';
import { ClipoError, type ErrorDetails, InputProblems } from './errors.ts';
import { nearestOf } from './nearest.ts';

/**
 * Which rule a fault breaks: `details.rule` of the errors that parseInput throws, so that messages can be translated.
 * `other` is a rule of a single field; its English sentence is `details.problem`.
 */
export const inputRules = [
  'unknown_key',
  'unknown_key_near',
  'missing',
  'wrong_type',
  'not_whole',
  'too_short',
  'too_long',
  'too_few',
  'too_many',
  'too_small',
  'too_large',
  'not_one_of',
  'other',
] as const;
export type InputRule = (typeof inputRules)[number];

/** Nobody mends more than this in one go; of millions, each told and compared with what is known, a machine would choke. */
const mostFaults = 1000;
/** A longer key is told by its beginning. */
const mostKeyLength = 80;

/**
 * Checks a value against a schema. All faults (of more than 1,000, the first) are told at once, each with its path
 * (`product.price.amount`) and, for an unknown key, the nearest known one.
 * @throws InputProblems
 */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown, prefix = ''): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  const issues = result.error.issues.slice(0, mostFaults);
  const faults = issues.flatMap((issue) => problemsOf(issue, schema, value, prefix));
  throw new InputProblems(strictest(faults).slice(0, mostFaults));
}

/** A number may be beyond two limits of one field (the schema's and that of whole numbers): the narrower one is told. */
function strictest(faults: readonly ClipoError[]): ClipoError[] {
  const told = new Map<string, ClipoError>();
  for (const [index, fault] of faults.entries()) {
    const { field, rule, maximum } = fault.details;
    const key = rule === 'too_large' ? `${field}` : `${index} `;
    const other = told.get(key);
    if (other === undefined || Number(maximum) < Number(other.details.maximum)) {
      told.set(key, fault);
    }
  }
  return [...told.values()];
}

function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodType, value: unknown, prefix: string): ClipoError[] {
  if (issue.code === 'invalid_union') {
    // The branch that got furthest says what is really wrong; with none, the union itself.
    const best = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a))[0];
    if (best !== undefined && depthOf(best) > 0) {
      return best.flatMap((inner) =>
        problemsOf({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue, schema, value, prefix),
      );
    }
  }
  const path = pathText(issue.path, prefix);
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path);
    return issue.keys.slice(0, mostFaults).map((key) => {
      const isLong = key.length > mostKeyLength;
      const nearest = isLong ? undefined : nearestOf(key, known);
      const field = pathText([...issue.path, isLong ? `${key.slice(0, mostKeyLength)}…` : key], prefix);
      return nearest === undefined
        ? faultOf(field, 'unknown_key', `unknown key; known here: ${known.join(', ')}`, { known: known.join(', ') })
        : faultOf(field, 'unknown_key_near', `unknown key; did you mean "${nearest}"?`, { nearest });
    });
  }
  const { rule, problem, values } = ruleOf(issue, valueAt(value, issue.path));
  return [faultOf(path, rule, problem, values)];
}

function faultOf(field: string, rule: InputRule, problem: string, values: ErrorDetails): ClipoError {
  return new ClipoError('invalid_input', `${field}: ${problem}`, { details: { ...values, field, problem, rule } });
}

function depthOf(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));
}

interface BrokenRule {
  rule: InputRule;
  /** In English, for the log. */
  problem: string;
  values: ErrorDetails;
}

/** Which rule an issue breaks, with the values that a translated message names. */
function ruleOf(issue: z.core.$ZodIssue, found: unknown): BrokenRule {
  const message = issue.message.replace(/^Invalid input: /, '');
  switch (issue.code) {
    case 'invalid_type': {
      if (found === undefined) {
        const values = { expected: issue.expected };
        return { rule: 'missing', problem: `is missing (expected ${issue.expected})`, values };
      }
      const isFraction = issue.expected === 'int' && typeof found === 'number';
      return isFraction
        ? { rule: 'not_whole', problem: 'must be a whole number', values: {} }
        : { rule: 'wrong_type', problem: message, values: { expected: issue.expected, received: typeNameOf(found) } };
    }
    case 'too_small':
    case 'too_big': {
      const isSmall = issue.code === 'too_small';
      const values: ErrorDetails = isSmall ? { minimum: Number(issue.minimum) } : { maximum: Number(issue.maximum) };
      if (issue.origin === 'string') {
        return { rule: isSmall ? 'too_short' : 'too_long', problem: message, values };
      }
      if (issue.origin === 'array') {
        return { rule: isSmall ? 'too_few' : 'too_many', problem: message, values };
      }
      return { rule: isSmall ? 'too_small' : 'too_large', problem: message, values };
    }
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      return { rule: 'not_one_of', problem: `must be one of ${values}`, values: { values } };
    }
    case 'invalid_union': {
      // No branch got further than the value itself: each says which type or value it wants.
      const branches = issue.errors.flat();
      const allowed = branches.flatMap((branch) => (branch.code === 'invalid_value' ? branch.values.map(String) : []));
      if (allowed.length > 0) {
        const values = allowed.join(', ');
        return { rule: 'not_one_of', problem: `must be one of ${values}`, values: { values } };
      }
      const types = branches.flatMap((branch) => (branch.code === 'invalid_type' ? [branch.expected] : []));
      const expected = [...new Set(types)].join(' or ');
      const isMissing = found === undefined;
      const received = typeNameOf(found);
      return isMissing
        ? { rule: 'missing', problem: `is missing (expected ${expected})`, values: { expected } }
        : { rule: 'wrong_type', problem: `expected ${expected}, received ${received}`, values: { expected, received } };
    }
    default:
      return { rule: 'other', problem: message, values: {} };
  }
}

function typeNameOf(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    // 1e999 of a JSON text, .inf and .nan of a YAML one.
    return String(value);
  }
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function pathText(path: readonly PropertyKey[], prefix: string): string {
  const text = path.reduce<string>(
    (joined, key) =>
      typeof key === 'number' ? `${joined}[${key}]` : joined === '' ? String(key) : `${joined}.${String(key)}`,
    prefix,
  );
  return text === '' ? '(the whole document)' : text;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );
}

/** Keys that the schema knows at a path, looking through wrappers, arrays and unions. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const inner = unwrap(schema);
  const lists = inner.filter((option) => option instanceof z.ZodArray);
  // A list beside other forms is meant where the path goes into it by a number.
  if (lists.length > 0 && (lists.length === inner.length || typeof path[0] === 'number')) {
    const elements = lists.map((option) => option.element as z.ZodType);
    return path.length === 0 ? [] : elements.flatMap((element) => keysAt(element, path.slice(1)));
  }
  const shapes = inner
    .filter((option) => option instanceof z.ZodObject)
    .map((option) => option.shape as Record<string, z.ZodType>);
  const [head, ...rest] = path;
  if (head === undefined) {
    return [...new Set(shapes.flatMap((shape) => Object.keys(shape)))];
  }
  return [
    ...new Set(
      shapes.flatMap((shape) => {
        const next = shape[String(head)];
        return next === undefined ? [] : keysAt(next, rest);
      }),
    ),
  ];
}

function unwrap(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option) => unwrap(option as z.ZodType));
  }
  return [schema];
}
