/** Where a JSON text stops being JSON, in characters from its start, and what was met there. */
export interface JsonFault {
  offset: number;
  problem: string;
}

const deepest = 200;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const space = /[ \t\r\n]*/y;

/**
 * The first fault of a JSON text, keys given twice included (JSON.parse takes the last in silence and tells no position
 * of short texts); undefined where the text is well formed.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  let offset = 0;
  const skip = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = offset;
    const found = pattern.exec(text)?.[0];
    offset += found?.length ?? 0;
    return found;
  };
  // A loop, not an expression: a text of many megabytes must neither overflow nor backtrack.
  const readString = (): string | undefined => {
    const start = offset;
    if (text.charAt(offset) !== '"') {
      return undefined;
    }
    offset++;
    while (offset < text.length) {
      const code = text.charCodeAt(offset);
      if (code === 0x22) {
        offset++;
        return text.slice(start, offset);
      }
      if (code < 0x20 || (code === 0x5c && skip(escaped) === undefined)) {
        return undefined;
      }
      offset += code === 0x5c ? 0 : 1;
    }
    return undefined;
  };
  const met = () => (offset >= text.length ? 'the text ends here' : `"${text.charAt(offset)}" is not expected here`);
  const fault = (problem = met()): JsonFault => ({ offset, problem });

  const readValue = (depth: number): JsonFault | undefined => {
    skip(space);
    if (depth > deepest) {
      return fault('is nested too deeply');
    }
    const first = text.charAt(offset);
    if (first === '{' || first === '[') {
      offset++;
      return first === '{' ? readMembers(depth) : readElements(depth);
    }
    if (first === '"') {
      return readString() === undefined ? fault('this text is not closed, or holds a bad escape') : undefined;
    }
    for (const word of ['true', 'false', 'null']) {
      if (text.startsWith(word, offset)) {
        offset += word.length;
        return undefined;
      }
    }
    return skip(number) === undefined ? fault() : undefined;
  };
  const readList = (end: string, readItem: () => JsonFault | undefined): JsonFault | undefined => {
    skip(space);
    if (text.charAt(offset) === end) {
      offset++;
      return undefined;
    }
    for (;;) {
      const inner = readItem();
      if (inner !== undefined) {
        return inner;
      }
      skip(space);
      const next = text.charAt(offset);
      if (next !== ',' && next !== end) {
        return fault();
      }
      offset++;
      if (next === end) {
        return undefined;
      }
    }
  };
  const readElements = (depth: number) => readList(']', () => readValue(depth + 1));
  const readMembers = (depth: number) => {
    const keys = new Set<string>();
    return readList('}', () => {
      skip(space);
      const start = offset;
      const key = readString();
      if (key === undefined) {
        return fault();
      }
      if (keys.has(key)) {
        offset = start;
        return fault(`the key ${key} is given twice`);
      }
      keys.add(key);
      skip(space);
      if (text.charAt(offset) !== ':') {
        return fault();
      }
      offset++;
      return readValue(depth + 1);
    });
  };

  const inner = readValue(0);
  if (inner !== undefined) {
    return inner;
  }
  skip(space);
  return offset < text.length ? fault() : undefined;
}

/** Line and column (from 1) of an offset. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
