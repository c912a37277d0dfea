/** A schema of the OpenAPI document, as far as bodies use it. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

export type Schemas = Readonly<Record<string, Schema>>;

/** A place of a body in which somebody may write, and how a body is made that has a text there. */
export interface TextField {
  /** Of keys; `#` any item of a list, `*` any key that somebody makes up. */
  path: string;
  /** @param base the body as it is otherwise; what leads to the place and is not there is made up */
  build(base: unknown): unknown;
}

type Fields = (schema: Schema | undefined, path: readonly string[], seen: readonly string[]) => TextField[];

/** Strings that schemas ask for, as ids, days and sums are written. */
const known = [
  '好用',
  'a',
  'aa',
  'a1',
  '1',
  '0.00',
  'CNY',
  '#1F6F78',
  '2026-12-01',
  '2026-12-01T04:00:00Z',
  'https://shop.example.com/cup',
  '0'.repeat(64),
];

/**
 * Every place of a body in which a text of one's own may stand, by its schema: not numbers, choices, days, addresses.
 * @param keys what a key is called that a body makes up, by the field that it stands in: ids of things that are there
 */
export function textFieldsOf(
  schemas: Schemas,
  name: string,
  { text, keys }: { text: string; keys: Readonly<Record<string, string>> },
): TextField[] {
  const { fieldsOf } = walker(schemas, text, keys);
  return fieldsOf({ $ref: `#/components/schemas/${name}` }, [], []);
}

function walker(schemas: Schemas, text: string, keys: Readonly<Record<string, string>>): { fieldsOf: Fields } {
  const nameOf = ({ $ref = '' }: Schema) => $ref.split('/').at(-1) ?? '';
  const resolve = (schema: Schema): Schema => (schema.$ref === undefined ? schema : (schemas[nameOf(schema)] ?? {}));
  const isText = ({ type, format, pattern, maxLength = text.length, ...rest }: Schema) =>
    [type].flat().includes('string') &&
    format === undefined &&
    !('enum' in rest || 'const' in rest) &&
    maxLength >= text.length &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text));

  /** A value that a schema takes, as small as may be. */
  const sampleOf = (given: Schema, depth = 0): unknown => {
    const schema = resolve(given);
    const { anyOf, oneOf, allOf, type, items, minItems = 0, properties = {}, required = [] } = schema;
    const [branch] = anyOf ?? oneOf ?? allOf ?? [];
    if (schema.const !== undefined || schema.enum !== undefined || schema.default !== undefined) {
      return schema.const ?? schema.default ?? schema.enum?.[0];
    }
    if (depth > 12) {
      return null;
    }
    if (branch !== undefined) {
      return sampleOf(branch, depth + 1);
    }
    switch ([type].flat()[0]) {
      case 'object':
        return Object.fromEntries(required.map((key) => [key, sampleOf(properties[key] ?? {}, depth + 1)]));
      case 'array':
        return Array.from({ length: minItems }, () => sampleOf(items ?? {}, depth + 1));
      case 'string': {
        const { pattern, minLength = 0, maxLength = 999 } = schema;
        const fits = (each: string) =>
          each.length >= minLength && each.length <= maxLength && (!pattern || new RegExp(pattern, 'u').test(each));
        return known.find(fits) ?? 'a'.repeat(minLength);
      }
      case 'integer':
      case 'number':
        return schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1;
      case 'boolean':
        return true;
      default:
        return null;
    }
  };

  /** A body's own object, where it is one of this schema: a clip is no card, though both are layers. */
  const objectOf = (schema: Schema, base: unknown): Record<string, unknown> => {
    const isOne =
      typeof base === 'object' &&
      base !== null &&
      !Array.isArray(base) &&
      Object.entries(schema.properties ?? {}).every(([key, inner]) => {
        const { const: only } = resolve(inner);
        return only === undefined || !(key in base) || (base as Record<string, unknown>)[key] === only;
      });
    return structuredClone(isOne ? base : sampleOf(schema)) as Record<string, unknown>;
  };

  const fieldsOf: Fields = (given, path, seen) => {
    const name = given === undefined ? '' : nameOf(given);
    if (given === undefined || (name !== '' && seen.includes(name))) {
      return [];
    }
    const schema = resolve(given);
    const within = name === '' ? seen : [...seen, name];
    if (isText(schema)) {
      return [{ path: path.join('.'), build: () => text }];
    }
    const { properties = {}, additionalProperties, items, anyOf = [], oneOf = [], allOf = [] } = schema;
    const inKeys = Object.entries(properties).flatMap(([key, inner]) =>
      fieldsOf(inner, [...path, key], within).map(
        (field): TextField => ({
          path: field.path,
          build(base) {
            const whole = objectOf(schema, base);
            return { ...whole, [key]: field.build(whole[key]) };
          },
        }),
      ),
    );
    const any = typeof additionalProperties === 'object' ? additionalProperties : undefined;
    const inAny = fieldsOf(any, [...path, '*'], within).map(
      (field): TextField => ({
        path: field.path,
        build(base) {
          const whole = objectOf(schema, base);
          const [key = keys[path.at(-1) ?? ''] ?? 'a'] = Object.keys(whole);
          return { ...whole, [key]: field.build(whole[key]) };
        },
      }),
    );
    const inItems = fieldsOf(items, [...path, '#'], within).map(
      (field): TextField => ({
        path: field.path,
        build(base) {
          const list = Array.isArray(base) ? base : (sampleOf(schema) as unknown[]);
          return [field.build(list[0]), ...list.slice(1)];
        },
      }),
    );
    const branches = [...anyOf, ...oneOf, ...allOf].flatMap((branch) => fieldsOf(branch, path, within));
    return [...inKeys, ...inAny, ...inItems, ...branches];
  };
  return { fieldsOf };
}
