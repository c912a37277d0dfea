import { z } from 'zod';
import { ClipoError, InputProblems } from './errors.ts';
import { nearestOf } from './nearest.ts';

/**
 * Checks a value against a schema. All faults are told at once, each with its path (`product.price.amount`) and, for an
 * unknown key, the nearest known one.
 * @throws InputProblems
 */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown, prefix = ''): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  throw new InputProblems(result.error.issues.flatMap((issue) => problemsOf(issue, schema, value, prefix)));
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
    return issue.keys.map((key) => {
      const nearest = nearestOf(key, known);
      const field = pathText([...issue.path, key], prefix);
      const hint = nearest === undefined ? `; known here: ${known.join(', ')}` : `; did you mean "${nearest}"?`;
      return new ClipoError('invalid_input', `${field}: unknown key${hint}`, {
        details: { field, problem: `unknown key${hint}`, ...(nearest === undefined ? {} : { nearest }) },
      });
    });
  }
  const problem = problemText(issue, value);
  return [new ClipoError('invalid_input', `${path}: ${problem}`, { details: { field: path, problem } })];
}

function depthOf(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));
}

function problemText(issue: z.core.$ZodIssue, root: unknown): string {
  const found = valueAt(root, issue.path);
  if (issue.code === 'invalid_type' && found === undefined) {
    return `is missing (expected ${issue.expected})`;
  }
  return issue.message.replace(/^Invalid input: /, '');
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
  if (inner.some((option) => option instanceof z.ZodArray)) {
    const elements = inner
      .filter((option) => option instanceof z.ZodArray)
      .map((option) => option.element as z.ZodType);
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
